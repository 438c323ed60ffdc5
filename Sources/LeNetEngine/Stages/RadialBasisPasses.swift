import KernelTypes
import LeNetKernels
import LeNetModel

/// Radial basis units: output = -(squared distance of the input from each unit's prototype).
final class RadialBasisPasses<Scalar: ComputedScalar>: StagePasses {
  private let inputs: Int
  private let units: Int
  private let prototypes: Int
  private let isTrainable: Bool

  let scratchCount = 0

  init(_ radialBasis: RadialBasis, _ stage: StageLayout) {
    inputs = stage.input.count
    units = stage.output.count
    isTrainable = radialBasis.isTrainable
    prototypes = stage.offset(of: isTrainable ? .trainedPrototype : .prototype)
  }

  @_specialize(where Scalar == Float)
  func forward(_ pass: Pass<Scalar>) {
    pass.kernels.radialBasisForward(
      inputs: inputs, units: units, input: pass.input, prototypes: pass.parameters + prototypes,
      output: pass.output)
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    if isTrainable {
      pass.kernels.radialBasisPrototypeGradient(
        inputs: inputs, units: units, adds: !pass.isFirst, input: pass.input,
        prototypes: pass.parameters + prototypes, outputGradient: pass.outputGradient,
        prototypeGradient: pass.gradient + prototypes)
    }
    guard let inputGradient = pass.inputGradient else { return }
    pass.kernels.radialBasisInputGradient(
      inputs: inputs, units: units, input: pass.input, prototypes: pass.parameters + prototypes,
      outputGradient: pass.outputGradient, inputGradient: inputGradient)
  }

  /// The curvature of the loss along input and prototypes; a distance bends by itself, so the loss is
  /// looked at together with it.
  func backwardCurvature(
    _ pass: Pass<Scalar>, plain: Pass<Scalar>, probabilities: UnsafePointer<Scalar>,
    scale: Scalar
  ) {
    let centres = plain.parameters + prototypes
    if isTrainable {
      pass.kernels.radialBasisPrototypeCurvature(
        inputs: inputs, units: units, adds: !pass.isFirst, scale: scale, input: plain.input,
        prototypes: centres, outputGradient: plain.outputGradient, probabilities: probabilities,
        images: plain.images, prototypeCurvature: pass.gradient + prototypes)
    }
    guard let inputCurvature = pass.inputGradient else { return }
    pass.kernels.radialBasisInputCurvature(
      inputs: inputs, units: units, scale: scale, input: plain.input, prototypes: centres,
      outputGradient: plain.outputGradient, probabilities: probabilities, images: plain.images,
      inputCurvature: inputCurvature)
  }
}
