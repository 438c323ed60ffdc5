import LeNetReading

/// Readings of pictures with known labels.
struct Proof {
  /// One picture: its class, nil for a non-digit, and its reading.
  struct Answer {
    let label: Int?
    let reading: Reading
    /// The answer for the resized whole picture.
    var resized: Int?
  }

  var answers: [Answer] = []

  var count: Int { answers.count }
  /// The number of pictures whose likeliest digit is right, with any verdict.
  var right: Int { answers.count { Self.likeliest($0.reading) == $0.label } }
  var accuracy: Double { share(right) }
  var accepted: Int { answers.count { $0.reading.verdict == .accepted } }
  var wrongAccepted: Int {
    answers.count { $0.reading.verdict == .accepted && $0.reading.digit != $0.label }
  }
  var resizedRight: Int { answers.count { $0.resized == $0.label } }

  func share(_ part: Int) -> Double { count == 0 ? 0 : Double(part) / Double(count) }

  private static func likeliest(_ reading: Reading) -> Int? {
    reading.label.flatMap(Int.init)
  }

  /// Bins of equal mass by confidence: the mean confidence and the accuracy.
  ///
  /// Pictures without an answer have confidence 0.
  func reliability(bins: Int = 15) -> [(confidence: Double, right: Double, count: Int)] {
    let sorted = answers.map { ($0.reading.confidence, Self.likeliest($0.reading) == $0.label) }
      .sorted { $0.0 < $1.0 }
    return (0..<bins).map { bin in
      let part = sorted[sorted.count * bin / bins..<sorted.count * (bin + 1) / bins]
      let count = max(part.count, 1)
      return (
        part.reduce(0) { $0 + $1.0 } / Double(count),
        Double(part.count { $0.1 }) / Double(count), part.count
      )
    }
  }

  /// The expected calibration error: the mean distance between confidence and accuracy, weighted by pictures.
  ///
  /// M. P. Naeini, G. F. Cooper and M. Hauskrecht (2015), with bins of equal mass.
  var calibrationError: Double {
    reliability().reduce(0) { $0 + abs($1.confidence - $1.right) * Double($1.count) }
      / Double(max(count, 1))
  }
}
