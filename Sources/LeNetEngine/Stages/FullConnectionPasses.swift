import KernelTypes
import LeNetKernels
import LeNetModel

/// Full connection: output = squash(weights x input + bias); also a convolution whose kernel covers
/// its whole input, which is the same sum in the same order.
struct FullConnectionPasses<Scalar: ComputedScalar>: StagePasses {
  private let inputs: Int
  private let units: Int
  private let weights: Int
  private let bias: Int
  private let squashing: Squashing<Scalar>
  private let lanes: Int

  init(_ activation: Activation, _ stage: StageLayout, lanes: Int) {
    inputs = stage.input.count
    units = stage.output.count
    weights = stage.offset(of: .weight)
    bias = stage.offset(of: .bias)
    squashing = Squashing(activation)
    self.lanes = lanes
  }

  /// The transposed input.
  var scratchCount: Int { lanes * inputs }

  func forward(_ pass: Pass<Scalar>) {
    pass.kernels.fullConnectionForward(
      inputs: inputs, units: units, input: pass.input, weights: pass.parameters + weights,
      bias: pass.parameters + bias, floor: squashing.floor, output: pass.output)
    squashing.finish(pass, count: units, floorIsLaid: true)
  }

  func backward(_ pass: Pass<Scalar>) {
    squashing.multiplyBySlope(pass, count: units)
    pass.kernels.fullConnectionWeightGradient(
      inputs: inputs, units: units, adds: !pass.isFirst, input: pass.input,
      outputGradient: pass.outputGradient, weightGradient: pass.gradient + weights,
      biasGradient: pass.gradient + bias,
      scratch: pass.scratch)
    guard let inputGradient = pass.inputGradient else { return }
    pass.kernels.fullConnectionInputGradient(
      inputs: inputs, units: units, outputGradient: pass.outputGradient,
      weights: pass.parameters + weights, inputGradient: inputGradient)
  }
}
