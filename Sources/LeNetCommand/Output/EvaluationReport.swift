import LeNetEvaluation
import LeNetText
package import LeNet

/// The results of an evaluation, as lines for people and as a JSON object for programs.
package struct EvaluationReport {
  private let evaluation: Evaluation
  private let showsClasses: Bool
  private let showsConfusion: Bool
  /// The target error rate of the images that are not rejected.
  private let rejectTo: Double?
  /// The requested normalization of the images, if any.
  private let normalization: Preparation?

  package init(
    _ evaluation: Evaluation, perClass: Bool, confusion: Bool, rejectTo: Double? = nil,
    normalization: Preparation? = nil
  ) {
    self.rejectTo = rejectTo
    self.normalization = normalization
    self.evaluation = evaluation
    showsClasses = perClass
    showsConfusion = confusion
  }

  /// The figures, and what was evaluated on which images.
  func json(models: [ModelFile], split: EvaluatedSplit) -> JSON {
    guard case .object(var members) = json else { return json }
    members["architectures"] = .array(models.map { .string($0.architecture.name) })
    members["data"] = .string(split.dataset.name)
    members["split"] = .string(split.name.rawValue)
    return .object(members)
  }

  /// The figures; `classes` and `confusion` only if requested.
  package var json: JSON {
    var members: [String: JSON] = [
      "loss": JSON(evaluation.loss), "accuracy": JSON(evaluation.accuracy),
      "errors": .integer(evaluation.errors), "total": .integer(evaluation.count),
      "examplesPerSecond": JSON(evaluation.examplesPerSecond),
    ]
    if let rejectTo {
      let rejection = evaluation.rejection(for: rejectTo)
      members["rejection"] = .object([
        "errorRate": JSON(rejectTo), "rejected": .integer(rejection.rejected),
        "errors": .integer(rejection.errors),
      ])
    }
    if let normalization {
      members["mean"] = .array(normalization.mean.map(JSON.number))
      members["standardDeviation"] = .array(normalization.standardDeviation.map(JSON.number))
    }
    if showsClasses { members["classes"] = .array(evaluation.classes.indices.map(classObject)) }
    if showsConfusion {
      members["confusion"] = .array(
        evaluation.confusion.map { .array($0.map { .integer($0) }) })
    }
    return .object(members)
  }

  func lines(models: [ModelFile], split: EvaluatedSplit, on terminal: Terminal) -> [String] {
    let names = models.map(\.architecture.name).joined(separator: " + ")
    var lines = ["\(names) on \(split.dataset.name), \(split.name.rawValue) split", summary]
    if let rejectTo { lines.append(rejectionLine(rejectTo)) }
    if showsClasses { lines += [""] + classLines() }
    if showsConfusion {
      lines +=
        ["", "truth down, answer across"]
        + ConfusionTable(evaluation, showsRecall: false).lines(on: terminal)
    }
    return lines
  }

  /// Accuracy, errors, loss and speed in one line.
  package var summary: String {
    "accuracy \(NumberText.percent(evaluation.accuracy)) "
      + "(\(evaluation.errors.of("error")) in "
      + "\(evaluation.count.grouped)), loss \(NumberText.fixed(evaluation.loss, 4)), "
      + "\(Int(clamping: evaluation.examplesPerSecond).grouped) images/s"
  }

  package func rejectionLine(_ rate: Double) -> String {
    let rejection = evaluation.rejection(for: rate)
    return "rejecting \(NumberText.percent(rejection.share)) "
      + "(\(rejection.rejected.grouped) images), the least difference of the two best "
      + "outputs first, leaves \(rejection.errors.of("error")) in "
      + "\((rejection.total - rejection.rejected).grouped)"
  }

  /// A line per class: its images, and how many the model classified correctly.
  package func classLines() -> [String] {
    var table = TextTable(columns: [
      .init("class"), .init("images", .right), .init("right", .right),
      .init("accuracy", .right),
    ])
    for index in evaluation.classes.indices {
      table.addRow([
        evaluation.classes[index], evaluation.classTotals[index].grouped,
        evaluation.classCorrect[index].grouped,
        evaluation.classAccuracies[index].map(NumberText.percent) ?? "-",
      ])
    }
    return table.screenLines
  }

  private func classObject(_ index: Int) -> JSON {
    .object([
      "label": .string(evaluation.classes[index]),
      "total": .integer(evaluation.classTotals[index]),
      "correct": .integer(evaluation.classCorrect[index]),
      "accuracy": evaluation.classAccuracies[index].map { JSON($0) } ?? .null,
    ])
  }
}
