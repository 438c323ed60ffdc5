import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetText

extension DatasetInspection {
  /// The finding that photographs were prepared as digits.
  static let inkOfPhotographs = Finding(
    .photographsAsInk, .warning,
    "The pictures are colour photographs, but the images only show what looks like ink in them.",
    advice:
      "Train on them in colour, or resize them in grey.")

  /// Findings on pixels; on ink and paper only if `mayBeInk`.
  static func pixels(_ figures: [SplitFigures], mayBeInk: Bool) -> [Finding] {
    var findings: [Finding] = []
    for split in figures {
      let words = split.split.rawValue
      if split.brightest == 1 || (split.brightest > 0 && split.brightest < 4) {
        findings.append(
          Finding(
            .darkImages, .wrong,
            "No pixel of the \(words) images is above \(split.brightest), of 255.",
            advice: "Values from 0 to 1 were stored as bytes; multiply them by 255 first."))
      }
      for (kind, list, what) in [
        (
          Finding.Kind.blankImages, split.blank,
          mayBeInk ? "without any ink, all 0" : "that are black, all 0"
        ),
        (.constantImages, split.constant, "with a single value"),
      ] where !list.isEmpty {
        let share = Double(list.count) / Double(split.count)
        findings.append(
          Finding(
            kind, share > 0.001 ? .wrong : .warning,
            "The \(words) split has \(list.count.of("image")) \(what), the first is number \(list[0]).",
            advice: "Remove them, or read the originals again."))
      }
      if mayBeInk { findings += polarity(split) }
    }
    return findings + difference(figures)
  }

  private static func polarity(_ split: SplitFigures) -> [Finding] {
    guard split.count >= 10 else { return [] }
    let words = split.split.rawValue
    if split.brightBorders > 0.9, split.means[0] > 0.5 {
      return [
        Finding(
          .inverted, .wrong,
          "The \(words) images are dark on light (\(NumberText.percent(split.brightBorders, digits: 1)) of them), but MNIST "
            + "has light ink on a background of 0.",
          advice: "Invert them (255 - x), or prepare pictures as digits.")
      ]
    }
    if 0.1...0.9 ~= split.brightBorders {
      return [
        Finding(
          .inverted, .warning,
          "\(NumberText.percent(split.brightBorders, digits: 1)) of the \(words) images are lighter along their border than "
            + "inside, the others darker.",
          advice: "If they show pen on paper, make them all light ink on a background of 0.")
      ]
    }
    return []
  }

  /// Parts that were prepared in different ways.
  private static func difference(_ figures: [SplitFigures]) -> [Finding] {
    guard figures.count == 2, figures.allSatisfy({ $0.count >= 20 }) else { return [] }
    let (training, test) = (figures[0], figures[1])
    for map in training.means.indices {
      let distance = abs(training.means[map] - test.means[map])
      guard distance > 0.5 * max(training.standardDeviations[map], 0.02) else { continue }
      return [
        Finding(
          .differentSplits, .wrong,
          "The mean of the training images is \(NumberText.percent(training.means[map], digits: 1)) of white, of the test "
            + "images \(NumberText.percent(test.means[map], digits: 1)).",
          advice: "Prepare both splits in the same way.")
      ]
    }
    return []
  }

  /// Findings on the number of images per class.
  static func balance(_ figures: [SplitFigures], classes: [String]) -> [Finding] {
    var findings: [Finding] = []
    for split in figures {
      let words = split.split.rawValue
      let empty = classes.indices.filter { split.classCounts[$0] == 0 }
      if !empty.isEmpty {
        findings.append(
          Finding(
            .emptyClass, split.split == .training ? .wrong : .warning,
            "The \(words) split has no image of class \(someNames(empty.map { classes[$0] })).",
            advice: "Add images, or leave the class out of the list of names."))
      }
      if split.split == .training, empty.count == classes.count - 1,
        let only = split.classCounts.firstIndex(where: { $0 > 0 })
      {
        findings.append(
          Finding(
            .singleClass, .wrong, "All training images are of class \(classes[only]).",
            advice: "Add images of other classes."))
      }
      let filled = split.classCounts.filter { $0 > 0 }
      guard let least = filled.min(), let most = filled.max() else { continue }
      if most > 3 * least {
        let (small, large) = (
          split.classCounts.firstIndex(of: least) ?? 0, split.classCounts.firstIndex(of: most) ?? 0
        )
        findings.append(
          Finding(
            .classBalance, .warning,
            "The \(words) split is unbalanced: \(most.of("image")) of class \(classes[large]), "
              + "\(least.grouped) of class \(classes[small]).",
            advice: "Look at the accuracy of each class, not only at the mean."))
      }
    }
    if let training = figures.first, training.count < 100 * classes.count {
      findings.append(
        Finding(
          .small, .warning,
          "There \(training.count == 1 ? "is" : "are") \(training.count.of("image")) to train on, for "
            + "\(classes.count.of("class", "classes")).",
          advice: "Expect a low accuracy; distort images and train longer.")
      )
    }
    return findings
  }

  /// Findings on repeated images.
  static func repetition(_ splits: DatasetSplits) -> [Finding] {
    let found = Repetition(splits)
    var findings: [Finding] = []
    if found.across > 0 {
      let share = Double(found.across) / Double(splits.test.count)
      let example =
        found.example.map { ", test image \($0.test) is training image \($0.training)" } ?? ""
      findings.append(
        Finding(
          .leakage, share > 0.005 ? .wrong : .warning,
          "\(found.across.of("image")) of the test split (\(NumberText.percent(share, digits: 1))) \(found.across == 1 ? "is" : "are") "
            + "in the training split too\(example).",
          advice: "Remove them from one split: a memorized image does not test anything."))
    }
    for (count, dataset, words) in [
      (found.inTraining, splits.training, "training"), (found.inTest, splits.test, "test"),
    ] where count > 0 {
      let share = Double(count) / Double(dataset.count)
      findings.append(
        Finding(
          .duplicates, share > 0.05 ? .wrong : .warning,
          "\(count.of("image")) of the \(words) split (\(NumberText.percent(share, digits: 1))) \(count == 1 ? "repeats an" : "repeat") "
            + "earlier \(count == 1 ? "one" : "ones").",
          advice: "Remove the repetitions, unless they are intended as weights."))
    }
    if found.conflicts > 0 {
      findings.append(
        Finding(
          .conflictingLabels, .warning,
          "\(found.conflicts.of("image")) \(found.conflicts == 1 ? "has" : "have") another label than an equal "
            + "image.",
          advice: "One of the two labels is wrong: look at them."))
    }
    return findings
  }
}
