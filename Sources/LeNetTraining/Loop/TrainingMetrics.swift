public import LeNetEngine
import LeNetModel

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

  var fields: [String: JSON] {
    [
      "epoch": .integer(epoch), "step": .integer(step), "stepsPerEpoch": .integer(stepsPerEpoch),
      "trainLoss": JSON(trainLoss), "trainAccuracy": JSON(trainAccuracy),
      "learningRate": JSON(learningRate), "examplesPerSecond": JSON(examplesPerSecond),
    ]
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
  /// The mean loss on the validation part, if there is one.
  public var validationLoss: Double?
  /// The accuracy on the validation part, if there is one.
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

  var fields: [String: JSON] {
    let optional = [
      "validationLoss": validationLoss, "validationAccuracy": validationAccuracy,
      "testLoss": testLoss, "testAccuracy": testAccuracy,
    ]
    var fields = optional.compactMapValues { $0 }.mapValues { JSON($0) }.merging([
      "epoch": .integer(epoch), "trainLoss": JSON(trainLoss),
      "trainAccuracy": JSON(trainAccuracy), "learningRate": JSON(learningRate),
      "examplesPerSecond": JSON(examplesPerSecond), "seconds": JSON(seconds), "kept": .bool(kept),
    ]) { metric, _ in metric }
    fields["effectiveRates"] = effectiveRates?.json
    return fields
  }
}

/// Percentiles of the effective learning rates of all trained parameters.
public struct EffectiveRates: Hashable, Sendable {
  /// A hundredth of the parameters has at most this rate.
  public var percentile1: Double
  /// Half of the parameters has at most this rate.
  public var median: Double
  /// A hundredth of the parameters has more than this rate.
  public var percentile99: Double

  /// The percentiles of rates; nil if there are none.
  init?(of rates: [Double]) {
    guard !rates.isEmpty else { return nil }
    let sorted = rates.sorted()
    func percentile(_ share: Double) -> Double { sorted[Int(share * Double(sorted.count - 1))] }
    percentile1 = percentile(0.01)
    median = percentile(0.5)
    percentile99 = percentile(0.99)
  }

  var json: JSON {
    .object([
      "percentile1": JSON(percentile1), "median": JSON(median), "percentile99": JSON(percentile99),
    ])
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
  /// The instruction set of this process's part of the run.
  public var instructions: InstructionSet
  /// The epoch after which patience stopped the run; nil if it ran to its end.
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

  var fields: [String: JSON] {
    var fields: [String: JSON] = [
      "testLoss": JSON(testLoss), "testAccuracy": JSON(testAccuracy),
      "testErrors": .integer(testErrors), "testTotal": .integer(testTotal),
      "seconds": JSON(seconds), "model": model.map { .string($0) } ?? .null,
      "keptEpoch": .integer(keptEpoch), "instructions": .string(instructions.rawValue),
    ]
    fields["stoppedEpoch"] = stoppedEpoch.map { .integer($0) }
    return fields
  }
}
