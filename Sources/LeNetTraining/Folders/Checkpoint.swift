package import LeNetEngine
package import LeNetModel

/// Everything that a run needs to go on as if it had never stopped.
///
/// It holds no time, thread count, path or host name, so a run's checkpoints are the same bytes
/// wherever and however often it was interrupted.
package struct Checkpoint: Sendable {
  /// What must not change in a run.
  package var identity: RunIdentity
  /// What trained, in order; normally one device.
  package var computedBy: [ComputeIdentity]
  /// The optimizer's steps so far, and the epochs that have ended.
  package var position: Position
  /// The sums of the epoch at work.
  package var running: RunningMetrics
  /// The network as it stands.
  package var parameters: Parameters
  /// What the optimizer remembers: arenas of the trainable extent.
  package var moments: [[Float]]
  /// The epoch to keep so far.
  package var kept: KeptEpoch?
  /// How many lines of `metrics.jsonl` count.
  package var metricsLines: Int
  /// How many of them stay where a run that ended inside an epoch is made longer; nil otherwise.
  package var metricsLinesOfWholeEpochs: Int?

  /// Epochs that were trained to their end.
  var wholeEpochs: Int { position.epochs - (metricsLinesOfWholeEpochs == nil ? 0 : 1) }

  /// Where a run stands.
  package struct Position: Hashable, Sendable, Codable {
    /// The optimizer's steps done.
    package var steps = 0
    /// Epochs whose figures are told.
    package var epochs = 0
  }
}

/// The parameters to keep, and what they were chosen by.
package struct KeptEpoch: Hashable, Sendable {
  /// The epoch at whose end they were taken, counted from 1.
  package var epoch: Int
  /// The optimizer's steps until then.
  package var steps: Int
  /// The sums on the validation part; nil where there is none.
  package var validation: RunningMetrics?
  /// The parameters then.
  package var parameters: Parameters

  /// The parameters of an epoch.
  package init(epoch: Int, steps: Int, validation: RunningMetrics?, parameters: Parameters) {
    self.epoch = epoch
    self.steps = steps
    self.validation = validation
    self.parameters = parameters
  }

  /// Whether a later epoch is to be kept instead: by accuracy the one with more right answers on
  /// the validation part, then lower loss; by loss the latter alone; without such a part always.
  package func isBeaten(
    by validation: RunningMetrics?, criterion: Recipe.Criterion = .accuracy
  ) -> Bool {
    guard let own = self.validation, let other = validation else { return true }
    if criterion == .accuracy, own.correct != other.correct { return other.correct > own.correct }
    return other.lossSum < own.lossSum
  }
}
