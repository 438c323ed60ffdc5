public import LeNetEngine
public import LeNetModel

/// How a call of ``TrainingRun/run(shouldStop:onEvent:)`` ended.
public enum TrainingOutcome: Sendable {
  /// The run is complete.
  case finished(TrainingResult)
  /// The run was asked to stop, in the epoch counted from 1, after so many of its steps; where there
  /// is a folder, its checkpoint stands there.
  case interrupted(epoch: Int, step: Int)
}

/// What a complete run gives.
public struct TrainingResult: Sendable {
  /// The model of the epoch that was kept.
  public let model: ModelFile
  /// That epoch, counted from 1.
  public let keptEpoch: Int
  /// That model on the test set.
  public let test: Evaluation
  /// Wall time of this process's part of the run.
  public let seconds: Double
  /// What computed this process's part of the run.
  public let computedBy: ComputeIdentity
  /// Where the model was written, if it was.
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
