/// Where a run stands, for a live line.
public struct TrainingProgress: Hashable, Sendable {
  /// The epoch at work, counted from 1.
  public var epoch: Int
  /// Epochs of the whole run.
  public var epochs: Int
  /// Steps done in this epoch.
  public var step: Int
  /// Steps of this epoch.
  public var stepsPerEpoch: Int
  /// The running mean loss of this epoch.
  public var loss: Double
  /// The running accuracy of this epoch, 0...1.
  public var accuracy: Double
  /// The rate of the last step.
  public var learningRate: Double
  /// Images trained a second in this epoch.
  public var examplesPerSecond: Double
  /// An estimate for the rest of the run.
  public var secondsLeft: Double
  /// The share of the whole run that is done, 0...1.
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
