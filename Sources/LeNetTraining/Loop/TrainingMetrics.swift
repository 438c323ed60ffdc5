import LeNetText
public import LeNetEngine

/// A metric point within an epoch: means since its beginning.
public struct StepMetrics: Hashable, Sendable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// The number of steps so far in this epoch.
  public var step: Int
  /// The number of steps of a whole epoch.
  public var stepsPerEpoch: Int
  /// The running mean loss.
  public var trainLoss: Double
  /// The running accuracy, 0...1.
  public var trainAccuracy: Double
  /// The rate of the last step.
  public var learningRate: Double
  /// Training images per second in this epoch.
  public var examplesPerSecond: Double

  /// All figures.
  package init(
    epoch: Int, step: Int, stepsPerEpoch: Int, trainLoss: Double, trainAccuracy: Double,
    learningRate: Double, examplesPerSecond: Double
  ) {
    self.epoch = epoch
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.learningRate = learningRate
    self.examplesPerSecond = examplesPerSecond
  }

  /// As `metrics.jsonl` has them.
  var line: MetricsLine {
    var line = MetricsLine(.step, epoch: epoch)
    line.step = step
    line.stepsPerEpoch = stepsPerEpoch
    line.trainLoss = trainLoss
    line.trainAccuracy = trainAccuracy
    line.learningRate = learningRate
    line.examplesPerSecond = examplesPerSecond
    return line
  }
}

/// The figures of an epoch; training figures are running means with dropout on.
public struct EpochMetrics: Hashable, Sendable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// The mean loss over the epoch's examples.
  public var trainLoss: Double
  /// The accuracy over the epoch's examples, 0...1.
  public var trainAccuracy: Double
  /// The mean loss on the validation split, if there is one.
  public var validationLoss: Double?
  /// The accuracy on the validation split, if there is one.
  public var validationAccuracy: Double?
  /// The mean loss on the test set, if requested; never used to choose.
  public var testLoss: Double?
  /// The accuracy on the test set, if requested; never used to choose.
  public var testAccuracy: Double?
  /// The rate of the last step.
  public var learningRate: Double
  /// Training images per second, without the time of evaluation and saving.
  public var examplesPerSecond: Double
  /// The wall time of the epoch in this process, with evaluation.
  public var seconds: Double
  /// Whether this is the best epoch so far.
  public var kept: Bool
  /// The learning rates of single parameters, if the optimizer has one for each.
  public var effectiveRates: EffectiveRates?

  /// All figures.
  package init(
    epoch: Int, trainLoss: Double, trainAccuracy: Double, validationLoss: Double?,
    validationAccuracy: Double?, testLoss: Double?, testAccuracy: Double?, learningRate: Double,
    examplesPerSecond: Double, seconds: Double, kept: Bool,
    effectiveRates: EffectiveRates? = nil
  ) {
    self.epoch = epoch
    self.trainLoss = trainLoss
    self.trainAccuracy = trainAccuracy
    self.validationLoss = validationLoss
    self.validationAccuracy = validationAccuracy
    self.testLoss = testLoss
    self.testAccuracy = testAccuracy
    self.learningRate = learningRate
    self.examplesPerSecond = examplesPerSecond
    self.seconds = seconds
    self.kept = kept
    self.effectiveRates = effectiveRates
  }

  /// As `metrics.jsonl` has them.
  var line: MetricsLine {
    var line = MetricsLine(.epoch, epoch: epoch)
    line.trainLoss = trainLoss
    line.trainAccuracy = trainAccuracy
    line.validationLoss = validationLoss
    line.validationAccuracy = validationAccuracy
    line.testLoss = testLoss
    line.testAccuracy = testAccuracy
    line.learningRate = learningRate
    line.examplesPerSecond = examplesPerSecond
    line.seconds = seconds
    line.isKept = kept
    line.effectiveRates = effectiveRates
    return line
  }
}

/// The figures of a finished run: the kept epoch on the test set.
public struct DoneMetrics: Hashable, Sendable {
  /// The mean loss on the test set.
  public var testLoss: Double
  /// The accuracy on the test set, 0...1.
  public var testAccuracy: Double
  /// The number of errors on the test set.
  public var testErrors: Int
  /// The number of images of the test set.
  public var testTotal: Int
  /// The wall time of this process's part of the run.
  public var seconds: Double
  /// The path of the written model, if any.
  public var model: String?
  /// The epoch whose parameters were kept.
  public var keptEpoch: Int
  /// The device that computed this process's part of the run.
  public var computedBy: ComputeIdentity
  /// The epoch after which patience stopped the run; nil if it ran to its end.
  public var stoppedEpoch: Int?

  /// All figures.
  package init(
    testLoss: Double, testAccuracy: Double, testErrors: Int, testTotal: Int, seconds: Double,
    model: String?, keptEpoch: Int, computedBy: ComputeIdentity, stoppedEpoch: Int? = nil
  ) {
    self.testLoss = testLoss
    self.testAccuracy = testAccuracy
    self.testErrors = testErrors
    self.testTotal = testTotal
    self.seconds = seconds
    self.model = model
    self.keptEpoch = keptEpoch
    self.computedBy = computedBy
    self.stoppedEpoch = stoppedEpoch
  }

  /// As `run.json` has them.
  var recorded: RunRecord.Result {
    RunRecord.Result(
      testLoss: testLoss, testAccuracy: testAccuracy, testErrors: testErrors,
      testTotal: testTotal, seconds: seconds, model: model, keptEpoch: keptEpoch,
      instructions: computedBy.rawValue, stoppedEpoch: stoppedEpoch)
  }
}
