import KernelTypes
import LeNetKernels
import LeNetModel

/// Radial basis units: output = -(squared distance of the input from each unit's prototype).
final class RadialBasisOperation<Scalar: ComputedScalar>: DistanceOperation {
  private let inputs: Int
  private let units: Int
  private let prototypes: Int
  private let isTrainable: Bool

  let scratchCount = 0

  init(_ radialBasis: RadialBasis, _ layer: LayerLayout) {
    inputs = layer.input.count
    units = layer.output.count
    isTrainable = radialBasis.isTrainable
    prototypes = layer.offset(of: isTrainable ? .trainedPrototype : .prototype)
  }

  var distances: (any DistanceOperation<Scalar>)? { self }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    context.kernels.radialBasisForward(
      inputs: inputs, units: units, input: context.input,
      prototypes: context.parameters + prototypes,
      output: context.output)
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    if isTrainable {
      context.kernels.radialBasisPrototypeGradient(
        inputs: inputs, units: units, adds: !context.isFirst, input: context.input,
        prototypes: context.parameters + prototypes, outputGradient: context.outputGradient,
        prototypeGradient: context.gradient + prototypes)
    }
    guard let inputGradient = context.inputGradient else { return }
    context.kernels.radialBasisInputGradient(
      inputs: inputs, units: units, input: context.input,
      prototypes: context.parameters + prototypes,
      outputGradient: context.outputGradient, inputGradient: inputGradient)
  }

  func backwardCurvature(
    _ context: OperationContext<Scalar>, plain: OperationContext<Scalar>,
    probabilities: UnsafePointer<Scalar>,
    scale: Scalar
  ) {
    let centres = plain.parameters + prototypes
    if isTrainable {
      context.kernels.radialBasisPrototypeCurvature(
        inputs: inputs, units: units, adds: !context.isFirst, scale: scale, input: plain.input,
        prototypes: centres, outputGradient: plain.outputGradient, probabilities: probabilities,
        images: plain.images, prototypeCurvature: context.gradient + prototypes)
    }
    guard let inputCurvature = context.inputGradient else { return }
    context.kernels.radialBasisInputCurvature(
      inputs: inputs, units: units, scale: scale, input: plain.input, prototypes: centres,
      outputGradient: plain.outputGradient, probabilities: probabilities, images: plain.images,
      inputCurvature: inputCurvature)
  }
}
