public import LeNetModel

/// Runs a network on one device: forward, back, and the update of its parameters.
///
/// Training, evaluation, reading and benchmarks know engines by this protocol only; a `ComputeDevice`
/// builds them. Not for use from several tasks at once.
public protocol Engine<Scalar>: AnyObject {
  /// The number that is computed with.
  associatedtype Scalar

  /// The network.
  var layout: NetworkLayout { get }
  /// How many images are computed together: fewer take as much time.
  var blockSize: Int { get }
  /// All parameters in arena order, `layout.arenaExtent` numbers.
  var parameters: [Scalar] { get set }
  /// What the optimizer remembers, `layout.trainableExtent` numbers each.
  var moments: [[Scalar]] { get set }

  // MARK: Training

  /// Computes the gradient of the mean loss over a batch, of 1 image to as many as were configured.
  ///
  /// Batch normalization uses the batch's statistics and moves the running ones towards them, but
  /// where it is frozen.
  func computeGradient(of batch: some BatchSource, dropout: DropoutKey) -> BatchResult
  /// The gradient of the mean loss over the last batch, `layout.trainableExtent` numbers; those of
  /// frozen stages have no meaning.
  var gradient: [Scalar] { get }
  /// Moves the parameters along the last gradient, each tensor at its multiple of the learning rate.
  ///
  /// Parameters of frozen stages and their moments keep every bit. Traps where the rule keeps more
  /// moments than were configured.
  func update(_ rule: UpdateRule)
  /// Gives every parameter a rate of its own for `UpdateRule.scaled`: 1 / (mu + curvature).
  ///
  /// Kept as the first moment, of which the engine needs one.
  func estimateRates(from source: some BatchSource, mu: Double)
  /// The curvature of the mean loss over images along every trainable parameter, in arena order.
  ///
  /// The diagonal of the second derivatives in the Gauss-Newton approximation, propagated back as
  /// LeCun, Bottou, Bengio and Haffner (1998), appendix C, describe: with a the sums of a stage, x its
  /// inputs and u its weights, d2E/da_i^2 = f'(a_i)^2 sum_k u_ki^2 d2E/da_k^2 and
  /// d2E/du_ij^2 = d2E/da_i^2 x_j^2, added up over all connections that share a weight. Products of
  /// different units are left out, so it is exact only where stages have one output. Traps where there
  /// is no image, or where the network has batch normalization. Places of absent links hold numbers of
  /// no meaning.
  func curvature(of source: some BatchSource) -> [Scalar]

  // MARK: Answers

  /// Answers any number of images, with running statistics and without dropout.
  ///
  /// A function of the parameters and the images alone; leaves the parameters as they are.
  func evaluate(_ source: some BatchSource) -> EvaluationResult
  /// Answers what is a network's input already: real numbers of any sign.
  ///
  /// # Shapes
  /// `inputs` holds `[image][map][row][column]`, as many images as fit; traps where a part of one is
  /// left. Loss and right answers are those for the first class and mean nothing.
  func evaluate(inputs: [Scalar]) -> EvaluationResult
  /// Answers one image in the least time.
  ///
  /// The same as `evaluate` up to rounding. Traps unless there is exactly one image.
  func answer(to source: some BatchSource) -> EvaluationResult
  /// What every stage makes of one image, `[map][row][column]`, from the network's input on: the input
  /// first, then a list for each stage of the layout in order.
  ///
  /// With running statistics and without dropout. Traps unless there is exactly one image.
  func activity(of source: some BatchSource) -> [[Scalar]]

  // MARK: Measuring

  /// Trains on one block of a batch, again and again, and looks at the clock between stages; returns
  /// the stages in order and then what lies around them. Parameters stay as they are.
  func stageTimes(of batch: some BatchSource, rounds: Int) -> [StageTime]
}

/// What one stage costs for one block of images, within a whole pass forward and back.
public struct StageTime: Sendable {
  /// The stage's name, or that of the work around the stages.
  public let name: String
  /// Nanoseconds forward, the median over all rounds.
  public let forward: Double
  /// Nanoseconds back, likewise.
  public let backward: Double

  /// The time of a stage.
  public init(name: String, forward: Double, backward: Double) {
    self.name = name
    self.forward = forward
    self.backward = backward
  }
}
