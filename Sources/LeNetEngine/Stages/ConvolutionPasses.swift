import KernelTypes
import LeNetKernels
import LeNetModel

/// Convolution: output = squash(weights * input + bias).
struct ConvolutionPasses<Scalar: ComputedScalar>: StagePasses {
  private let geometry: ConvolutionGeometry
  private let padding: Int
  private let input: Shape
  private let weights: Int
  private let bias: Int
  private let squashing: Squashing<Scalar>
  /// Whether the stage behind has applied the slope of the activation.
  private let slopeIsApplied: Bool
  private let lanes: Int
  /// Numbers that kernels compute with on the way.
  private let kernelScratch: Int
  /// Numbers of the padded input, room behind it included.
  private let paddedExtent: Int

  init(
    _ convolution: Convolution, _ stage: StageLayout, kernels: any KernelSet<Scalar>.Type,
    slopeIsApplied: Bool
  ) {
    self.slopeIsApplied = slopeIsApplied
    padding = convolution.padding
    input = stage.input
    geometry = ConvolutionGeometry(
      sources: input.maps, inputRows: input.rows + 2 * padding,
      inputColumns: input.columns + 2 * padding, kernelRows: convolution.kernel,
      kernelColumns: convolution.kernel, stride: convolution.stride, maps: convolution.maps)
    weights = stage.offset(of: .weight)
    bias = stage.offset(of: .bias)
    squashing = Squashing(convolution.activation)
    lanes = kernels.lanes
    kernelScratch = (kernels.convolutionScratch(geometry) + 15) / 16 * 16
    paddedExtent =
      padding == 0
      ? 0
      : (geometry.sources * geometry.inputRows * geometry.inputColumns * lanes + kernels.slack + 15)
        / 16 * 16
  }

  /// What kernels compute with, then the padded input, then its gradient.
  var scratchCount: Int { kernelScratch + 2 * paddedExtent }

  private var outputCount: Int { geometry.maps * geometry.rows * geometry.columns }

  private func paddedInput(_ pass: Pass<Scalar>) -> UnsafeMutablePointer<Scalar> {
    pass.scratch + kernelScratch
  }

  func prepare(_ pass: Pass<Scalar>) {
    pass.kernels.convolutionPrepare(
      geometry, weights: pass.parameters + weights, scratch: pass.scratch)
  }

  @_specialize(where Scalar == Float)
  func forward(_ pass: Pass<Scalar>) {
    if padding > 0 {
      pass.kernels.embed(
        pass.input, maps: input.maps, rows: input.rows, columns: input.columns,
        border: Border(padding), into: paddedInput(pass))
    }
    pass.kernels.convolutionForward(
      geometry, input: padding > 0 ? paddedInput(pass) : pass.input,
      weights: pass.parameters + weights, bias: pass.parameters + bias, floor: squashing.floor,
      output: pass.output, scratch: pass.scratch)
    squashing.finish(pass, count: outputCount, floorIsLaid: true)
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    if !slopeIsApplied { squashing.multiplyBySlope(pass, count: outputCount) }
    if pass.isFirst {
      let kernel = geometry.kernelRows * geometry.kernelColumns
      Arena.clear(pass.gradient + weights, count: geometry.maps * geometry.sources * kernel)
      Arena.clear(pass.gradient + bias, count: geometry.maps)
    }
    pass.kernels.convolutionWeightGradient(
      geometry, input: padding > 0 ? paddedInput(pass) : pass.input,
      outputGradient: pass.outputGradient, weightGradient: pass.gradient + weights,
      biasGradient: pass.gradient + bias, scratch: pass.scratch)
    guard let inputGradient = pass.inputGradient else { return }
    let padded = padding > 0 ? paddedInput(pass) + paddedExtent : inputGradient
    pass.kernels.convolutionInputGradient(
      geometry, outputGradient: pass.outputGradient, weights: pass.parameters + weights,
      inputGradient: padded, scratch: pass.scratch)
    if padding > 0 {
      pass.kernels.extract(
        padded, maps: input.maps, rows: input.rows, columns: input.columns,
        border: Border(padding), into: inputGradient)
    }
  }
}

extension StageLayout {
  /// Where a tensor of the stage begins in the arena.
  func offset(of role: ParameterLayout.Role) -> Int {
    guard let tensor = parameters.first(where: { $0.role == role }) else {
      preconditionFailure("stage \(name) has no \(role.rawValue)")
    }
    return tensor.offset
  }
}
