import LeNetGraphics
import LeNetModel
import SyntheticPhotos
import LeNetDrawing
import LeNetReading
import LeNetText

/// The measurements as tables and a chart for the documentation.
enum ProofTables {
  static func printDigits(_ digits: [(name: String, proof: Proof)]) {
    print("| digits | count | right | accepted | wrong of these | calibration error |")
    print("|---|---|---|---|---|---|")
    for (name, proof) in digits {
      print(
        "| \(name) | \(proof.count) | \(NumberText.percent(proof.accuracy)) | "
          + "\(NumberText.percent(proof.share(proof.accepted))) | \(proof.wrongAccepted) | "
          + "\(NumberText.percent(proof.calibrationError)) |")
    }
    print("")
  }

  static func printFactors(_ photos: Proof, _ scenes: [Int: PhotoScene]) {
    print("| factor | photos | right | accepted | wrong of these | only resized |")
    print("|---|---|---|---|---|---|")
    func row(_ name: String, _ part: Proof) {
      print(
        "| \(name) | \(part.count) | \(NumberText.percent(part.accuracy)) | "
          + "\(NumberText.percent(part.share(part.accepted))) | \(part.wrongAccepted) | "
          + "\(NumberText.percent(part.share(part.resizedRight))) |")
    }
    row("all", photos)
    for factor in PhotoScene.Factor.allCases {
      let part = photos.answers.enumerated().filter {
        scenes[$0.offset]?.factors.contains(factor) == true
      }
      row(factor.displayText, Proof(answers: part.map(\.element)))
    }
    print("")
  }

  static func printRefusal(_ others: [(name: String, proof: Proof)]) {
    print("| not a digit | count | not accepted | unsure | several | blank | other |")
    print("|---|---|---|---|---|---|---|")
    for (name, proof) in others {
      func count(_ verdict: Reading.Verdict) -> Int {
        proof.answers.count { $0.reading.verdict == verdict }
      }
      print(
        "| \(name) | \(proof.count) | \(NumberText.percent(proof.share(proof.count - proof.accepted))) | "
          + "\(count(.unsure)) | \(count(.several)) | \(count(.blank)) | \(count(.other)) |")
    }
    print("")
  }

  /// The errors at each coverage.
  static func printTradeOff(
    _ rejectionPolicy: RejectionPolicy, digits: [(name: String, proof: Proof)], others: [Proof]
  ) {
    let names = digits.flatMap { ["\($0.name) accepted", "wrong of these"] }
    print(
      "| `--coverage` | confidence from | \(names.joined(separator: " | ")) | non-digits accepted |"
    )
    print("|---|---|\(String(repeating: "---|", count: names.count + 1))")
    let none = Proof(answers: others.flatMap(\.answers))
    for point in rejectionPolicy.points {
      let cells = digits.flatMap { _, proof in
        let accepted = proof.accepted(from: point.threshold)
        return [
          NumberText.percent(proof.share(accepted.count)),
          "\(accepted.count { $0.reading.digit != $0.label })",
        ]
      }
      let usual = point.coverage == rejectionPolicy.usualCoverage ? " (default)" : ""
      print(
        "| \(point.coverage)\(usual) | \(point.threshold) | \(cells.joined(separator: " | ")) | "
          + "\(NumberText.percent(none.share(none.accepted(from: point.threshold).count))) |")
    }
  }

  /// The accuracy by confidence, in bins of equal mass.
  static func reliability(_ digits: [(name: String, proof: Proof)]) -> Drawing {
    let curves =
      [Chart.Curve(name: "perfect calibration", points: [(0, 0), (1, 1)], isDashed: false)]
      + digits.map { name, proof in
        Chart.Curve(name: name, points: proof.reliability().map { ($0.confidence, $0.right) })
      }
    return Chart(
      title: "Reliability of the reader's confidence", xLabel: "confidence", yLabel: "share right",
      curves: curves, top: 1
    ).drawing()
  }
}

extension Proof {
  /// The answers that a threshold accepts.
  func accepted(from threshold: Double) -> [Answer] {
    answers.filter {
      [.accepted, .unsure].contains($0.reading.verdict) && $0.reading.confidence >= threshold
    }
  }
}

extension PhotoScene.Factor {
  /// The name of the difficulty.
  var displayText: String {
    switch self {
    case .small: "below 80 pixels"
    case .large: "above 1000 pixels"
    case .lightInk: "light ink on dark"
    case .colouredInk: "coloured ink"
    case .colouredPaper: "coloured paper"
    case .unevenLight: "uneven light"
    case .shadow: "edge of a shadow"
    case .ruled: "ruled paper"
    case .squared: "squared paper"
    case .noise: "noise"
    case .blur: "blur"
    case .lowQuality: "JPEG quality 30 to 60"
    case .rotation: "rotation up to 12 degrees"
    case .perspective: "perspective"
    case .offCentre: "off centre"
    case .touchesBorder: "touches the border"
    case .thinPen: "thin pen"
    case .thickPen: "thick pen"
    case .faintInk: "faint ink"
    }
  }
}
