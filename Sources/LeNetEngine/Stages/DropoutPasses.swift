import KernelTypes
import LeNetKernels
import LeNetModel
import LeNetRandom

/// Dropout: in training each number is kept with probability 1 - rate and then divided by it.
///
/// The factors lie in the scratch range, written by `writeFactors` before the forward pass.
final class DropoutPasses<Scalar: ComputedScalar>: StagePasses {
  let rate: Double
  /// Which dropout stage of the network this is, from 0.
  let ordinal: Int
  let units: Int
  private let lanes: Int

  init(_ dropout: Dropout, _ stage: StageLayout, ordinal: Int, lanes: Int) {
    rate = dropout.rate
    self.ordinal = ordinal
    units = stage.input.count
    self.lanes = lanes
  }

  var scratchCount: Int { units * lanes }

  /// Writes the factors of the block's image in `lane`.
  func writeFactors(
    _ masks: DropoutMasks, position: Int, identity: Int, lane: Int,
    to scratch: UnsafeMutablePointer<Scalar>
  ) {
    let kept = Scalar(1 / (1 - rate))
    switch masks {
    case .random(let key):
      // Stages take numbers of different seeds, an odd constant apart.
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
  func forward(_ pass: Pass<Scalar>) {
    if pass.isTraining {
      pass.kernels.multiply(pass.input, pass.scratch, count: units, into: pass.output)
    } else {
      pass.output.update(from: pass.input, count: units * lanes)
    }
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    guard let inputGradient = pass.inputGradient else { return }
    pass.kernels.multiply(pass.outputGradient, pass.scratch, count: units, into: inputGradient)
  }

  /// The factors squared.
  func backwardCurvature(_ pass: Pass<Scalar>, plain: Pass<Scalar>) {
    guard let inputGradient = pass.inputGradient else { return }
    pass.kernels.multiply(pass.outputGradient, plain.scratch, count: units, into: inputGradient)
    pass.kernels.multiply(inputGradient, plain.scratch, count: units, into: inputGradient)
  }
}
