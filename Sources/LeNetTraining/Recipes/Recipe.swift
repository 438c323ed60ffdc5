public import LeNetData
public import LeNetModel

/// Everything that decides how a network is trained, as one readable value.
///
/// Two runs with equal recipes, seeds, data and instruction sets write the same model file.
public struct Recipe: Hashable, Sendable, Codable {
  /// How long a run trains.
  public enum Length: Hashable, Sendable {
    /// So many times all training images.
    case epochs(Int)
    /// So many batches; the last epoch may stop midway.
    case steps(Int)
  }

  /// What makes an epoch better than another.
  public enum Criterion: String, Hashable, Sendable, Codable, CaseIterable {
    /// More right answers on the validation part; of as many, the lower loss.
    case accuracy
    /// A lower mean loss on the validation part.
    case loss
  }

  /// In which order training takes the images.
  public enum Order: String, Hashable, Sendable, Codable, CaseIterable {
    /// Shuffled anew in every epoch.
    case reshuffled
    /// Shuffled once: every epoch has the same random order.
    case constant
  }

  /// The name on the command line.
  public var name: String
  /// One sentence for the list of recipes.
  public var summary: String
  /// The network; its output takes on the data set's number of classes.
  public var architecture: Architecture
  /// How the starting values are drawn.
  public var initialization: Initialization
  /// What training makes smaller.
  public var loss: Loss
  /// How a gradient changes the parameters.
  public var optimizer: Optimizer
  /// The base rate that the schedule shapes.
  public var learningRate: Double
  /// How many times that rate biases learn at, Caffe's `lr_mult`; nil stands for 1.
  ///
  /// Biases are what is added per unit or map. The shift of a normalization is none.
  public var biasRate: Double?
  /// How the rate goes over the run.
  public var schedule: Schedule
  /// Images a step; the last batch of an epoch may have fewer.
  public var batchSize: Int
  /// How long a run trains.
  public var length: Length
  /// In which order training takes the images.
  public var order: Order
  /// How an image comes to the network's input size.
  public var fit: Preparation.Fit
  /// Subtracted from pixel/255; one number for all maps, or one for each.
  public var mean: [Double]
  /// What the difference is divided by; one number for all maps, or one for each.
  public var deviation: [Double]
  /// Random affine distortion of the training images.
  public var distortion: AffineDistortion?
  /// Random elastic distortion of the training images.
  public var elastic: ElasticDistortion?
  /// How many distorted variants of each image there are; nil for a new one in every epoch.
  ///
  /// Each epoch takes the next one, and the first again after the last.
  public var variants: Int?
  /// Images split off the training set, on which the epoch to keep is chosen; 0 keeps the last.
  public var validation: Int
  /// What makes an epoch better than another on those images; nil stands for accuracy.
  public var criterion: Criterion?
  /// Ends the run after so many epochs in a row without a better one; nil trains to the end.
  public var patience: Int?
  /// The layers that training leaves as they are, by name; nil trains all.
  ///
  /// A frozen batch normalization also keeps its running statistics, and uses them in training.
  public var frozen: [String]?

  /// Puts a recipe together; nothing is checked before ``validate()``.
  public init(
    name: String, summary: String, architecture: Architecture, initialization: Initialization,
    loss: Loss = .crossEntropy, optimizer: Optimizer, learningRate: Double,
    schedule: Schedule = .constant, batchSize: Int, length: Length, order: Order = .reshuffled,
    fit: Preparation.Fit = .none,
    mean: [Double] = [0], deviation: [Double] = [1], distortion: AffineDistortion? = nil,
    elastic: ElasticDistortion? = nil, variants: Int? = nil, validation: Int = 0,
    criterion: Criterion? = nil, patience: Int? = nil, biasRate: Double? = nil,
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
    self.fit = fit
    self.mean = mean
    self.deviation = deviation
    self.distortion = distortion
    self.elastic = elastic
    self.variants = variants
    self.validation = validation
    self.criterion = criterion
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
  /// The length in words, such as `8 epochs`.
  public var description: String {
    switch self {
    case .epochs(let count): count == 1 ? "1 epoch" : "\(count) epochs"
    case .steps(let count): count == 1 ? "1 step" : "\(count) steps"
    }
  }
}
