import KernelTypes
import LeNetKernels
import LeNetModel

/// Where everything of a network lies in a workspace, computed once.
final class Plan<Scalar: ComputedScalar>: Sendable {
  /// An operation with its memory; offsets are numbers from the workspace's start.
  ///
  /// An object, since a value would be copied with all it holds at every pass.
  final class Step: Sendable {
    let operation: any LayerOperation<Scalar>
    let input: Int
    /// Positions of the input, each with a number a lane.
    let inputCount: Int
    let output: Int
    /// Nil where no layer before is trained.
    let inputGradient: Int?
    let outputGradient: Int
    let scratch: Int

    init(
      _ operation: any LayerOperation<Scalar>, input: Int, inputCount: Int, output: Int,
      inputGradient: Int?, outputGradient: Int, scratch: Int
    ) {
      self.operation = operation
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
  let packing: InputPacking<Scalar>
  let steps: [Step]
  /// The first step that is trained: the way back ends there.
  let firstTrained: Int
  /// By step: its operation and that of the step behind it as one, where they are done together.
  let fusions: [(any FusedOperations<Scalar>)?]
  /// The steps at which all blocks of a batch wait for each other in training.
  let barriers: [(step: Int, barrier: Barrier<Scalar>)]
  /// All normalizations, frozen ones too.
  let normalizations: [NormalizationOperation<Scalar>]
  /// The places of parameters whose gradient is that of the whole batch, not of a slice.
  let wholeBatchParameters: [Range<Int>]
  /// The dropout operations with the places of their factors.
  let dropouts: [(operation: DropoutOperation<Scalar>, scratch: Int)]
  /// The places of links that a connection table leaves out.
  let absentLinks: [Range<Int>]
  let input: Int
  let packingScratch: Int
  let loss: LossPlan
  /// Numbers a workspace holds.
  let count: Int

  init(
    _ layout: NetworkLayout, packing: InputPacking<Scalar>,
    kernels: any KernelSet<Scalar>.Type, loss: Loss, frozen: Set<String>
  ) {
    lanes = kernels.lanes
    classes = layout.classes
    self.packing = packing
    var planner = RangePlanner(slack: kernels.slack)
    input = planner.take(layout.input.count * kernels.lanes)
    packingScratch = planner.take(packing.scratchCount)
    let layers = layout.computedLayers
    let firstWithParameters = layers.firstIndex { !$0.parameters.isEmpty } ?? layers.count
    firstTrained =
      frozen.isEmpty
      ? firstWithParameters
      : layers.firstIndex { layer in
        !frozen.contains(layer.name) && layer.parameters.contains(where: \.trainable)
      } ?? layers.count
    let steps = Self.steps(
      layers, Self.operations(layers, kernels: kernels, frozen: frozen), input: input,
      firstTrained: firstTrained, lanes: kernels.lanes, &planner)
    self.steps = steps
    let operations = steps.map { $0.operation }
    fusions = operations.indices.map { step in
      step + 1 < operations.count
        ? operations[step].fused(
          with: operations[step + 1], isFirst: step == firstWithParameters) : nil
    }
    barriers = operations.enumerated().compactMap { step, operation in
      operation.barrier.map { (step, $0) }
    }
    normalizations = operations.compactMap { $0.normalization }
    wholeBatchParameters = operations.flatMap { $0.wholeBatchParameters }
    dropouts = steps.compactMap { step in step.operation.dropout.map { ($0, step.scratch) } }
    absentLinks = layout.parameters.flatMap { tensor in
      tensor.absent.map { $0.lowerBound + tensor.offset..<$0.upperBound + tensor.offset }
    }
    // A network that only flattens has no step.
    let logitsGradient = steps.last?.outputGradient ?? planner.take(classes * kernels.lanes)
    self.loss = LossPlan(
      layout, loss, logits: steps.last?.output ?? input, logitsGradient: logitsGradient,
      endsInDistances: operations.last?.distances != nil, lanes: kernels.lanes, &planner)
    count = planner.count
  }

  private static func operations(
    _ layers: [LayerLayout], kernels: any KernelSet<Scalar>.Type, frozen: Set<String>
  ) -> [any LayerOperation<Scalar>] {
    var operations: [any LayerOperation<Scalar>] = []
    for (i, layer) in layers.enumerated() {
      operations.append(
        layer.operation(
          after: i > 0 ? layers[i - 1] : nil, before: i + 1 < layers.count ? layers[i + 1] : nil,
          kernels: kernels, ordinal: operations.count { $0.dropout != nil },
          isFrozen: frozen.contains(layer.name)))
    }
    return operations
  }

  private static func steps(
    _ layers: [LayerLayout], _ operations: [any LayerOperation<Scalar>], input: Int,
    firstTrained: Int, lanes: Int, _ planner: inout RangePlanner
  ) -> [Step] {
    // Two buffers in turn: a step reads the gradient of its output and writes that of its input.
    var gradientSizes = [0, 0]
    for (i, layer) in layers.enumerated() {
      gradientSizes[i % 2] = max(gradientSizes[i % 2], layer.output.count * lanes)
    }
    let gradients = gradientSizes.map { planner.take($0) }
    var current = input
    return zip(layers, operations).enumerated().map { i, pair in
      let (layer, operation) = pair
      let output = planner.take(layer.output.count * lanes)
      let scratch = planner.take(operation.scratchCount)
      defer { current = output }
      return Step(
        operation, input: current, inputCount: layer.input.count, output: output,
        inputGradient: i > firstTrained ? gradients[(i + 1) % 2] : nil,
        outputGradient: gradients[i % 2], scratch: scratch)
    }
  }
}
