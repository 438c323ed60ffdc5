import LeNet
import LeNetData
import LeNetEvaluation
import LeNetFiles

/// A file with the answer for every image: CSV (RFC 4180), or arrays for NumPy.
struct AnswerTable {
  private let evaluation: Evaluation
  private let split: EvaluatedSplit

  init(_ evaluation: Evaluation, split: EvaluatedSplit) {
    self.evaluation = evaluation
    self.split = split
  }

  /// Replaces the file completely or not at all.
  func write(to path: String) throws {
    let isNumPy = path.lowercased().hasSuffix(".npz")
    try AtomicFile.write(isNumPy ? NamedArray.npz(arrays) : Array(text.utf8), to: path)
  }

  /// Whether a name's ending is that of a format which `write(to:)` knows.
  static func takes(_ path: String) -> Bool {
    [".csv", ".npz"].contains { path.lowercased().hasSuffix($0) }
  }

  /// The numbers of the images, true classes and answers, and a row of scores for each image.
  private var arrays: [NamedArray] {
    let indices = evaluation.predictions.indices.map(split.index)
    func whole(_ name: String, _ numbers: [Int]) -> NamedArray {
      NamedArray(
        name: name, sizes: [numbers.count], values: numbers.map { Float($0) }, isWhole: true)
    }
    return [
      whole("index", indices), whole("labels", indices.map { Int(split.dataset.labels[$0]) }),
      whole("answers", evaluation.predictions),
      NamedArray(
        name: "scores", sizes: [indices.count, evaluation.classes.count],
        values: evaluation.predictions.indices.flatMap {
          evaluation.scores(of: $0).map { Float($0) }
        }),
    ]
  }

  /// `file` is there for pictures; `index` counts from 0 in the data set's file; `confidence` is the answer's probability, and a score is that of
  /// its class.
  var text: String {
    let files = split.dataset.files
    let head =
      (files == nil ? [] : ["file"]) + ["index", "truth", "answer", "confidence"]
      + evaluation.classes.map { "score \($0)" }
    let rows = evaluation.predictions.enumerated().map { position, answer in
      let index = split.index(position)
      let scores = evaluation.scores(of: position)
      return (files.map { [$0[index]] } ?? []) + [
        "\(index)", evaluation.classes[Int(split.dataset.labels[index])],
        evaluation.classes[answer], "\(scores[scores.startIndex + answer])",
      ] + scores.map { "\($0)" }
    }
    return ([head] + rows).map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
  }
}
