import KernelTypes
import LeNetKernels
import LeNetModel

/// Where everything of a network lies in a workspace, computed once.
final class Plan<Scalar: ComputedScalar>: Sendable {
  /// A stage with its memory; offsets are numbers from the workspace's start.
  ///
  /// An object, since a value would be copied with all it holds at every pass.
  final class Step: Sendable {
    let passes: any StagePasses<Scalar>
    let input: Int
    /// Positions of the input, each with a number a lane.
    let inputCount: Int
    let output: Int
    /// Nil where no stage before is trained.
    let inputGradient: Int?
    let outputGradient: Int
    let scratch: Int

    init(
      _ passes: any StagePasses<Scalar>, input: Int, inputCount: Int, output: Int,
      inputGradient: Int?, outputGradient: Int, scratch: Int
    ) {
      self.passes = passes
      self.input = input
      self.inputCount = inputCount
      self.output = output
      self.inputGradient = inputGradient
      self.outputGradient = outputGradient
      self.scratch = scratch
    }
  }

  let lanes: Int
  let classes: Int
  /// Softmax stands at the end, so outputs are probabilities.
  let endsInSoftmax: Bool
  let packing: InputPacking<Scalar>
  let steps: [Step]
  /// The first step that is trained: the way back ends there.
  let firstTrained: Int
  /// The first step with parameters and the one behind it, where they are done together.
  let convolutionPooling: (step: Int, passes: ConvolutionPooling<Scalar>)?
  /// By step: its forward pass and that of the step behind it, where they are done together.
  let singlePoolings: [SingleConvolutionPooling<Scalar>?]
  /// The steps that look across images, but for frozen ones.
  let normalizations: [Int]
  /// Those that use the running statistics in training too.
  let frozenNormalizations: [Int]
  /// The steps at which all blocks of a batch meet in training: normalizations, and full connections
  /// with so many weights that reading them once for all blocks counts for more than keeping a
  /// block's activations at hand.
  let meetings: [Int]
  /// The places of parameters whose gradient is that of the whole batch, not of a slice.
  let wholeBatchParameters: [Range<Int>]
  /// The dropout stages with the places of their factors.
  let dropouts: [(passes: DropoutPasses<Scalar>, scratch: Int)]
  /// The places of links that a connection table leaves out.
  let absentLinks: [Range<Int>]
  let input: Int
  /// The numbers before softmax.
  let logits: Int
  let logitsGradient: Int
  let probabilities: Int
  /// One number a lane each: labels, the softmax's sums and maxima, squared errors.
  let labels, sums, maxima, losses: Int
  /// Whether the outputs are distances with a minus, as those of radial basis units.
  let endsInDistances: Bool
  /// Whether the loss compares distances of other outputs from targets.
  let measuresDistances: Bool
  /// Then these targets by class, the distances and their gradient.
  let targets, distances, distanceGradient: Int
  let packingScratch: Int
  /// Numbers a workspace holds.
  let count: Int

  init(
    _ layout: NetworkLayout, packing: InputPacking<Scalar>,
    kernels: any KernelSet<Scalar>.Type, loss: Loss, frozen: Set<String>
  ) {
    let lanes = kernels.lanes
    self.lanes = lanes
    self.packing = packing
    classes = layout.classes
    endsInSoftmax = layout.stages.last.map(\.hasSoftmax) ?? false
    var planner = RangePlanner(slack: kernels.slack)
    input = planner.take(layout.input.count * lanes)
    packingScratch = planner.take(packing.scratchCount)
    // Flatten changes nothing in memory, so it is no step.
    let stages = layout.stages.filter { $0.stage != .flatten }
    let firstWithParameters = stages.firstIndex { !$0.parameters.isEmpty } ?? stages.count
    firstTrained =
      frozen.isEmpty
      ? firstWithParameters
      : stages.firstIndex { stage in
        !frozen.contains(stage.name) && stage.parameters.contains(where: \.trainable)
      } ?? stages.count
    // Two buffers in turn: a step reads the gradient of its output and writes that of its input.
    var gradientSizes = [0, 0]
    for (i, stage) in stages.enumerated() {
      gradientSizes[i % 2] = max(gradientSizes[i % 2], stage.output.count * lanes)
    }
    let gradients = gradientSizes.map { planner.take($0) }
    var steps: [Step] = []
    var normalizations: [Int] = []
    var frozenNormalizations: [Int] = []
    var dropouts: [(passes: DropoutPasses<Scalar>, scratch: Int)] = []
    var current = input
    for (i, stage) in stages.enumerated() {
      let passes = Self.passes(
        stage, after: i > 0 ? stages[i - 1] : nil,
        before: i + 1 < stages.count ? stages[i + 1] : nil, kernels: kernels,
        ordinal: dropouts.count, isFrozen: frozen.contains(stage.name))
      if let normalization = passes as? NormalizationPasses<Scalar> {
        if normalization.isFrozen {
          frozenNormalizations.append(i)
        } else {
          normalizations.append(i)
        }
      }
      let output = planner.take(stage.output.count * lanes)
      let scratch = planner.take(passes.scratchCount)
      if let dropout = passes as? DropoutPasses<Scalar> { dropouts.append((dropout, scratch)) }
      steps.append(
        Step(
          passes, input: current, inputCount: stage.input.count, output: output,
          inputGradient: i > firstTrained ? gradients[(i + 1) % 2] : nil,
          outputGradient: gradients[i % 2], scratch: scratch))
      current = output
    }
    self.steps = steps
    convolutionPooling =
      firstWithParameters + 1 < steps.count
      ? ConvolutionPooling(
        steps[firstWithParameters].passes, steps[firstWithParameters + 1].passes
      ).map { (firstWithParameters, $0) } : nil
    singlePoolings = steps.indices.map { step in
      // Kernels for blocks have none of their own for it.
      guard lanes == 1, step + 1 < steps.count else { return nil }
      return SingleConvolutionPooling(steps[step].passes, steps[step + 1].passes)
    }
    self.normalizations = normalizations
    self.frozenNormalizations = frozenNormalizations
    let large = steps.indices.filter { step in
      guard lanes > 1, let passes = steps[step].passes as? FullConnectionPasses<Scalar>
      else { return false }
      return passes.inputs * passes.units >= Self.manyWeights
    }
    meetings = (normalizations + large).sorted()
    wholeBatchParameters = large.flatMap { step -> [Range<Int>] in
      guard let passes = steps[step].passes as? FullConnectionPasses<Scalar> else { return [] }
      return [
        passes.weights..<passes.weights + passes.inputs * passes.units,
        passes.bias..<passes.bias + passes.units,
      ]
    }
    self.dropouts = dropouts
    absentLinks = layout.parameters.flatMap { tensor in
      tensor.absent.map { $0.lowerBound + tensor.offset..<$0.upperBound + tensor.offset }
    }
    logits = current
    logitsGradient = gradients[(stages.count + 1) % 2]
    probabilities = planner.take(classes * lanes)
    labels = planner.take(lanes)
    sums = planner.take(lanes)
    maxima = planner.take(lanes)
    losses = planner.take(lanes)
    endsInDistances = steps.last?.passes is RadialBasisPasses<Scalar>
    measuresDistances = loss.comparesDistances && !endsInDistances
    let compared = measuresDistances ? classes : 0
    targets = planner.take(compared * compared)
    distances = planner.take(compared * lanes)
    distanceGradient = planner.take(compared * lanes)
    count = planner.count
  }

