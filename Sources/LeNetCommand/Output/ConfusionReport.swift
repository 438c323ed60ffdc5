import LeNetEvaluation
import LeNetText
package import LeNet

/// A confusion matrix, as lines for people and as a JSON object for programs.
package struct ConfusionReport {
  private let evaluation: Evaluation
  private let subject: String

  private static let mostConfusions = 10

  /// `subject` names the model and the images.
  package init(_ evaluation: Evaluation, subject: String) {
    self.evaluation = evaluation
    self.subject = subject
  }

  /// Counts as `[truth][answer]`, shares from 0 to 1, null for a class without images.
  package var json: JSON {
    .object([
      "accuracy": JSON(evaluation.accuracy), "errors": .integer(evaluation.errors),
      "total": .integer(evaluation.count),
      "classes": .array(evaluation.classes.map { .string($0) }),
      "confusion": .array(evaluation.confusion.map { .array($0.map { .integer($0) }) }),
      "recall": .array(evaluation.recalls.map { $0.map { JSON($0) } ?? .null }),
      "precision": .array(evaluation.precisions.map { $0.map { JSON($0) } ?? .null }),
      "confusions": .array(
        evaluation.confusions.map {
          .object([
            "truth": .string(evaluation.classes[$0.truth]),
            "answer": .string(evaluation.classes[$0.answer]), "count": .integer($0.count),
            "rate": JSON($0.rate),
          ])
        }),
    ])
  }

  /// The counts, recall and precision, and the most frequent confusions.
  package func lines(on terminal: Terminal) -> [String] {
    let summary =
      "accuracy \(NumberText.percent(evaluation.accuracy)), "
      + "\(evaluation.errors.of("error")) in \(evaluation.count.grouped)"
    return [subject.visible, summary, "", "truth down, answer across"]
      + ConfusionTable(evaluation, showsRecall: true).lines(on: terminal) + [
        "", "precision of the answers",
      ] + precisions + confusions
  }

  private var precisions: [String] {
    var table = TextTable(columns: [
      .init("class"), .init("answers", .right), .init("right", .right), .init("precision", .right),
    ])
    for index in evaluation.classes.indices {
      table.addRow([
        evaluation.classes[index], evaluation.answerTotals[index].grouped,
        evaluation.classCorrect[index].grouped,
        evaluation.precisions[index].map(NumberText.percent) ?? "-",
      ])
    }
    return table.screenLines
  }

  private var confusions: [String] {
    let listed = evaluation.confusions.prefix(Self.mostConfusions)
    guard !listed.isEmpty else { return ["", "no image was read wrong"] }
    var table = TextTable(columns: [
      .init("truth"), .init("read as"), .init("images", .right), .init("of the class", .right),
    ])
    for confusion in listed {
      table.addRow([
        evaluation.classes[confusion.truth], evaluation.classes[confusion.answer],
        confusion.count.grouped, NumberText.percent(confusion.rate),
      ])
    }
    return ["", "most frequent confusions"] + table.screenLines
  }
}
