package import LeNetData
package import LeNetEngine

extension Engine where Scalar == Float {
  /// Evaluates every image of a source, with the running statistics and without dropout.
  package func evaluation(of source: DatasetBatch) -> Evaluation {
    let clock = ContinuousClock()
    let start = clock.now
    let result = evaluate(source)
    let seconds = (clock.now - start).seconds
    return Evaluation(
      lossSum: result.lossSum, predictions: result.predictions,
      labels: (0..<source.count).map { source.label($0) }, scores: result.scores,
      logits: result.logits, classes: source.dataset.classes, seconds: seconds)
  }
}
