import KernelTypes
import LeNetKernels
import LeNetModel

/// Convolution: output = squash(weights * input + bias).
final class ConvolutionPasses<Scalar: ComputedScalar>: StagePasses {
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

  private func paddedInput(_ pass: Pass<Scalar>) -> UnsafeMutablePointer<Scalar> {
    pass.scratch + kernelScratch
  }

  func prepare(_ pass: Pass<Scalar>) {
    pass.kernels.convolutionPrepare(
      geometry, weights: pass.parameters + weights, scratch: pass.scratch)
  }

  @_specialize(where Scalar == Float)
  func forward(_ pass: Pass<Scalar>) {
    prepareForward(pass)
    forward(pass, maps: 0..<maps)
  }

  @_specialize(where Scalar == Float)
  func backward(_ pass: Pass<Scalar>) {
    addParameterGradients(pass, maps: 0..<maps, outputGradient: pass.outputGradient)
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

  func multiplyBySlope(_ pass: Pass<Scalar>) {
    guard !slopeIsApplied else { return }
    squashing.multiplyBySlope(pass, count: maps * geometry.rows * geometry.columns)
  }

  // MARK: Parts

  var maps: Int { geometry.maps }

  /// Whether forward and the gradients of the parameters can be done some maps at a time: nothing is
  /// shared by all maps but the input.
  var isDivisibleByMaps: Bool { kernelScratch == 0 && lanes > 1 }

  /// What comes before the parts of the forward pass.
  func prepareForward(_ pass: Pass<Scalar>) {
    guard padding > 0 else { return }
    pass.kernels.embed(
      pass.input, maps: input.maps, rows: input.rows, columns: input.columns,
      border: Border(padding), into: paddedInput(pass))
  }

  /// The part of the forward pass that gives a range of the maps.
  func forward(_ pass: Pass<Scalar>, maps range: Range<Int>) {
    let part = Part(self, range)
    let output = pass.output + part.outputStart
    pass.kernels.convolutionForward(
      part.geometry, input: padding > 0 ? paddedInput(pass) : pass.input,
      weights: pass.parameters + part.weights, bias: pass.parameters + part.bias,
      floor: squashing.floor, output: output, scratch: pass.scratch)
    squashing.finish(pass, output, count: part.outputCount, floorIsLaid: true)
  }

  /// Whether maxima of the sums with the floor are those of the output.
  var endsAtFloor: Bool { squashing.endsAtFloor }

  /// The forward pass with that of a max pooling behind; the output need not be kept where nothing goes
  /// back.
  func forward(
    _ pass: Pass<Scalar>, pooling: PoolingGeometry, into pooled: UnsafeMutablePointer<Scalar>
  ) {
    prepareForward(pass)
    pass.kernels.convolutionMaxPoolingForward(
      geometry, pooling, input: padding > 0 ? paddedInput(pass) : pass.input,
      weights: pass.parameters + weights, bias: pass.parameters + bias, floor: squashing.floor,
      keepsOutput: pass.isTraining, output: pass.output, pooled: pooled, scratch: pass.scratch)
  }

  /// The part of the backward pass that gives the gradients of the weights of a range of the maps, from
  /// the output gradient of these maps alone.
  func addParameterGradients(
    _ pass: Pass<Scalar>, maps range: Range<Int>, outputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let part = Part(self, range)
    if !slopeIsApplied {
      squashing.multiplyBySlope(
        pass, pass.output + part.outputStart, outputGradient, count: part.outputCount)
    }
    if pass.isFirst {
      Arena.clear(pass.gradient + part.weights, count: range.count * weightsOfMap)
      Arena.clear(pass.gradient + part.bias, count: range.count)
    }
    pass.kernels.convolutionWeightGradient(
      part.geometry, input: padding > 0 ? paddedInput(pass) : pass.input,
      outputGradient: outputGradient, weightGradient: pass.gradient + part.weights,
      biasGradient: pass.gradient + part.bias, scratch: pass.scratch)
  }

  private var weightsOfMap: Int {
    geometry.sources * geometry.kernelRows * geometry.kernelColumns
  }

  /// A range of the maps: its sizes and where its numbers begin.
  private struct Part {
    let geometry: ConvolutionGeometry
    let weights, bias, outputStart, outputCount: Int

    init(_ whole: ConvolutionPasses, _ range: Range<Int>) {
      var geometry = whole.geometry
      geometry.maps = range.count
      self.geometry = geometry
      let size = geometry.rows * geometry.columns
      weights = whole.weights + range.lowerBound * whole.weightsOfMap
      bias = whole.bias + range.lowerBound
      outputStart = range.lowerBound * size * whole.lanes
      outputCount = range.count * size
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
