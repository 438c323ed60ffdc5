/// The progress of a run.
public struct TrainingProgress: Hashable, Sendable {
  /// The current epoch, counted from 1.
  public var epoch: Int
  /// The number of epochs of the run.
  public var epochs: Int
  /// The number of steps so far in this epoch.
  public var step: Int
  /// The number of steps of this epoch.
  public var stepsPerEpoch: Int
  /// The running mean loss of this epoch.
  public var loss: Double
  /// The running accuracy of this epoch, 0...1.
  public var accuracy: Double
  /// The rate of the last step.
  public var learningRate: Double
  /// Training images per second in this epoch.
  public var examplesPerSecond: Double
  /// The estimated time to the end of the run.
  public var secondsLeft: Double
  /// The finished share of the run, 0...1.
  public var fraction: Double

  /// All figures.
  package init(
    epoch: Int, epochs: Int, step: Int, stepsPerEpoch: Int, loss: Double, accuracy: Double,
    learningRate: Double, examplesPerSecond: Double, secondsLeft: Double, fraction: Double
  ) {
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.loss = loss
    self.accuracy = accuracy
    self.learningRate = learningRate
    self.examplesPerSecond = examplesPerSecond
    self.secondsLeft = secondsLeft
    self.fraction = fraction
  }
}
