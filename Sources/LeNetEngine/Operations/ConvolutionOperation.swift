import KernelTypes
import LeNetKernels
import LeNetModel

/// Convolution: output = activation(weights * input + bias).
final class ConvolutionOperation<Scalar: ComputedScalar>: LayerOperation {
  private let geometry: ConvolutionGeometry
  private let padding: Int
  private let input: Shape
  private let weights: Int
  private let bias: Int
  private let activation: OutputActivation<Scalar>
  /// Whether the layer behind has applied the slope of the activation.
  private let slopeIsApplied: Bool
  let lanes: Int
  /// Numbers that kernels compute with on the way.
  private let kernelScratch: Int
  /// Numbers of the padded input, room behind it included.
  private let paddedExtent: Int

  init(
    _ convolution: Convolution, _ layer: LayerLayout, kernels: any KernelSet<Scalar>.Type,
    slopeIsApplied: Bool
  ) {
    self.slopeIsApplied = slopeIsApplied
    padding = convolution.padding
    input = layer.input
    geometry = ConvolutionGeometry(
      sources: input.maps, inputRows: input.rows + 2 * padding,
      inputColumns: input.columns + 2 * padding, kernelRows: convolution.kernel,
      kernelColumns: convolution.kernel, stride: convolution.stride, maps: convolution.maps)
    weights = layer.offset(of: .weight)
    bias = layer.offset(of: .bias)
    activation = OutputActivation(convolution.activation)
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

  private func paddedInput(_ context: OperationContext<Scalar>) -> UnsafeMutablePointer<Scalar> {
    context.scratch + kernelScratch
  }

  func prepare(_ context: OperationContext<Scalar>) {
    context.kernels.convolutionPrepare(
      geometry, weights: context.parameters + weights, scratch: context.scratch)
  }

  @_specialize(where Scalar == Float)
  func forward(_ context: OperationContext<Scalar>) {
    prepareForward(context)
    forward(context, maps: 0..<maps)
  }

  @_specialize(where Scalar == Float)
  func backward(_ context: OperationContext<Scalar>) {
    addParameterGradients(context, maps: 0..<maps, outputGradient: context.outputGradient)
    guard let inputGradient = context.inputGradient else { return }
    let padded = padding > 0 ? paddedInput(context) + paddedExtent : inputGradient
    context.kernels.convolutionInputGradient(
      geometry, outputGradient: context.outputGradient, weights: context.parameters + weights,
      inputGradient: padded, scratch: context.scratch)
    if padding > 0 {
      context.kernels.extract(
        padded, maps: input.maps, rows: input.rows, columns: input.columns,
        border: Border(padding), into: inputGradient)
    }
  }

  func multiplyBySlope(_ context: OperationContext<Scalar>) {
    guard !slopeIsApplied else { return }
    activation.multiplyBySlope(context, count: maps * geometry.rows * geometry.columns)
  }

  func fused(
    with next: any LayerOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)? {
    next.fused(behind: self, isFirst: isFirst)
  }

  // MARK: Parts

  var maps: Int { geometry.maps }

  /// Whether forward and the gradients of the parameters can be done some maps at a time: nothing is
  /// shared by all maps but the input.
  var isDivisibleByMaps: Bool { kernelScratch == 0 && lanes > 1 }

  /// What comes before the parts of the forward pass.
  func prepareForward(_ context: OperationContext<Scalar>) {
    guard padding > 0 else { return }
    context.kernels.embed(
      context.input, maps: input.maps, rows: input.rows, columns: input.columns,
      border: Border(padding), into: paddedInput(context))
  }

  /// The part of the forward pass that gives a range of the maps.
  func forward(_ context: OperationContext<Scalar>, maps range: Range<Int>) {
    let part = Part(self, range)
    let output = context.output + part.outputStart
    context.kernels.convolutionForward(
      part.geometry, input: padding > 0 ? paddedInput(context) : context.input,
      weights: context.parameters + part.weights, bias: context.parameters + part.bias,
      floor: activation.floor, output: output, scratch: context.scratch)
    activation.finish(context, output, count: part.outputCount, floorIsLaid: true)
  }

  /// Whether maxima of the sums with the floor are those of the output.
  var endsAtFloor: Bool { activation.endsAtFloor }

  /// The forward pass with that of a max pooling behind; the output need not be kept where nothing goes
  /// back.
  func forward(
    _ context: OperationContext<Scalar>, pooling: PoolingGeometry,
    into pooled: UnsafeMutablePointer<Scalar>
  ) {
    prepareForward(context)
    context.kernels.convolutionMaxPoolingForward(
      geometry, pooling, input: padding > 0 ? paddedInput(context) : context.input,
      weights: context.parameters + weights, bias: context.parameters + bias,
      floor: activation.floor,
      keepsOutput: context.isTraining, output: context.output, pooled: pooled,
      scratch: context.scratch)
  }

  /// The part of the backward pass that gives the gradients of the weights of a range of the maps, from
  /// the output gradient of these maps alone.
  func addParameterGradients(
    _ context: OperationContext<Scalar>, maps range: Range<Int>,
    outputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let part = Part(self, range)
    if !slopeIsApplied {
      activation.multiplyBySlope(
        context, context.output + part.outputStart, outputGradient, count: part.outputCount)
    }
    if context.isFirst {
      Arena.clear(context.gradient + part.weights, count: range.count * weightsOfMap)
      Arena.clear(context.gradient + part.bias, count: range.count)
    }
    context.kernels.convolutionWeightGradient(
      part.geometry, input: padding > 0 ? paddedInput(context) : context.input,
      outputGradient: outputGradient, weightGradient: context.gradient + part.weights,
      biasGradient: context.gradient + part.bias, scratch: context.scratch)
  }

  private var weightsOfMap: Int {
    geometry.sources * geometry.kernelRows * geometry.kernelColumns
  }

  /// A range of the maps: its sizes and where its numbers begin.
  private struct Part {
    let geometry: ConvolutionGeometry
    let weights, bias, outputStart, outputCount: Int

    init(_ whole: ConvolutionOperation, _ range: Range<Int>) {
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

extension LayerLayout {
  /// Where a tensor of the layer begins in the arena.
  func offset(of role: ParameterLayout.Role) -> Int {
    guard let tensor = parameters.first(where: { $0.role == role }) else {
      preconditionFailure("layer \(name) has no \(role.rawValue)")
    }
    return tensor.offset
  }
}
