package import LeNetModel

/// The parameters to keep, with the figures that selected them.
package struct KeptEpoch: Hashable, Sendable {
  /// Their epoch, counted from 1.
  package var epoch: Int
  /// The number of the optimizer's steps until the end of that epoch.
  package var steps: Int
  /// The sums on the validation split; nil without one.
  package var validation: RunningMetrics?
  /// The parameters at the end of that epoch.
  package var parameters: Parameters

  /// The parameters of an epoch.
  package init(epoch: Int, steps: Int, validation: RunningMetrics?, parameters: Parameters) {
    self.epoch = epoch
    self.steps = steps
    self.validation = validation
    self.parameters = parameters
  }

  /// Whether to keep a later epoch instead: by accuracy, the one with more correct answers on
  /// the validation split, then the lower loss; by loss, the lower loss alone; without a validation split, always.
  package func isBeaten(
    by validation: RunningMetrics?, monitor: Recipe.Monitor = .accuracy
  ) -> Bool {
    guard let own = self.validation, let other = validation else { return true }
    if monitor == .accuracy, own.correct != other.correct { return other.correct > own.correct }
    return other.lossSum < own.lossSum
  }
}
