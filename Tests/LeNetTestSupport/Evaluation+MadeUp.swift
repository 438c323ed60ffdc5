public import LeNetEvaluation
import LeNetTraining

extension Evaluation {
  /// Thirty answers to three classes whose counts are all different: recall of a, b, c is 5/6, 6/11, 9/13,
  /// precision 5/11, 6/7, 9/12.
  public static let madeUp = Evaluation(confusion: [[5, 1, 0], [2, 6, 3], [4, 0, 9]])

  /// Answers by their counts, `[truth][answer]`, truth after truth; an answer's margin is its number, from 1 on.
  public init(confusion: [[Int]]) {
    var (labels, predictions, outputs, scores) = ([Int](), [Int](), [Float](), [Float]())
    for (truth, counts) in confusion.enumerated() {
      for (answer, count) in counts.enumerated() {
        for _ in 0..<count {
          labels.append(truth)
          predictions.append(answer)
          for place in counts.indices {
            outputs.append(place == answer ? Float(labels.count) : 0)
            scores.append(place == answer ? 0.7 : 0.3 / Float(counts.count - 1))
          }
        }
      }
    }
    self.init(
      lossSum: 1.5 * Double(labels.count), predictions: predictions, labels: labels, scores: scores,
      logits: outputs, classes: confusion.indices.map { String(UnicodeScalar(UInt8(97 + $0))) },
      seconds: 0.5)
  }
}
