package import LeNetEngine
package import LeNetModel

/// The state from which a run resumes as if it had never stopped.
///
/// It holds no time, thread count, path or host name, so a run's checkpoints are the same bytes
/// wherever and however often it was interrupted.
package struct Checkpoint: Sendable {
  /// The values that must not change in a run.
  package var identity: RunIdentity
  /// What trained, in order; normally one device.
  package var computedBy: [ComputeIdentity]
  /// The optimizer's steps so far, and the complete epochs.
  package var position: Position
  /// The sums of the current epoch.
  package var running: RunningMetrics
  /// The current parameters.
  package var parameters: Parameters
  /// The optimizer's state: arenas of the trainable extent.
  package var moments: [[Float]]
  /// The epoch to keep so far.
  package var kept: KeptEpoch?
  /// The number of valid lines of `metrics.jsonl`.
  package var metricsLines: Int
  /// The number of lines to keep if a run that ended within an epoch becomes longer; nil otherwise.
  package var metricsLinesOfWholeEpochs: Int?
  /// The names of the classes in a checkpoint that was read.
  package var classNames: [String] = []

  /// The number of complete epochs.
  var wholeEpochs: Int { position.epochs - (metricsLinesOfWholeEpochs == nil ? 0 : 1) }

  /// The position of a run.
  package struct Position: Hashable, Sendable, Codable {
    /// The number of the optimizer's steps.
    package var steps = 0
    /// The number of epochs whose figures are reported.
    package var epochs = 0
  }
}
