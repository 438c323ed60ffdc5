/// The loss and accuracy of a batch in a training step, before the update.
public struct BatchResult: Sendable, Equatable {
  /// The number of images.
  public var count: Int
  /// The sum of the images' losses.
  public var lossSum: Double
  /// Images whose class got the highest score, with dropout on.
  public var correct: Int

  /// A result; zero images at first.
  public init(count: Int = 0, lossSum: Double = 0, correct: Int = 0) {
    self.count = count
    self.lossSum = lossSum
    self.correct = correct
  }

  static func += (sum: inout BatchResult, other: BatchResult) {
    sum.count += other.count
    sum.lossSum += other.lossSum
    sum.correct += other.correct
  }
}

/// What a network answers to images, in their order.
public struct EvaluationResult: Sendable {
  /// The number of images.
  public var count: Int
  /// The sum of the images' losses.
  public var lossSum: Double
  /// Images whose class got the highest score.
  public var correct: Int
  /// The class with the highest score, the first among equals, by image.
  public var predictions: [Int]
  /// Probabilities, `[image][class]`.
  public var scores: [Float]
  /// The numbers before softmax, `[image][class]`.
  public var logits: [Float]
}

/// Names the dropout masks of an epoch.
public struct DropoutKey: Sendable, Hashable {
  /// The run's seed.
  public var seed: UInt64
  /// The epoch, from 1.
  public var epoch: UInt32

  /// A key; masks differ by key, layer and image.
  public init(seed: UInt64, epoch: UInt32) {
    self.seed = seed
    self.epoch = epoch
  }
}

/// Where the masks of dropout layers come from.
enum DropoutMasks: Sendable {
  case random(DropoutKey)
  /// Kept (1) or dropped (0), by dropout layer in order, `[image][unit]`.
  case given([[UInt8]])
}

/// How parameters follow their gradient, in PyTorch's arithmetic; rates are already scheduled.
public enum UpdateRule: Sendable, Hashable {
  /// Gradient descent; takes 1 moment (the velocity) where momentum is not 0.
  case sgd(learningRate: Double, momentum: Double, nesterov: Bool, weightDecay: Double)
  /// Adam, and AdamW where the decay is decoupled; takes 2 moments. The first step is 1.
  case adam(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double,
    decoupled: Bool, step: Int)
  /// Gradient descent at the rates that `Engine.estimateRates` has given the parameters, times the
  /// learning rate; takes 1 moment.
  case scaled(learningRate: Double)
}

extension UpdateRule {
  /// The same rule at a multiple of its learning rate; a decoupled decay goes with the rate.
  func times(_ factor: Double) -> UpdateRule {
    switch self {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      .sgd(
        learningRate: rate * factor, momentum: momentum, nesterov: nesterov, weightDecay: decay)
    case .adam(
      let rate, let beta1, let beta2, let epsilon, let decay, let decoupled, let step):
      .adam(
        learningRate: rate * factor, beta1: beta1, beta2: beta2, epsilon: epsilon,
        weightDecay: decay, decoupled: decoupled, step: step)
    case .scaled(let rate): .scaled(learningRate: rate * factor)
    }
  }
}
