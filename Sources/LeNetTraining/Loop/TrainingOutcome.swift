public import LeNetEvaluation
public import LeNetEngine
public import LeNetModel

/// The outcome of ``TrainingRun/run(shouldStop:onEvent:)``.
public enum TrainingOutcome: Sendable {
  /// The run is complete.
  case finished(TrainingResult)
  /// The run stopped on request, in the epoch counted from 1, after `step` of its steps. If there
  /// is a folder, it holds the checkpoint.
  case interrupted(epoch: Int, step: Int)
}

/// The result of a complete run.
public struct TrainingResult: Sendable {
  /// The model of the kept epoch.
  public let model: ModelFile
  /// The kept epoch, counted from 1.
  public let keptEpoch: Int
  /// The evaluation of the model on the test set.
  public let test: Evaluation
  /// The wall time of this process's part of the run.
  public let seconds: Double
  /// The device that computed this process's part of the run.
  public let computedBy: ComputeIdentity
  /// The path of the written model, if any.
  public let modelPath: String?

  package init(
    model: ModelFile, keptEpoch: Int, test: Evaluation, seconds: Double,
    computedBy: ComputeIdentity, modelPath: String?
  ) {
    self.model = model
    self.keptEpoch = keptEpoch
    self.test = test
    self.seconds = seconds
    self.computedBy = computedBy
    self.modelPath = modelPath
  }
}
