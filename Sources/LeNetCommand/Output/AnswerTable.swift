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

  /// `index` counts from 0 in the data set's file; `confidence` is the answer's probability.
  var text: String {
    var text = "index,truth,answer,confidence\n"
    for (position, answer) in evaluation.predictions.enumerated() {
      let index = split.index(position)
      let scores = evaluation.scores(of: position)
      let cells = [
        "\(index)", name(Int(split.dataset.labels[index])), name(answer),
        "\(scores[scores.startIndex + answer])",
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    return text
  }

  private func name(_ index: Int) -> String {
    let name = evaluation.classes[index]
    guard name.contains(where: { ",\"\n\r".contains($0) }) else { return name }
    return "\""
      + name.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
