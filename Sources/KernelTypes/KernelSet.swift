/// Every loop over a network's numbers, for one instruction set and one scalar type.
///
/// Activations lie as `[map][row][column][lane]`, one image a lane; a block is as many images as
/// there are lanes. Weights lie in PyTorch's order. Pointers to activations are aligned to 64 bytes,
/// and so are the ranges that optimizers work on. Kernels check nothing: sizes come from a plan.
public protocol KernelSet<Scalar>: Sendable {
  /// The number that is computed with.
  associatedtype Scalar: KernelScalar

  /// Images a block.
  static var lanes: Int { get }
  /// Numbers that kernels may read and overwrite behind the end of an activation.
  static var slack: Int { get }

  // MARK: Images

  /// Spreads byte images `[image][row][column]` over lanes and lays them into the middle of a larger
  /// map, whose border is left as it is: x = byte x factor + offset.
  ///
  /// There are as many byte images as lanes, whatever they hold.
  static func pack(
    _ bytes: UnsafePointer<UInt8>, imageStride: Int, rows: Int, columns: Int, border: Border,
    factor: Scalar, offset: Scalar, into output: UnsafeMutablePointer<Scalar>)
  /// Lays maps into the middle of larger ones; the border is left as it is.
  static func embed(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>)
  /// The inverse of `embed`: takes the middle of larger maps.
  static func extract(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Int, columns: Int, border: Border,
    into output: UnsafeMutablePointer<Scalar>)
  /// Bilinear interpolation of every map, taps and weights along both axes.
  static func resize(
    _ input: UnsafePointer<Scalar>, maps: Int, rows: Resampling<Scalar>,
    columns: Resampling<Scalar>, into output: UnsafeMutablePointer<Scalar>)

  // MARK: Convolution

  /// The numbers of scratch that the kernels of a convolution need.
  ///
  /// They are called in the order given here, with the scratch as the one before has left it: one takes
  /// up what another has computed.
  static func convolutionScratch(_ geometry: ConvolutionGeometry) -> Int
  /// Lays out the weights in the scratch, where the other kernels take them from until they change.
  static func convolutionPrepare(
    _ geometry: ConvolutionGeometry, weights: UnsafePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>)
  /// output = max(input * weights + bias, floor).
  static func convolutionForward(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar,
    output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>)
  /// Adds the gradients of weights and bias.
  static func convolutionWeightGradient(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>,
    biasGradient: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>)
  /// Overwrites the gradient of the input.
  static func convolutionInputGradient(
    _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>)

  /// A convolution and what `maxPoolingForward` makes of its output, whose maps `pooling` takes.
  ///
  /// `output` holds the maps afterwards where `keepsOutput`; otherwise its content is undefined.
  static func convolutionMaxPoolingForward(
    _ geometry: ConvolutionGeometry, _ pooling: PoolingGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar, keepsOutput: Bool,
    output: UnsafeMutablePointer<Scalar>, pooled: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>)

  // MARK: Full connection