  /// The two steps that are done together, where the given ones begin with them, and those behind.
  func split(
    _ steps: Range<Int>
  ) -> (pair: (step: Int, passes: ConvolutionPooling<Scalar>)?, rest: Range<Int>) {
    guard let pair = convolutionPooling, steps.lowerBound == pair.step, steps.count > 1 else {
      return (nil, steps)
    }
    return (pair, steps.dropFirst(2))
  }

  /// A megabyte in single precision: half a second-level cache.
  private static var manyWeights: Int { 1 << 18 }

  private static func passes(
    _ stage: StageLayout, after previous: StageLayout?, before next: StageLayout?,
    kernels: any KernelSet<Scalar>.Type,
    ordinal: Int, isFrozen: Bool
  ) -> any StagePasses<Scalar> {
    let lanes = kernels.lanes
    switch stage.stage {
    case .convolution(let convolution):
      if stage.coversInput(convolution) {
        return FullConnectionPasses<Scalar>(convolution.activation, stage, lanes: lanes)
      }
      return ConvolutionPasses<Scalar>(
        convolution, stage, kernels: kernels,
        slopeIsApplied: stage.isRectifiedConvolution && next?.takesMaxima == true)
    case .fullConnection(let connection):
      return FullConnectionPasses<Scalar>(connection.activation, stage, lanes: lanes)
    case .maxPooling(let pooling):
      return PoolingPasses<Scalar>(
        .maximum, pooling, stage, followsRectifier: previous?.isRectifiedConvolution == true)
    case .averagePooling(let pooling): return PoolingPasses<Scalar>(.mean, pooling, stage)
    case .adaptiveMaxPooling(let pooling):
      return PoolingPasses<Scalar>(
        pooling, stage, followsRectifier: previous?.isRectifiedConvolution == true)
    case .subsampling(let subsampling):
      return SubsamplingPasses<Scalar>(subsampling, stage, kernels: kernels)
    case .radialBasis(let radialBasis): return RadialBasisPasses<Scalar>(radialBasis, stage)
    case .globalAveragePooling: return PoolingPasses<Scalar>(globalMeanOf: stage)
    case .batchNormalization(let normalization):
      return NormalizationPasses<Scalar>(normalization, stage, isFrozen: isFrozen)
    case .dropout(let dropout):
      return DropoutPasses<Scalar>(dropout, stage, ordinal: ordinal, lanes: lanes)
    case .flatten: preconditionFailure("flatten is no step")
    }
  }
}

extension StageLayout {
  /// Whether the stage is computed as a convolution with ReLU behind its sums.
  fileprivate var isRectifiedConvolution: Bool {
    guard case .convolution(let convolution) = stage, !coversInput(convolution) else {
      return false
    }
    return convolution.activation == .relu
  }

  /// Whether a convolution is the same as a full connection.
  fileprivate func coversInput(_ convolution: Convolution) -> Bool {
    convolution.padding == 0 && input.rows == convolution.kernel
      && input.columns == convolution.kernel
  }

  /// Whether the stage passes its gradient to the greatest of its inputs.
  fileprivate var takesMaxima: Bool {
    switch stage {
    case .maxPooling, .adaptiveMaxPooling: true
    default: false
    }
  }

  /// Whether the stage's activation is softmax.
  fileprivate var hasSoftmax: Bool {
    switch stage {
    case .convolution(let convolution): convolution.activation == .softmax
    case .fullConnection(let connection): connection.activation == .softmax
    case .batchNormalization(let normalization): normalization.activation == .softmax
    case .subsampling(let subsampling): subsampling.activation == .softmax
    default: false
    }
  }
}
