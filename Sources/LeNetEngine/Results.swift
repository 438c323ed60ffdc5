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

  /// The mean loss; 0 without images.
  public var loss: Double { count == 0 ? 0 : lossSum / Double(count) }
  /// The share of images that got their class, 0...1; 0 without images.
  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }

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

  /// The mean loss; 0 without images.
  public var loss: Double { count == 0 ? 0 : lossSum / Double(count) }
  /// The share of images that got their class, 0...1; 0 without images.
  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
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