  /// output = max(weights x input + bias, floor).
  static func fullyConnectedForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, floor: Scalar, output: UnsafeMutablePointer<Scalar>)
  /// Prepares the input for the gradient of the weights: `lanes * inputs` numbers.
  static func fullyConnectedTranspose(
    inputs: Int, input: UnsafePointer<Scalar>, into transposed: UnsafeMutablePointer<Scalar>)
  /// Adds the gradients of weights and bias, or overwrites what is there.
  static func fullyConnectedWeightGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    transposed: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>, biasGradient: UnsafeMutablePointer<Scalar>)
  /// Overwrites the gradient of a range of the inputs.
  static func fullyConnectedInputGradient(
    inputs: Int, units: Int, range: Range<Int>, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>)

  // MARK: Radial basis

  /// output = -sum over the inputs of (input - prototype)^2, by unit.
  static func radialBasisForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>)
  /// Overwrites the gradient of the input.
  static func radialBasisInputGradient(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>)
  /// Adds the gradient of the prototypes, or overwrites what is there.
  static func radialBasisPrototypeGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    prototypeGradient: UnsafeMutablePointer<Scalar>)
  /// Overwrites the curvature of the loss along each input, the diagonal of its second derivatives;
  /// lanes beyond `images` become zero.
  ///
  /// The loss is one of the outputs z_i with gradient g_i (already times `scale`) and second
  /// derivatives scale (p_i [i = k] - p_i p_k); with u_i = dz_i / dx the curvature is
  /// sum_i g_i d2z_i/dx2 + scale (sum_i p_i u_i^2 - (sum_i p_i u_i)^2).
  static func radialBasisInputCurvature(
    inputs: Int, units: Int, scale: Scalar, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    probabilities: UnsafePointer<Scalar>, images: Int,
    inputCurvature: UnsafeMutablePointer<Scalar>)
  /// Adds the curvature along each prototype's coordinates, or overwrites what is there.
  static func radialBasisPrototypeCurvature(
    inputs: Int, units: Int, adds: Bool, scale: Scalar, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    probabilities: UnsafePointer<Scalar>, images: Int,
    prototypeCurvature: UnsafeMutablePointer<Scalar>)

  // MARK: Pooling

  /// The maximum of every window.
  static func maxPoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>)
  /// Overwrites the input gradient: the first maximum of a window, row by row, takes it all, but
  /// nothing where it is not above `floor`, the greatest input without a slope.
  static func maxPoolingBackward(
    _ geometry: PoolingGeometry, floor: Scalar, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>)
  /// The mean of every window.
  static func averagePoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>)
  /// Overwrites the input gradient: every number of a window takes the same share.
  static func averagePoolingBackward(
    _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>)

  // MARK: Element by element

  /// Replaces sums by the activation's values; `count` positions.
  static func activate(
    _ activation: ElementwiseActivation, _ values: UnsafeMutablePointer<Scalar>, count: Int)
  /// Multiplies gradients by the activation's slope, expressed by its output.
  static func multiplyBySlope(
    _ activation: ElementwiseActivation, outputs: UnsafePointer<Scalar>,
    gradients: UnsafeMutablePointer<Scalar>,
    count: Int)
  /// output = input x factors.
  static func multiply(
    _ input: UnsafePointer<Scalar>, _ factors: UnsafePointer<Scalar>, count: Int,
    into output: UnsafeMutablePointer<Scalar>)

  // MARK: Batch normalization

  /// The sum of each map over positions and the first `images` lanes, to `sums[map]`.
  static func mapSums(
    _ input: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    sums: UnsafeMutablePointer<Scalar>)
  /// The sum of squared differences from each map's mean, to `sums[map]`.
  static func mapSquares(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>, maps: Int, size: Int,
    images: Int, sums: UnsafeMutablePointer<Scalar>)
  /// output = (input - mean) x factor + shift, by map.
  static func normalize(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    factors: UnsafePointer<Scalar>, shifts: UnsafePointer<Scalar>, maps: Int, size: Int,
    output: UnsafeMutablePointer<Scalar>)
  /// The sums of the gradient and of gradient x (input - mean), by map.
  static func normalizationSums(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    gradientSums: UnsafeMutablePointer<Scalar>, productSums: UnsafeMutablePointer<Scalar>)
  /// inputGradient = outputGradient x a - b - (input - mean) x c, by map; lanes beyond `images`
  /// become zero.
  static func normalizationGradient(
    _ input: UnsafePointer<Scalar>, means: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, a: UnsafePointer<Scalar>, b: UnsafePointer<Scalar>,
    c: UnsafePointer<Scalar>, maps: Int, size: Int, images: Int,
    inputGradient: UnsafeMutablePointer<Scalar>)

  // MARK: Loss

  /// Softmax over classes: probabilities, the sum of exponentials and the greatest logit, by lane.
  static func softmax(
    logits: UnsafePointer<Scalar>, classes: Int, probabilities: UnsafeMutablePointer<Scalar>,
    sums: UnsafeMutablePointer<Scalar>, maxima: UnsafeMutablePointer<Scalar>)
  /// gradient = (probabilities - target) x scale; lanes beyond `images` become zero.
  static func crossEntropyGradient(
    probabilities: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int,
    images: Int, scale: Scalar, gradient: UnsafeMutablePointer<Scalar>)
  /// losses = sum over classes of (outputs - target)^2, by lane; gradient = 2 (outputs - target) x
  /// scale; lanes beyond `images` become zero.
  static func squaredError(
    outputs: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int, images: Int,
    scale: Scalar, losses: UnsafeMutablePointer<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>)
  /// Replaces the gradient with respect to the probabilities by the one with respect to the logits.
  static func softmaxGradient(
    probabilities: UnsafePointer<Scalar>, classes: Int, gradient: UnsafeMutablePointer<Scalar>)

  // MARK: Parameters

  /// Adds `count` slices, `stride` numbers apart, to the first, always in the same order.
  static func addSlices(
    _ slices: UnsafeMutablePointer<Scalar>, count: Int, stride: Int, range: Range<Int>)
  /// One step of stochastic gradient descent.
  static func stepSGD(
    _ rule: SGDStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    velocity: UnsafeMutablePointer<Scalar>?, gradient: UnsafePointer<Scalar>,
    range: Range<Int>)
  /// One step of descent at a rate of each parameter's own: parameter -= rate x factor x gradient.
  static func stepScaled(
    rate: Scalar, factors: UnsafePointer<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>)
  /// One step of Adam or AdamW.
  static func stepAdam(
    _ rule: AdamStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    mean: UnsafeMutablePointer<Scalar>, square: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>)

  // MARK: Measuring

  /// Fused multiplications and additions in registers only, `multiplyAdds(inPeakRounds:)` of them:
  /// what the processor can do at best.
  static func peak(rounds: Int, start: Scalar) -> Scalar
  /// The multiply-adds of a number of rounds.
  static func multiplyAdds(inPeakRounds rounds: Int) -> Int
}

extension KernelSet {
  /// One after the other.
  public static func convolutionMaxPoolingForward(
    _ geometry: ConvolutionGeometry, _ pooling: PoolingGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar, keepsOutput: Bool,
    output: UnsafeMutablePointer<Scalar>, pooled: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    convolutionForward(
      geometry, input: input, weights: weights, bias: bias, floor: floor, output: output,
      scratch: scratch)
    maxPoolingForward(pooling, input: output, output: pooled)
  }
}
