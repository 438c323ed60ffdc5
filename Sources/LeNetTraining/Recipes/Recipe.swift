import LeNetText
public import LeNetData
public import LeNetModel

/// All settings of a training, as one readable value.
///
/// Two runs with equal recipes, seeds, data and instruction sets write the same model file.
public struct Recipe: Hashable, Sendable, Codable {
  /// How long a run trains.
  public enum Length: Hashable, Sendable {
    /// A number of passes over all training images.
    case epochs(Int)
    /// A number of batches; the last epoch may be partial.
    case steps(Int)
  }

  /// The measure that compares epochs.
  public enum Monitor: String, Hashable, Sendable, Codable, CaseIterable {
    /// The accuracy on the validation split; among equals, the lower loss.
    case accuracy
    /// The mean loss on the validation split.
    case loss
  }

  /// In which order training takes the images.
  public enum Order: String, Hashable, Sendable, Codable, CaseIterable {
    /// Shuffled in every epoch.
    case reshuffled
    /// Shuffled once: every epoch has the same random order.
    case constant
  }

  /// The name, such as `pytorch`; not empty, without slashes and control characters.
  public var name: String
  /// One sentence for the list of recipes.
  public var summary: String
  /// The network; its output gets the data set's number of classes.
  public var architecture: Architecture
  /// The distribution of the starting values.
  public var initialization: Initialization
  /// The loss function.
  public var loss: Loss
  /// The optimizer.
  public var optimizer: Optimizer
  /// The learning rate, which the schedule multiplies.
  public var learningRate: Double
  /// The factor of the learning rate for biases, Caffe's `lr_mult`; nil means 1.
  ///
  /// A bias is added per unit or map. The shift of a batch normalization does not count as one.
  public var biasRate: Double?
  /// The schedule of the learning rate.
  public var schedule: Schedule
  /// Images per step; the last batch of an epoch may have fewer.
  public var batchSize: Int
  /// How long a run trains.
  public var length: Length
  /// In which order training takes the images.
  public var order: Order
  /// How images get the network's input size.
  public var resizeMode: Preparation.ResizeMode
  /// The mean, subtracted from pixel/255; one number for all maps, or one for each.
  public var mean: [Double]
  /// The standard deviation, the divisor of the difference; one number for all maps, or one for each.
  public var standardDeviation: [Double]
  /// Random affine distortion of the training images.
  public var distortion: AffineDistortion?
  /// Random elastic distortion of the training images.
  public var elastic: ElasticDistortion?
  /// The number of distorted variants of each image; nil for a new one in every epoch.
  ///
  /// Each epoch takes the next one, and the first again after the last.
  public var variants: Int?
  /// The number of validation images, which select the epoch to keep; 0 keeps the last.
  public var validation: Int
  /// The measure on the validation images that selects the epoch; nil means accuracy.
  public var monitor: Monitor?
  /// Stops the run after this number of epochs in a row without improvement; nil trains to the end.
  public var patience: Int?
  /// The names of the layers that training does not change; nil trains all.
  ///
  /// A frozen batch normalization also keeps its running statistics, and uses them in training.
  public var frozen: [String]?

  /// A recipe from its values; ``validate()`` checks them.
  ///
  /// Without other values it trains ten epochs with Adam at PyTorch's rate, on images as they are.
  public init(
    name: String, summary: String = "", architecture: Architecture,
    initialization: Initialization = .pytorch, loss: Loss = .crossEntropy,
    optimizer: Optimizer = .adam(), learningRate: Double = 0.001, schedule: Schedule = .constant,
    batchSize: Int = 64, length: Length = .epochs(10), order: Order = .reshuffled,
    resizeMode: Preparation.ResizeMode = .none,
    mean: [Double] = [0], standardDeviation: [Double] = [1], distortion: AffineDistortion? = nil,
    elastic: ElasticDistortion? = nil, variants: Int? = nil, validation: Int = 0,
    monitor: Monitor? = nil, patience: Int? = nil, biasRate: Double? = nil,
    frozen: [String]? = nil
  ) {
    self.name = name
    self.summary = summary
    self.architecture = architecture
    self.initialization = initialization
    self.loss = loss
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.schedule = schedule
    self.batchSize = batchSize
    self.length = length
    self.order = order
    self.resizeMode = resizeMode
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.distortion = distortion
    self.elastic = elastic
    self.variants = variants
    self.validation = validation
    self.monitor = monitor
    self.patience = patience
    self.biasRate = biasRate
    self.frozen = frozen
  }
}

extension Recipe.Length: Codable {
  private enum Key: CodingKey { case epochs, steps }

  /// Reads `{"epochs":8}` or `{"steps":10000}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let epochs = try container.decodeIfPresent(Int.self, forKey: .epochs) {
      self = .epochs(epochs)
    } else {
      self = .steps(try container.decode(Int.self, forKey: .steps))
    }
  }

  /// Writes `{"epochs":8}` or `{"steps":10000}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .epochs(let count): try container.encode(count, forKey: .epochs)
    case .steps(let count): try container.encode(count, forKey: .steps)
    }
  }
}

extension Recipe.Length: CustomStringConvertible {
  /// The length in words, such as `10,000 steps`.
  public var description: String {
    switch self {
    case .epochs(let count): count.of("epoch")
    case .steps(let count): count.of("step")
    }
  }
}
