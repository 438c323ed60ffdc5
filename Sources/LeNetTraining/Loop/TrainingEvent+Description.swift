import LeNetText

extension TrainingEvent: CustomStringConvertible {
  /// The event in one line, such as `epoch 2: loss 0.09, accuracy 97.20 %, validation accuracy 97.80 %, kept`.
  public var description: String {
    switch self {
    case .started(let values):
      return "started from a model in \(values.taken.joined(separator: ", "))"
    case .resumed(let epoch, let step): return "resumed in epoch \(epoch) after step \(step)"
    case .warning(let message): return "warning: \(message)"
    case .progress(let progress):
      return Self.figures(
        "epoch \(progress.epoch) of \(progress.epochs), step \(progress.step) of \(progress.stepsPerEpoch)",
        loss: progress.loss, accuracy: progress.accuracy)
    case .step(let metrics):
      return Self.figures(
        "epoch \(metrics.epoch), step \(metrics.step) of \(metrics.stepsPerEpoch)",
        loss: metrics.trainLoss, accuracy: metrics.trainAccuracy)
    case .epoch(let metrics):
      let validation = metrics.validationAccuracy.map {
        ", validation accuracy \(NumberText.percent($0))"
      }
      return Self.figures(
        "epoch \(metrics.epoch)", loss: metrics.trainLoss, accuracy: metrics.trainAccuracy)
        + (validation ?? "") + (metrics.kept ? ", kept" : "")
    case .done(let metrics):
      return "done: \(metrics.testErrors.of("error")) of \(metrics.testTotal.grouped) "
        + "(\(NumberText.percent(metrics.testAccuracy))), loss \(NumberText.twoDigits(metrics.testLoss)), "
        + "kept epoch \(metrics.keptEpoch)"
    }
  }

  private static func figures(_ place: String, loss: Double, accuracy: Double) -> String {
    "\(place): loss \(NumberText.twoDigits(loss)), accuracy \(NumberText.percent(accuracy))"
  }
}
