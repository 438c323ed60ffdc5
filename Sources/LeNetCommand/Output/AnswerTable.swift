import LeNet
import LeNetEvaluation
import LeNetFiles

/// A CSV file (RFC 4180) with the answer for every image.
struct AnswerTable {
  private let evaluation: Evaluation
  private let split: EvaluatedSplit

  init(_ evaluation: Evaluation, split: EvaluatedSplit) {
    self.evaluation = evaluation
    self.split = split
  }

  /// Replaces the file completely or not at all.
  func write(to path: String) throws {
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  /// `index` counts from 0 in the data set's file; `confidence` is the answer's probability, and a score is that of
  /// its class.
  var text: String {
    let head =
      ["index", "truth", "answer", "confidence"] + evaluation.classes.map { "score \($0)" }
    let rows = evaluation.predictions.enumerated().map { position, answer in
      let index = split.index(position)
      let scores = evaluation.scores(of: position)
      return [
        "\(index)", evaluation.classes[Int(split.dataset.labels[index])],
        evaluation.classes[answer], "\(scores[scores.startIndex + answer])",
      ] + scores.map { "\($0)" }
    }
    return ([head] + rows).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
  }
}
