public import LeNetEngine

/// A point inside an epoch: running means since the epoch began.
public struct StepMetrics: Hashable, Sendable {
  /// The epoch, counted from 1.
  public var epoch: Int
  /// Steps done in this epoch.
  public var step: Int
  /// Steps of a whole epoch.
  public var stepsPerEpoch: Int
  /// The running mean loss.
  public var trainLoss: Double
  /// The running accuracy, 0...1.
  public var trainAccuracy: Double
  /// The rate of the last step.
  public var learningRate: Double
  /// Images trained a second in this epoch.
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
  /// The mean loss on the validation part, where there is one.
  public var validationLoss: Double?
  /// The accuracy on the validation part, where there is one.
  public var validationAccuracy: Double?
  /// The mean loss on the test set, where asked for; never used to choose.
  public var testLoss: Double?
  /// The accuracy on the test set, where asked for; never used to choose.
  public var testAccuracy: Double?
  /// The rate of the last step.
  public var learningRate: Double
  /// Images trained a second; evaluation and saving do not count.
  public var examplesPerSecond: Double
  /// Wall time of the epoch in this process, with evaluation.
  public var seconds: Double
  /// Whether this is the epoch to keep so far.
  public var kept: Bool
  /// The rates of the single parameters, where an optimizer gives each its own.
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
  /// Wrong answers on the test set.
  public var testErrors: Int
  /// Images of the test set.
  public var testTotal: Int
  /// Wall time of this process's part of the run.
  public var seconds: Double
  /// Where the model was written, if it was.
  public var model: String?
  /// The epoch whose parameters were kept.
  public var keptEpoch: Int
  /// The instruction set of this process's part of the run.
  public var instructions: InstructionSet
  /// The epoch at whose end patience ended the run; nil where it went to its end.
  public var stoppedEpoch: Int?

  /// All figures.
  package init(
    testLoss: Double, testAccuracy: Double, testErrors: Int, testTotal: Int, seconds: Double,
    model: String?, keptEpoch: Int, instructions: InstructionSet, stoppedEpoch: Int? = nil
  ) {
    self.testLoss = testLoss
    self.testAccuracy = testAccuracy
    self.testErrors = testErrors
    self.testTotal = testTotal
    self.seconds = seconds
    self.model = model
    self.keptEpoch = keptEpoch
    self.instructions = instructions
    self.stoppedEpoch = stoppedEpoch
  }

  /// As `run.json` has them.
  var recorded: RunRecord.Result {
    RunRecord.Result(
      testLoss: testLoss, testAccuracy: testAccuracy, testErrors: testErrors,
      testTotal: testTotal, seconds: seconds, model: model, keptEpoch: keptEpoch,
      instructions: instructions.rawValue, stoppedEpoch: stoppedEpoch)
  }
}
