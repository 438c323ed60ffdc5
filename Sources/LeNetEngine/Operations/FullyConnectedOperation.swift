import KernelTypes
import LeNetKernels
import LeNetModel

/// Full connection: output = activation(weights x input + bias); also a convolution whose kernel covers
/// its whole input, which is the same sum in the same order.
///
/// Each pass is made of parts, so that all blocks of a batch can share what they read of many weights.
final class FullyConnectedOperation<Scalar: ComputedScalar>: LayerOperation {
  let inputs: Int
  let units: Int
  let weights: Int
  let bias: Int
  private let activation: OutputActivation<Scalar>
  private let lanes: Int

  init(_ activation: Activation, _ layer: LayerLayout, lanes: Int) {
    inputs = layer.input.count
    units = layer.output.count
    weights = layer.offset(of: .weight)
    bias = layer.offset(of: .bias)
    self.activation = OutputActivation(activation)
    self.lanes = lanes
  }

  /// The transposed input.
  var scratchCount: Int { lanes * inputs }

  /// From a megabyte in single precision on, half a second-level cache.
  private var hasManyWeights: Bool { lanes > 1 && inputs * units >= 1 << 18 }

  var barrier: Barrier<Scalar>? { hasManyWeights ? .sharedWeights(self) : nil }

  var wholeBatchParameters: [Range<Int>] {
    hasManyWeights ? [weights..<weights + inputs * units, bias..<bias + units] : []
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    forward(context, units: 0..<units)
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    prepareBackward(context)
    addWeightGradient(context, units: 0..<units, adds: !context.isFirst)
    writeInputGradient(context, inputs: 0..<inputs)
  }

  func multiplyBySlope(_ context: OperationContext<Scalar>) {
    activation.multiplyBySlope(context, count: units)
  }

  /// The part of the forward pass that gives a range of the units.
  func forward(_ context: OperationContext<Scalar>, units range: Range<Int>) {
    let output = context.output + range.lowerBound * lanes
    context.kernels.fullyConnectedForward(
      inputs: inputs, units: range.count, input: context.input,
      weights: context.parameters + weights + range.lowerBound * inputs,
      bias: context.parameters + bias + range.lowerBound, floor: activation.floor, output: output)
    activation.finish(context, output, count: range.count, floorIsLaid: true)
  }

  /// What comes before the other parts of the backward pass.
  func prepareBackward(_ context: OperationContext<Scalar>) {
    multiplyBySlope(context)
    context.kernels.fullyConnectedTranspose(
      inputs: inputs, input: context.input, into: context.scratch)
  }

  /// The part that gives the gradients of a range of the units.
  func addWeightGradient(_ context: OperationContext<Scalar>, units range: Range<Int>, adds: Bool) {
    context.kernels.fullyConnectedWeightGradient(
      inputs: inputs, units: range.count, adds: adds, input: context.input,
      transposed: context.scratch,
      outputGradient: context.outputGradient + range.lowerBound * lanes,
      weightGradient: context.gradient + weights + range.lowerBound * inputs,
      biasGradient: context.gradient + bias + range.lowerBound)
  }

  /// The part that gives the gradients of a range of the inputs.
  func writeInputGradient(_ context: OperationContext<Scalar>, inputs range: Range<Int>) {
    guard let inputGradient = context.inputGradient else { return }
    context.kernels.fullyConnectedInputGradient(
      inputs: inputs, units: units, range: range, outputGradient: context.outputGradient,
      weights: context.parameters + weights, inputGradient: inputGradient)
  }
}
