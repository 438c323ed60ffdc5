extension Checkup {
  /// From so many photographs on, a class mean that tells nothing means that labels tell nothing.
  private static let plentyOfPhotographs = 2000

  /// Whether labels belong to their images, and mean the same in both parts.
  ///
  /// Throws where the program's own MNIST is damaged.
  static func labels(
    _ parts: DatasetParts, isInverted: Bool, mayBeInk: Bool
  ) throws(DatasetError) -> [Finding] {
    var findings: [Finding] = []
    for (dataset, part) in [(parts.training, DatasetPart.training), (parts.test, .test)]
    where dataset.count >= 100 {
      let order = LabelOrder(dataset)
      let own = percent(order.accuracies[0] ?? 0)
      let advice = "Make the file of labels anew, from the same list as the images."
      if let shift = order.shift {
        let places = abs(shift) == 1 ? "one place" : "\(abs(shift)) places"
        findings.append(
          Finding(
            .labelsOutOfStep, .wrong,
            "The \(part.displayText) labels are out of step by \(places): the nearest class mean reads "
              + "\(percent(order.accuracies[shift] ?? 0)) with the label \(places) "
              + "\(shift > 0 ? "later" : "earlier"), \(own) with their own.", advice: advice))
      } else if order.isUnrelated {
        // Few photographs of a class have nothing in common that a mean shows.
        let isPlain = mayBeInk || order.count >= Self.plentyOfPhotographs
        findings.append(
          Finding(
            .labelsUnrelated, isPlain ? .wrong : .warning,
            "The \(part.displayText) labels say nothing about the images: the nearest class mean reads \(own), "
              + "chance \(percent(order.chance)).",
            advice: isPlain
              ? advice
              : "Few photographs may be so; look at some with their labels (lenet data show)."))
      } else if let step = order.step {
        let places = abs(step.shift) == 1 ? "one place" : "\(abs(step.shift)) places"
        findings.append(
          Finding(
            .labelsOutOfStep, .wrong,
            "The \(part.displayText) labels are out of step by \(places) from about image \(step.image) on.",
            advice: "An image or a label is missing there: mend the file."))
      }
    }
    return findings.isEmpty
      ? try numbering(parts, isInverted: isInverted, mayBeInk: mayBeInk) : findings
  }

  /// Whether the test part numbers its classes as the training part does.
  private static func numbering(
    _ parts: DatasetParts, isInverted: Bool, mayBeInk: Bool
  ) throws(DatasetError) -> [Finding] {
    guard parts.training.count >= 100, parts.test.count >= 100 else { return [] }
    func sample(_ dataset: Dataset) -> [Int] {
      Array(stride(from: 0, to: dataset.count, by: max(1, dataset.count / 10_000)))
    }
    let (learned, asked) = (sample(parts.training), sample(parts.test))
    let classes = max(parts.training.classes.count, parts.test.classes.count)
    let reader = NearestMean(
      GridFeatures(parts.training, indices: learned),
      labels: learned.map { parts.training.labels[$0] }, classes: classes)
    let answers = reader.answers(GridFeatures(parts.test, indices: asked))
    let confusion = Confusion(
      labels: asked.map { parts.test.labels[$0] }, answers: answers, classes: classes)
    guard let other = confusion.numbering else { return [] }
    // Of digits it can be seen which part's labels do not mean what they say.
    let advice = "Number the classes of both parts alike."
    if mayBeInk, let own = try digits(parts.training, isInverted),
      try digits(parts.test, isInverted) == nil
    {
      return [
        Finding(
          .otherNumbering, .wrong,
          "The training part numbers its classes otherwise than the test part: "
            + "\(words(own, ClassList.digits)).", advice: advice)
      ]
    }
    return [
      Finding(
        .otherNumbering, .wrong,
        "The test part numbers its classes otherwise than the training part: "
          + "\(words(other, parts.training.classes)).", advice: advice)
    ]
  }

  /// What labels mean that do not mean the digits that they say; nil where they do, or are none.
  private static func digits(
    _ dataset: Dataset, _ isInverted: Bool
  ) throws(DatasetError) -> [(label: Int, meaning: Int)]? {
    try DigitOrientation(dataset, isInverted: isInverted)?.confusion?.numbering
  }

  /// Whether digits lie as MNIST's do, and are what their labels say.
  static func orientation(
    _ parts: DatasetParts, isInverted: Bool
  ) throws(DatasetError) -> [Finding] {
    var findings: [Finding] = []
    for (dataset, part) in [(parts.training, DatasetPart.training), (parts.test, .test)] {
      guard let found = try DigitOrientation(dataset, isInverted: isInverted) else { continue }
      if let way = found.way {
        let isEMNIST = way == .transposed
        findings.append(
          Finding(
            .turned, .wrong, "The \(part.displayText) images are \(way.rawValue).",
            advice: isEMNIST
              ? "EMNIST's files are so: read them under EMNIST's own names, or exchange rows and columns."
              : "Turn or mirror them back."))
      }
      if let other = found.confusion?.numbering {
        findings.append(
          Finding(
            .otherNumbering, .wrong,
            "The \(part.displayText) labels do not mean the digits that they say: \(words(other, ClassList.digits)).",
            advice:
              "Correct the labels, or put a classes.txt with the right names beside the files."))
      }
    }
    return findings
  }

  private static func words(_ numbering: [(label: Int, meaning: Int)], _ classes: [String])
    -> String
  {
    let list = numbering.prefix(4).map {
      "what is labelled \(classes[$0.label]) looks like \(classes[$0.meaning])"
    }
    return list.joined(separator: ", ") + (numbering.count > 4 ? " and so on" : "")
  }
}
