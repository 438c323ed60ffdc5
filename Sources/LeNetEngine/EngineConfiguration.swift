public import LeNetModel

/// The network that an engine runs, and on what.
public struct EngineConfiguration: Sendable {
  /// The network, with its input's size.
  public var layout: NetworkLayout
  /// How bytes become input.
  public var preparation: Preparation
  /// The shape of the byte images.
  public var imageShape: Shape
  /// What training makes small.
  public var loss: Loss
  /// The most images that a training step takes; 1 suffices for evaluation.
  public var batchSize: Int
  /// How many threads of this machine are at work.
  public var threads: Int
  /// How many numbers the optimizer keeps for each parameter.
  public var momentCount: Int
  /// How fast tensors learn, and which stages do not.
  public var rates: TensorRates

  /// A configuration, by default one for evaluation.
  public init(
    layout: NetworkLayout, preparation: Preparation, imageShape: Shape, loss: Loss,
    batchSize: Int = 1, threads: Int, momentCount: Int = 0, rates: TensorRates = TensorRates()
  ) {
    self.layout = layout
    self.preparation = preparation
    self.imageShape = imageShape
    self.loss = loss
    self.batchSize = batchSize
    self.threads = threads
    self.momentCount = momentCount
    self.rates = rates
  }
}
