import KernelTypes
import LeNetKernels
import LeNetModel

/// Full connection: output = squash(weights x input + bias); also a convolution whose kernel covers
/// its whole input, which is the same sum in the same order.
///
/// Each pass is made of parts, so that all blocks of a batch can share what they read of many weights.
final class FullConnectionPasses<Scalar: ComputedScalar>: StagePasses {
  let inputs: Int
  let units: Int
  let weights: Int
  let bias: Int
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

  @_specialize(where Scalar == Float)
  func forward(_ pass: Pass<Scalar>) {
    forward(pass, units: 0..<units)
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    prepareBackward(pass)
    addWeightGradient(pass, units: 0..<units, adds: !pass.isFirst)
    writeInputGradient(pass, inputs: 0..<inputs)
  }

  func multiplyBySlope(_ pass: Pass<Scalar>) {
    squashing.multiplyBySlope(pass, count: units)
  }

  /// The part of the forward pass that gives a range of the units.
  func forward(_ pass: Pass<Scalar>, units range: Range<Int>) {
    let output = pass.output + range.lowerBound * lanes
    pass.kernels.fullConnectionForward(
      inputs: inputs, units: range.count, input: pass.input,
      weights: pass.parameters + weights + range.lowerBound * inputs,
      bias: pass.parameters + bias + range.lowerBound, floor: squashing.floor, output: output)
    squashing.finish(pass, output, count: range.count, floorIsLaid: true)
  }

  /// What comes before the other parts of the backward pass.
  func prepareBackward(_ pass: Pass<Scalar>) {
    multiplyBySlope(pass)
    pass.kernels.fullConnectionTranspose(inputs: inputs, input: pass.input, into: pass.scratch)
  }

  /// The part that gives the gradients of a range of the units.
  func addWeightGradient(_ pass: Pass<Scalar>, units range: Range<Int>, adds: Bool) {
    pass.kernels.fullConnectionWeightGradient(
      inputs: inputs, units: range.count, adds: adds, input: pass.input,
      transposed: pass.scratch, outputGradient: pass.outputGradient + range.lowerBound * lanes,
      weightGradient: pass.gradient + weights + range.lowerBound * inputs,
      biasGradient: pass.gradient + bias + range.lowerBound)
  }

  /// The part that gives the gradients of a range of the inputs.
  func writeInputGradient(_ pass: Pass<Scalar>, inputs range: Range<Int>) {
    guard let inputGradient = pass.inputGradient else { return }
    pass.kernels.fullConnectionInputGradient(
      inputs: inputs, units: units, range: range, outputGradient: pass.outputGradient,
      weights: pass.parameters + weights, inputGradient: inputGradient)
  }
}
