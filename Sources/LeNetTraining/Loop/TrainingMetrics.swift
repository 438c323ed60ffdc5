public import LeNetEngine
import LeNetModel

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

/// How far a gradient of 1 moves the trained parameters, over all of them.
public struct EffectiveRates: Hashable, Sendable {
  /// A hundredth of the parameters has at most this rate.
  public var percentile1: Double
  /// Half of the parameters has at most this rate.
  public var median: Double
  /// A hundredth of the parameters has more than this rate.
  public var percentile99: Double

  /// The percentiles of rates; nil where there are none.
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
  /// What computed this process's part of the run.
  public var computedBy: ComputeIdentity
  /// The epoch at whose end patience ended the run; nil where it went to its end.
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

  var fields: [String: JSON] {
    var fields: [String: JSON] = [
      "testLoss": JSON(testLoss), "testAccuracy": JSON(testAccuracy),
      "testErrors": .integer(testErrors), "testTotal": .integer(testTotal),
      "seconds": JSON(seconds), "model": model.map { .string($0) } ?? .null,
      "keptEpoch": .integer(keptEpoch), "instructions": .string(computedBy.rawValue),
    ]
    fields["stoppedEpoch"] = stoppedEpoch.map { .integer($0) }
    return fields
  }
}
