public import LeNetModel

/// Runs a network on one device: forward pass, backward pass and update of the parameters.
///
/// All other targets use engines through this protocol; a `ComputeDevice` builds them. Not for use from
/// several tasks at once.
public protocol Engine<Scalar>: AnyObject {
  /// The type of the numbers.
  associatedtype Scalar

  /// The network with all sizes.
  var layout: NetworkLayout { get }
  /// The number of images in a block; fewer images take as much time.
  var blockSize: Int { get }
  /// All parameters in arena order, `layout.arenaExtent` numbers; setting another count traps.
  var parameters: [Scalar] { get set }
  /// The optimizer's memory, `layout.trainableExtent` numbers each; setting traps with another number of moments
  /// than configured, or of numbers.
  var moments: [[Scalar]] { get set }

  // MARK: Training

  /// Computes the gradient of the mean loss over a batch, at most as large as configured.
  ///
  /// Batch normalization uses the statistics of the batch and moves the running statistics towards
  /// them, unless it is frozen. Traps without images, with more than configured, with images of another
  /// shape, and if a label is not below `layout.classes`.
  func computeGradient(of batch: some BatchSource, dropout: DropoutKey) -> BatchResult
  /// The same with another loss than the configured one, such as one of whole sequences.
  ///
  /// No answer counts as right. Traps also if the loss gives another number of derivatives than the network has
  /// outputs.
  func computeGradient(
    of batch: some BatchSource, dropout: DropoutKey, loss: @escaping ImageLoss<Scalar>
  ) -> BatchResult
  /// The gradient of the mean loss over the last batch, `layout.trainableExtent` numbers; those of
  /// frozen layers are undefined.
  var gradient: [Scalar] { get }
  /// Moves the parameters along the last gradient, each tensor at its multiple of the learning rate.
  ///
  /// Parameters of frozen layers and their moments keep every bit. Traps if the rule needs more moments
  /// than configured, and if the step of Adam is below 1.
  func update(_ rule: UpdateRule)
  /// Gives every parameter a rate of its own for `UpdateRule.scaled`: 1 / (mu + curvature).
  ///
  /// The rates are stored as the first moment. Traps unless the engine has exactly one, and where `curvature`
  /// does.
  func estimateRates(from source: some BatchSource, mu: Double)
  /// The curvature of the mean loss over images along every trainable parameter, in arena order.
  ///
  /// The diagonal of the second derivatives in the Gauss-Newton approximation, propagated back as
  /// LeCun, Bottou, Bengio and Haffner (1998), appendix C, describe: with a the sums of a layer, x its
  /// inputs and u its weights, d2E/da_i^2 = f'(a_i)^2 sum_k u_ki^2 d2E/da_k^2 and
  /// d2E/du_ij^2 = d2E/da_i^2 x_j^2, added up over all connections that share a weight. Products of
  /// different units are left out, so it is exact only where layers have one output. Traps without images,
  /// with images of another shape, and if the network has batch normalization. The numbers of absent links are undefined.
  func curvature(of source: some BatchSource) -> [Scalar]

  // MARK: Answers

  /// Answers any number of images, with running statistics and without dropout.
  ///
  /// A function of the parameters and the images alone; leaves the parameters as they are. Traps with images of
  /// another shape than configured, and if a label is not below `layout.classes`.
  func evaluate(_ source: some BatchSource) -> EvaluationResult
  /// Answers inputs that need no preparation: real numbers of any sign.
  ///
  /// # Shapes
  /// `inputs` holds `[image][map][row][column]` of whole images, otherwise it traps. There are no labels,
  /// so ignore the loss and the number of right answers.
  func evaluate(inputs: [Scalar]) -> EvaluationResult
  /// Answers one image in the least time.
  ///
  /// The same as `evaluate` up to rounding. Traps unless there is exactly one image, of the configured shape.
  func answer(to source: some BatchSource) -> EvaluationResult
  /// The activations for one image, `[map][row][column]`: the network's input first, then the output of
  /// each layer of the layout in order.
  ///
  /// Uses running statistics and no dropout. Traps unless there is exactly one image, of the configured shape.
  func activity(of source: some BatchSource) -> [[Scalar]]

  // MARK: Measuring

  /// Measures the forward and backward time of each layer for one block of a batch, the layers in order
  /// and then the work around them. Does not change the parameters. Traps if `rounds` is below 0, without images,
  /// and with images of another shape.
  func layerTimes(of batch: some BatchSource, rounds: Int) -> [LayerTime]
}

extension Engine {
  /// Computes the gradient of a network without dropout, which needs no key.
  ///
  /// Traps if the network has a dropout layer: the same factors in every epoch would be no dropout.
  public func computeGradient(of batch: some BatchSource) -> BatchResult {
    let isRandom = layout.layers.contains { if case .dropout = $0.layer { true } else { false } }
    precondition(!isRandom, "a network with dropout needs a key for each epoch")
    return computeGradient(of: batch, dropout: DropoutKey(seed: 0, epoch: 0))
  }
}

/// A loss of one image's outputs before softmax, `[class]` or `[map][row][column]`: its value and its derivative by each
/// output.
///
/// `position` counts the images of the batch from 0. Many threads call it at once.
public typealias ImageLoss<Scalar> =
  @Sendable (_ position: Int, _ outputs: [Scalar]) -> (
    loss: Double, gradient: [Scalar]
  )

/// The time of one layer for one block of images, within a forward and backward pass.
public struct LayerTime: Sendable {
  /// The layer's name, or that of the work around the layers.
  public let name: String
  /// Nanoseconds of the forward pass, the median over all rounds.
  public let forward: Double
  /// Nanoseconds of the backward pass, the median over all rounds.
  public let backward: Double

  /// The time of a layer.
  public init(name: String, forward: Double, backward: Double) {
    self.name = name
    self.forward = forward
    self.backward = backward
  }
}
