import KernelTypes
import LeNetKernels
import LeNetModel
import LeNetRandom

/// Dropout: in training each number is kept with probability 1 - rate and then divided by it.
///
/// The factors lie in the scratch range, written by `writeFactors` before the forward pass.
final class DropoutOperation<Scalar: ComputedScalar>: LayerOperation {
  let rate: Double
  /// Which dropout layer of the network this is, from 0.
  let ordinal: Int
  let units: Int
  private let lanes: Int

  init(_ dropout: Dropout, _ layer: LayerLayout, ordinal: Int, lanes: Int) {
    rate = dropout.rate
    self.ordinal = ordinal
    units = layer.input.count
    self.lanes = lanes
  }

  var scratchCount: Int { units * lanes }
  var dropout: DropoutOperation<Scalar>? { self }

  /// Writes the factors of the block's image in `lane`.
  func writeFactors(
    _ masks: DropoutMasks, position: Int, identity: Int, lane: Int,
    to scratch: UnsafeMutablePointer<Scalar>
  ) {
    let kept = Scalar(1 / (1 - rate))
    switch masks {
    case .random(let key):
      // Layers take numbers of different seeds, an odd constant apart.
      var stream = RandomStream(
        seed: key.seed &+ UInt64(ordinal) &* 0x9E37_79B9_7F4A_7C15, purpose: .dropout,
        epoch: key.epoch, index: UInt32(truncatingIfNeeded: identity))
      let threshold = UInt32(min(rate * 0x1p32, Double(UInt32.max)))
      for unit in 0..<units {
        scratch[unit * lanes + lane] = stream.nextWord() < threshold ? 0 : kept
      }
    case .given(let masks):
      for unit in 0..<units {
        scratch[unit * lanes + lane] = masks[ordinal][position * units + unit] == 0 ? 0 : kept
      }
    }
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    if context.isTraining {
      context.kernels.multiply(context.input, context.scratch, count: units, into: context.output)
    } else {
      context.output.update(from: context.input, count: units * lanes)
    }
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    guard let inputGradient = context.inputGradient else { return }
    context.kernels.multiply(
      context.outputGradient, context.scratch, count: units, into: inputGradient)
  }

  /// The factors squared.
  func backwardCurvature(_ context: OperationContext<Scalar>, plain: OperationContext<Scalar>) {
    guard let inputGradient = context.inputGradient else { return }
    context.kernels.multiply(
      context.outputGradient, plain.scratch, count: units, into: inputGradient)
    context.kernels.multiply(inputGradient, plain.scratch, count: units, into: inputGradient)
  }
}
