import KernelTypes
import LeNetKernels
import LeNetModel

/// Batch normalization: output = activation((input - mean) / sqrt(variance + epsilon) x scale + shift).
///
/// The one layer that looks across images, unless it is frozen: then it uses the running statistics in
/// training as in evaluation, and no image depends on another. What all blocks share, means and factors
/// by map, lies in `shared`; the engine fills it between the passes of a batch.
final class NormalizationOperation<Scalar: ComputedScalar>: LayerOperation {
  let maps: Int
  /// Positions a map.
  let size: Int
  let momentum: Double
  let epsilon: Double
  let scale: Int
  let shift: Int
  let runningMean: Int
  let runningVariance: Int
  let shared: NormalizationNumbers<Scalar>
  let isFrozen: Bool
  private let activation: OutputActivation<Scalar>

  let scratchCount = 0

  init(_ normalization: BatchNormalization, _ layer: LayerLayout, isFrozen: Bool) {
    self.isFrozen = isFrozen
    maps = layer.input.maps
    size = layer.input.rows * layer.input.columns
    momentum = normalization.momentum
    epsilon = normalization.epsilon
    scale = layer.offset(of: .scale)
    shift = layer.offset(of: .shift)
    runningMean = layer.offset(of: .runningMean)
    runningVariance = layer.offset(of: .runningVariance)
    shared = NormalizationNumbers(maps: maps)
    activation = OutputActivation(normalization.activation)
  }

  var normalization: NormalizationOperation<Scalar>? { self }
  var barrier: Barrier<Scalar>? { isFrozen ? nil : .statistics(self) }

  /// Takes mean and variance from the running statistics.
  func useRunningStatistics(_ parameters: UnsafePointer<Scalar>) {
    for map in 0..<maps {
      shared[.mean][map] = parameters[runningMean + map]
      setFactors(map, variance: Double(parameters[runningVariance + map]), parameters)
    }
  }

  func setFactors(_ map: Int, variance: Double, _ parameters: UnsafePointer<Scalar>) {
    let inverse = 1 / (variance + epsilon).squareRoot()
    shared[.inverseDeviation][map] = Scalar(inverse)
    shared[.factor][map] = Scalar(Double(parameters[scale + map]) * inverse)
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    context.kernels.normalize(
      context.input, means: shared[.mean], factors: shared[.factor],
      shifts: context.parameters + shift, maps: maps, size: size, output: context.output)
    activation.finish(context, count: maps * size, floorIsLaid: false)
  }

  /// The first half of the way back, before the sums over all images are known.
  func multiplyBySlope(_ context: OperationContext<Scalar>) {
    activation.multiplyBySlope(context, count: maps * size)
  }

  /// The second half; the gradients of scale and shift come from the sums.
  ///
  /// Both halves where the layer is frozen: mean and variance are constants there, so that the sums stay 0.
  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    if isFrozen { multiplyBySlope(context) }
    guard let inputGradient = context.inputGradient else { return }
    context.kernels.normalizationGradient(
      context.input, means: shared[.mean], outputGradient: context.outputGradient,
      a: shared[.factor], b: shared[.gradientMean], c: shared[.productFactor], maps: maps,
      size: size, images: context.images, inputGradient: inputGradient)
  }
}

/// One number a map of each of several kinds, the same for all blocks of a batch.
///
/// Sendable although it is written to: between rounds, by the caller; within one it is only read.
final class NormalizationNumbers<Scalar: ComputedScalar>: @unchecked Sendable {
  enum Kind: Int, CaseIterable {
    case mean
    /// scale / sqrt(variance + epsilon).
    case factor
    /// 1 / sqrt(variance + epsilon).
    case inverseDeviation
    /// factor x the gradient's mean.
    case gradientMean
    /// factor x inverse deviation^2 x the mean of gradient x (input - mean).
    case productFactor
  }

  private let arena: Arena<Scalar>
  private let sums: Arena<Double>
  private let stride: Int

  init(maps: Int) {
    stride = (maps + 15) / 16 * 16
    arena = Arena(count: stride * Kind.allCases.count)
    sums = Arena(count: 2 * stride)
  }

  /// Two sums over the batch by map.
  var totals: (first: UnsafeMutablePointer<Double>, second: UnsafeMutablePointer<Double>) {
    (sums.base, sums.base + stride)
  }

  subscript(kind: Kind) -> UnsafeMutablePointer<Scalar> { arena.base + kind.rawValue * stride }
}
