import LeNetCatalog
import LeNetData
import LeNetText

extension DatasetInspection {
  /// The number of photographs from which uninformative class means show wrong labels.
  private static let plentyOfPhotographs = 2000

  /// Whether labels belong to their images, and mean the same in both splits.
  ///
  /// Throws if the program's own MNIST is damaged.
  static func labels(
    _ splits: DatasetSplits, isInverted: Bool, mayBeInk: Bool
  ) throws(DatasetError) -> [Finding] {
    var findings: [Finding] = []
    for (dataset, split) in [(splits.training, DatasetSplit.training), (splits.test, .test)]
    where dataset.count >= 100 {
      let order = LabelOrder(dataset)
      let own = NumberText.percent(order.accuracies[0] ?? 0, digits: 1)
      let advice = "Write the labels again, from the same list as the images."
      if let shift = order.shift {
        let places = abs(shift) == 1 ? "one place" : "\(abs(shift)) places"
        findings.append(
          Finding(
            .labelsOutOfStep, .wrong,
            "The \(split.rawValue) labels are out of step by \(places): the nearest class mean reads "
              + "\(NumberText.percent(order.accuracies[shift] ?? 0, digits: 1)) with the label \(places) "
              + "\(shift > 0 ? "later" : "earlier"), \(own) with their own.", advice: advice))
      } else if order.isUnrelated {
        // The mean of few photographs of a class shows nothing that they have in common.
        let isPlain = mayBeInk || order.count >= Self.plentyOfPhotographs
        findings.append(
          Finding(
            .labelsUnrelated, isPlain ? .wrong : .warning,
            "The \(split.rawValue) labels say nothing about the images: the nearest class mean reads \(own), "
              + "chance \(NumberText.percent(order.chance, digits: 1)).",
            advice: isPlain
              ? advice
              : "This can happen with few photographs; look at some with their labels."))
      } else if let step = order.step {
        let places = abs(step.shift) == 1 ? "one place" : "\(abs(step.shift)) places"
        findings.append(
          Finding(
            .labelsOutOfStep, .wrong,
            "The \(split.rawValue) labels are out of step by \(places) from about image \(step.image) on.",
            advice: "An image or a label is missing there; correct the file."))
      }
    }
    return findings.isEmpty
      ? try numbering(splits, isInverted: isInverted, mayBeInk: mayBeInk) : findings
  }

  /// Whether both splits number their classes in the same way.
  private static func numbering(
    _ splits: DatasetSplits, isInverted: Bool, mayBeInk: Bool
  ) throws(DatasetError) -> [Finding] {
    guard splits.training.count >= 100, splits.test.count >= 100 else { return [] }
    func sample(_ dataset: Dataset) -> [Int] {
      Array(stride(from: 0, to: dataset.count, by: max(1, dataset.count / 10_000)))
    }
    let (learned, asked) = (sample(splits.training), sample(splits.test))
    let classes = max(splits.training.classes.count, splits.test.classes.count)
    let reader = NearestMean(
      GridFeatures(splits.training, indices: learned),
      labels: learned.map { splits.training.labels[$0] }, classes: classes)
    let answers = reader.answers(GridFeatures(splits.test, indices: asked))
    let confusion = Confusion(
      labels: asked.map { splits.test.labels[$0] }, answers: answers, classes: classes)
    guard let other = confusion.numbering else { return [] }
    // For digits, the images show which split has the wrong labels.
    let advice = "Number the classes of both splits in the same way."
    if mayBeInk, let own = try digits(splits.training, isInverted),
      try digits(splits.test, isInverted) == nil
    {
      return [
        Finding(
          .otherNumbering, .wrong,
          "The training split numbers its classes differently from the test split: "
            + "\(words(own, Dataset.digits)).", advice: advice)
      ]
    }
    return [
      Finding(
        .otherNumbering, .wrong,
        "The test split numbers its classes differently from the training split: "
          + "\(words(other, splits.training.classes)).", advice: advice)
    ]
  }

  /// The digits that wrong labels stand for; nil if the labels are right, or are not digits.
  private static func digits(
    _ dataset: Dataset, _ isInverted: Bool
  ) throws(DatasetError) -> [(label: Int, meaning: Int)]? {
    try DigitOrientation(dataset, isInverted: isInverted)?.confusion?.numbering
  }

  /// Findings on the orientation of digits and on labels that are not their digits.
  static func orientation(
    _ splits: DatasetSplits, isInverted: Bool
  ) throws(DatasetError) -> [Finding] {
    var findings: [Finding] = []
    for (dataset, split) in [(splits.training, DatasetSplit.training), (splits.test, .test)] {
      guard let found = try DigitOrientation(dataset, isInverted: isInverted) else { continue }
      if let way = found.way {
        let isEMNIST = way == .transposed
        findings.append(
          Finding(
            .turned, .wrong, "The \(split.rawValue) images are \(way.rawValue).",
            advice: isEMNIST
              ? "EMNIST's files are transposed; read them with EMNIST's own names, or exchange rows and columns."
              : "Turn or mirror them back."))
      }
      if let other = found.confusion?.numbering {
        findings.append(
          Finding(
            .otherNumbering, .wrong,
            "The \(split.rawValue) labels are not the digits of their images: \(words(other, Dataset.digits)).",
            advice:
              "Correct the labels, or add a classes.txt with the right names to the files."))
      }
    }
    return findings
  }

  private static func words(_ numbering: [(label: Int, meaning: Int)], _ classes: [String])
    -> String
  {
    let list = numbering.prefix(4).map {
      "label \(classes[$0.label]) looks like \(classes[$0.meaning])"
    }
    return list.joined(separator: ", ") + (numbering.count > 4 ? " and so on" : "")
  }
}
