import KernelTypes
import LeNetKernels
import LeNetModel

/// The memory of one block: activations, gradients, scratch, and the bytes of its images.
///
/// Sendable although it is written to: within a round each is used by one piece of work.
final class Workspace<Scalar: ComputedScalar>: @unchecked Sendable {
  let plan: Plan<Scalar>
  let kernels: any KernelSet<Scalar>.Type
  let arena: Arena<Scalar>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// The labels of the block's images.
  private(set) var labels: [Int]
  /// Images in the block.
  private(set) var images = 0
  /// The position of the block's first image in the batch.
  private(set) var firstPosition = 0
  /// Which of the engine's parameters the layers have laid out; 0 for none.
  var parameterVersion = 0

  init(_ plan: Plan<Scalar>, kernels: any KernelSet<Scalar>.Type) {
    self.plan = plan
    self.kernels = kernels
    arena = Arena(count: plan.count)
    bytes = .allocate(capacity: plan.lanes * plan.packing.image.count)
    bytes.initialize(repeating: 0)
    labels = Array(repeating: 0, count: plan.lanes)
    plan.packing.prepare(arena.base + plan.input)
    for unit in 0..<(plan.loss.measuresDistances ? plan.classes : 0) {
      for k in 0..<plan.classes {
        arena.base[plan.loss.targets + unit * plan.classes + k] = unit == k ? 1 : -1
      }
    }
  }

  deinit { bytes.deallocate() }

  /// Fetches and packs the images at `positions`, as many as there are lanes or fewer.
  // swift-format-ignore
  @_specialize(kind: partial, where Scalar == Float)
  func load(
    _ positions: Range<Int>, of source: some BatchSource, masks: DropoutMasks?
  ) {
    let size = plan.packing.image.count
    images = positions.count
    firstPosition = positions.lowerBound
    for (lane, position) in positions.enumerated() {
      let image = UnsafeMutableBufferPointer(
        rebasing: bytes[lane * size..<(lane + 1) * size])
      var pixels = image.mutableSpan
      source.writePixels(of: position, into: &pixels)
      labels[lane] = source.label(position)
      precondition(
        0..<plan.classes ~= labels[lane], "label \(labels[lane]) of \(plan.classes) classes")
      arena.base[plan.loss.labels + lane] = Scalar(labels[lane])
      guard let masks else { continue }
      for dropout in plan.dropouts {
        dropout.operation.writeFactors(
          masks, position: position, identity: source.identity(position), lane: lane,
          to: arena.base + dropout.scratch)
      }
    }
    // Lanes without an image carry an empty one, whose loss has no gradient.
    for position in images * size..<bytes.count { bytes[position] = 0 }
    plan.packing.pack(
      UnsafePointer(bytes.baseAddress.unsafelyUnwrapped), kernels: kernels,
      scratch: arena.base + plan.packingScratch, into: arena.base + plan.input)
  }

  /// Takes numbers that are the network's input already, `[image][map][row][column]`, at most as many images as lanes.
  func load(_ inputs: ArraySlice<Scalar>) {
    let size = plan.packing.input.count
    images = inputs.count / size
    let target = arena.base + plan.input
    target.update(repeating: 0, count: size * plan.lanes)
    for (place, value) in inputs.enumerated() {
      target[place % size * plan.lanes + place / size] = value
    }
    for lane in 0..<plan.lanes {
      labels[lane] = 0
      arena.base[plan.loss.labels + lane] = 0
    }
  }

  /// Brings back the border around padded images, which real numbers have overwritten.
  func restoreInput() { plan.packing.prepare(arena.base + plan.input) }

  /// What a step sees.
  func context(
    _ step: Int, parameters: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
    isTraining: Bool, isFirst: Bool
  ) -> OperationContext<Scalar> {
    let planned = plan.steps[step]
    return OperationContext(
      kernels: kernels, parameters: parameters, gradient: gradient,
      input: arena.base + planned.input, output: arena.base + planned.output,
      inputGradient: planned.inputGradient.map { arena.base + $0 },
      outputGradient: arena.base + planned.outputGradient,
      scratch: arena.base + planned.scratch, images: images, isTraining: isTraining,
      isFirst: isFirst)
  }
}
