import KernelTypes
import LeNetKernels
import LeNetModel

/// Subsampling: output = activation(coefficient x sum of the window + bias).
///
/// The scratch range keeps the means of the windows from forward to backward. A mean times the
/// coefficient times the size of a window is the coefficient times the sum.
final class SubsamplingOperation<Scalar: ComputedScalar>: LayerOperation {
  private let pooling: PoolingOperation<Scalar>
  private let copies: Int
  private let maps: Int
  /// Positions of an output map.
  private let size: Int
  private let lanes: Int
  /// Numbers of a window.
  private let area: Scalar
  private let coefficients: Int
  private let bias: Int
  private let activation: OutputActivation<Scalar>
  /// Numbers of the means, room behind them included.
  private let meansExtent: Int
  /// Numbers of one value a map.
  private let mapsExtent: Int
  private let parts: [Part]

  /// Maps that follow each other on both sides: all of them, or one at a time where each input map
  /// feeds several.
  private struct Part {
    let firstMap, maps, means, outputs: Int
  }

  init(_ subsampling: Subsampling, _ layer: LayerLayout, kernels: any KernelSet<Scalar>.Type) {
    pooling = PoolingOperation(
      .mean, Pooling(window: subsampling.window), layer)
    copies = subsampling.copies
    maps = layer.output.maps
    size = layer.output.rows * layer.output.columns
    lanes = kernels.lanes
    area = Scalar(subsampling.window * subsampling.window)
    coefficients = layer.offset(of: .coefficient)
    bias = layer.offset(of: .bias)
    activation = OutputActivation(subsampling.activation)
    meansExtent = (layer.input.maps * size * lanes + kernels.slack + 15) / 16 * 16
    mapsExtent = (maps + 15) / 16 * 16
    let (maps, size, lanes, copies) = (maps, size, lanes, copies)
    parts =
      copies == 1
      ? [Part(firstMap: 0, maps: maps, means: 0, outputs: 0)]
      : (0..<maps).map {
        Part(
          firstMap: $0, maps: 1, means: $0 / copies * size * lanes, outputs: $0 * size * lanes)
      }
  }

  /// Means and their gradients, then the factor of each map, zeros, two sums of each map, and -1.
  var scratchCount: Int { 2 * meansExtent + 5 * mapsExtent }

  private func means(_ context: OperationContext<Scalar>) -> UnsafeMutablePointer<Scalar> {
    context.scratch
  }

  private func factors(_ context: OperationContext<Scalar>) -> UnsafeMutablePointer<Scalar> {
    context.scratch + 2 * meansExtent
  }

  func prepare(_ context: OperationContext<Scalar>) {
    let factors = factors(context)
    for map in 0..<maps { factors[map] = context.parameters[coefficients + map] * area }
    factors[4 * mapsExtent] = -1
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    let means = means(context)
    let factors = factors(context)
    pooling.forward(context, into: means)
    for part in parts {
      context.kernels.normalize(
        means + part.means, means: factors + mapsExtent, factors: factors + part.firstMap,
        shifts: context.parameters + bias + part.firstMap, maps: part.maps, size: size,
        output: context.output + part.outputs)
    }
    activation.finish(context, count: maps * size, floorIsLaid: false)
  }

  func multiplyBySlope(_ context: OperationContext<Scalar>) {
    activation.multiplyBySlope(context, count: maps * size)
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    multiplyBySlope(context)
    spread(context, coefficientFactor: area)
  }

  /// The square of a sum is not the sum of squares, so the plain means are squared.
  func backwardCurvature(_ context: OperationContext<Scalar>, plain: OperationContext<Scalar>) {
    multiplyBySlope(context)
    multiplyBySlope(context)
    context.kernels.multiply(
      means(plain), means(plain), count: maps / copies * size, into: means(context))
    spread(context, coefficientFactor: area * area)
  }

  /// From the gradients of the sums to those of parameters and input.
  private func spread(_ context: OperationContext<Scalar>, coefficientFactor: Scalar) {
    let means = means(context)
    let gradients = means + meansExtent
    let factors = factors(context)
    let zeros = factors + mapsExtent
    let (sums, products) = (zeros + mapsExtent, zeros + 2 * mapsExtent)
    for part in parts {
      context.kernels.normalizationSums(
        means + part.means, means: zeros, outputGradient: context.outputGradient + part.outputs,
        maps: part.maps, size: size, images: context.images, gradientSums: sums + part.firstMap,
        productSums: products + part.firstMap)
    }
    for map in 0..<maps {
      let (coefficient, shift) = (coefficients + map, bias + map)
      let kept: (Scalar, Scalar) =
        context.isFirst ? (0, 0) : (context.gradient[coefficient], context.gradient[shift])
      context.gradient[coefficient] = kept.0 + products[map] * coefficientFactor
      context.gradient[shift] = kept.1 + sums[map]
    }
    guard let inputGradient = context.inputGradient else { return }
    for part in parts {
      // A further copy adds to what the ones before have left there.
      let adds = part.firstMap % copies != 0
      let target = gradients + part.means
      context.kernels.normalizationGradient(
        target, means: zeros, outputGradient: context.outputGradient + part.outputs,
        a: factors + part.firstMap, b: zeros, c: adds ? factors + 4 * mapsExtent : zeros,
        maps: part.maps, size: size, images: context.images, inputGradient: target)
    }
    pooling.backward(context, from: gradients, inputGradient: inputGradient)
  }
}
