public import LeNetModel

/// What an engine needs to know to run a network.
public struct EngineConfiguration: Sendable {
  /// The network, with its input's size.
  public var layout: NetworkLayout
  /// How bytes become input.
  public var preparation: Preparation
  /// The shape of the byte images.
  public var imageShape: Shape
  /// The loss that training minimizes.
  public var loss: Loss
  /// The largest batch of a training step; 1 is enough for evaluation.
  public var batchSize: Int
  /// The number of threads.
  public var threads: Int
  /// The numbers that the optimizer stores for each parameter.
  public var momentCount: Int
  /// The relative learning rates of the tensors, and the frozen layers.
  public var rates: TensorRates

  /// A configuration, by default one for evaluation on all cores.
  public init(
    layout: NetworkLayout, preparation: Preparation, imageShape: Shape,
    loss: Loss = .crossEntropy, batchSize: Int = 1, threads: Int = Machine.cores,
    momentCount: Int = 0, rates: TensorRates = TensorRates()
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
