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

  init(_ convolution: Convolution, _ stage: StageLayout, lanes: Int, slopeIsApplied: Bool) {
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
    self.lanes = lanes
  }

  /// The padded input, then its gradient.
  var scratchCount: Int { padding == 0 ? 0 : 2 * paddedCount * lanes }

  private var paddedCount: Int { geometry.sources * geometry.inputRows * geometry.inputColumns }
  private var outputCount: Int { geometry.maps * geometry.rows * geometry.columns }

  func forward(_ pass: Pass<Scalar>) {
    if padding > 0 {
      pass.kernels.embed(
        pass.input, maps: input.maps, rows: input.rows, columns: input.columns,
        border: Border(padding), into: pass.scratch)
    }
    pass.kernels.convolutionForward(
      geometry, input: padding > 0 ? pass.scratch : pass.input,
      weights: pass.parameters + weights, bias: pass.parameters + bias, floor: squashing.floor,
      output: pass.output)
    squashing.finish(pass, count: outputCount, floorIsLaid: true)
  }

  func backward(_ pass: Pass<Scalar>) {
    if !slopeIsApplied { squashing.multiplyBySlope(pass, count: outputCount) }
    if pass.isFirst {
      let kernel = geometry.kernelRows * geometry.kernelColumns
      Arena.clear(pass.gradient + weights, count: geometry.maps * geometry.sources * kernel)
      Arena.clear(pass.gradient + bias, count: geometry.maps)
    }
    pass.kernels.convolutionWeightGradient(
      geometry, input: padding > 0 ? pass.scratch : pass.input,
      outputGradient: pass.outputGradient, weightGradient: pass.gradient + weights,
      biasGradient: pass.gradient + bias)
    guard let inputGradient = pass.inputGradient else { return }
    let padded = padding > 0 ? pass.scratch + paddedCount * lanes : inputGradient
    pass.kernels.convolutionInputGradient(
      geometry, outputGradient: pass.outputGradient, weights: pass.parameters + weights,
      inputGradient: padded)
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
