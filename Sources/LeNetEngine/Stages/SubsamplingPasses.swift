import KernelTypes
import LeNetKernels
import LeNetModel

/// Subsampling: output = squash(coefficient x sum of the window + bias).
///
/// The windows' means lie in the scratch range from forward to backward; a coefficient times the
/// numbers of a window makes a sum of a mean.
final class SubsamplingPasses<Scalar: ComputedScalar>: StagePasses {
  private let pooling: PoolingPasses<Scalar>
  private let copies: Int
  private let maps: Int
  /// Positions of an output map.
  private let size: Int
  private let lanes: Int
  /// Numbers of a window.
  private let area: Scalar
  private let coefficients: Int
  private let bias: Int
  private let squashing: Squashing<Scalar>
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

  init(_ subsampling: Subsampling, _ stage: StageLayout, kernels: any KernelSet<Scalar>.Type) {
    pooling = PoolingPasses(
      .mean, Pooling(window: subsampling.window), stage)
    copies = subsampling.copies
    maps = stage.output.maps
    size = stage.output.rows * stage.output.columns
    lanes = kernels.lanes
    area = Scalar(subsampling.window * subsampling.window)
    coefficients = stage.offset(of: .coefficient)
    bias = stage.offset(of: .bias)
    squashing = Squashing(subsampling.activation)
    meansExtent = (stage.input.maps * size * lanes + kernels.slack + 15) / 16 * 16
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

  private func means(_ pass: Pass<Scalar>) -> UnsafeMutablePointer<Scalar> { pass.scratch }

  private func factors(_ pass: Pass<Scalar>) -> UnsafeMutablePointer<Scalar> {
    pass.scratch + 2 * meansExtent
  }

  func prepare(_ pass: Pass<Scalar>) {
    let factors = factors(pass)
    for map in 0..<maps { factors[map] = pass.parameters[coefficients + map] * area }
    factors[4 * mapsExtent] = -1
  }

  @_specialize(where Scalar == Float)
  func forward(_ pass: Pass<Scalar>) {
    let means = means(pass)
    let factors = factors(pass)
    pooling.forward(pass, into: means)
    for part in parts {
      pass.kernels.normalize(
        means + part.means, means: factors + mapsExtent, factors: factors + part.firstMap,
        shifts: pass.parameters + bias + part.firstMap, maps: part.maps, size: size,
        output: pass.output + part.outputs)
    }
    squashing.finish(pass, count: maps * size, floorIsLaid: false)
  }

  func multiplyBySlope(_ pass: Pass<Scalar>) {
    squashing.multiplyBySlope(pass, count: maps * size)
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    multiplyBySlope(pass)
    spread(pass, coefficientFactor: area)
  }

  /// The square of a sum is not the sum of squares, so the plain means are squared.
  func backwardCurvature(_ pass: Pass<Scalar>, plain: Pass<Scalar>) {
    multiplyBySlope(pass)
    multiplyBySlope(pass)
    pass.kernels.multiply(
      means(plain), means(plain), count: maps / copies * size, into: means(pass))
    spread(pass, coefficientFactor: area * area)
  }

  /// From the gradients of the sums to those of parameters and input.
  private func spread(_ pass: Pass<Scalar>, coefficientFactor: Scalar) {
    let means = means(pass)
    let gradients = means + meansExtent
    let factors = factors(pass)
    let zeros = factors + mapsExtent
    let (sums, products) = (zeros + mapsExtent, zeros + 2 * mapsExtent)
    for part in parts {
      pass.kernels.normalizationSums(
        means + part.means, means: zeros, outputGradient: pass.outputGradient + part.outputs,
        maps: part.maps, size: size, images: pass.images, gradientSums: sums + part.firstMap,
        productSums: products + part.firstMap)
    }
    for map in 0..<maps {
      let (coefficient, shift) = (coefficients + map, bias + map)
      let kept: (Scalar, Scalar) =
        pass.isFirst ? (0, 0) : (pass.gradient[coefficient], pass.gradient[shift])
      pass.gradient[coefficient] = kept.0 + products[map] * coefficientFactor
      pass.gradient[shift] = kept.1 + sums[map]
    }
    guard let inputGradient = pass.inputGradient else { return }
    for part in parts {
      // A further copy adds to what the ones before have left there.
      let adds = part.firstMap % copies != 0
      let target = gradients + part.means
      pass.kernels.normalizationGradient(
        target, means: zeros, outputGradient: pass.outputGradient + part.outputs,
        a: factors + part.firstMap, b: zeros, c: adds ? factors + 4 * mapsExtent : zeros,
        maps: part.maps, size: size, images: pass.images, inputGradient: target)
    }
    pooling.backward(pass, from: gradients, inputGradient: inputGradient)
  }
}
