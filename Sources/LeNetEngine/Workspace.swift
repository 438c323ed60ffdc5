import KernelTypes
import LeNetElementary
import LeNetKernels
import LeNetModel

/// The memory of one block: activations, gradients, scratch, and the bytes of its images.
///
/// Sendable although it is written to: within a round each is used by one piece of work.
final class Workspace<Scalar: ComputedScalar>: @unchecked Sendable {
  let plan: Plan<Scalar>
  private let kernels: any KernelSet<Scalar>.Type
  private let arena: Arena<Scalar>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// The labels of the block's images.
  private var labels: [Int]
  /// Images in the block.
  private(set) var images = 0
  /// Which of the engine's parameters the stages have laid out; 0 for none.
  var parameterVersion = 0

  init(_ plan: Plan<Scalar>, kernels: any KernelSet<Scalar>.Type) {
    self.plan = plan
    self.kernels = kernels
    arena = Arena(count: plan.count)
    bytes = .allocate(capacity: plan.lanes * plan.packing.image.count)
    bytes.initialize(repeating: 0)
    labels = Array(repeating: 0, count: plan.lanes)
    plan.packing.prepare(arena.base + plan.input)
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
    for (lane, position) in positions.enumerated() {
      let image = UnsafeMutableBufferPointer(
        rebasing: bytes[lane * size..<(lane + 1) * size])
      var pixels = image.mutableSpan
      source.writePixels(of: position, into: &pixels)
      labels[lane] = source.label(position)
      precondition(
        0..<plan.classes ~= labels[lane], "label \(labels[lane]) of \(plan.classes) classes")
      arena.base[plan.labels + lane] = Scalar(labels[lane])
      guard let masks else { continue }
      for dropout in plan.dropouts {
        dropout.passes.writeFactors(
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

  /// What a step sees.
  func pass(
    _ step: Int, parameters: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>,
    isTraining: Bool, isFirst: Bool
  ) -> Pass<Scalar> {
    let planned = plan.steps[step]
    return Pass(
      kernels: kernels, parameters: parameters, gradient: gradient,
      input: arena.base + planned.input, output: arena.base + planned.output,
      inputGradient: planned.inputGradient.map { arena.base + $0 },
      outputGradient: arena.base + planned.outputGradient,
      scratch: arena.base + planned.scratch, images: images, isTraining: isTraining,
      isFirst: isFirst)
  }

  /// The losses of the block's images, after a forward pass; with `scale` also the gradient of the
  /// logits, whose lanes without an image are zero.
  @_specialize(where Scalar == Float)
  func computeLoss(_ loss: Loss, scale: Double) -> BatchResult {
    let probabilities = arena.base + plan.probabilities
    let logits = arena.base + plan.logits
    let gradient = arena.base + plan.logitsGradient
    let labelLanes = arena.base + plan.labels
    kernels.softmax(
      logits: logits, classes: plan.classes, probabilities: probabilities,
      sums: arena.base + plan.sums, maxima: arena.base + plan.maxima)
    switch loss {
    case .crossEntropy:
      kernels.crossEntropyGradient(
        probabilities: probabilities, labels: labelLanes, classes: plan.classes,
        images: images, scale: Scalar(scale), gradient: gradient)
    case .meanSquaredError:
      kernels.squaredError(
        outputs: plan.endsInSoftmax ? probabilities : logits, labels: labelLanes,
        classes: plan.classes, images: images, scale: Scalar(scale / Double(plan.classes)),
        losses: arena.base + plan.losses, gradient: gradient)
      if plan.endsInSoftmax {
        kernels.softmaxGradient(
          probabilities: probabilities, classes: plan.classes, gradient: gradient)
      }
    }
    var result = BatchResult(count: images)
    for lane in 0..<images {
      let loss = self.loss(loss, lane: lane)
      result.lossSum += loss
      // Numbers that are none are no answer.
      if loss.isFinite, prediction(lane) == labels[lane] { result.correct += 1 }
    }
    return result
  }

  /// The first class among those with the highest logit.
  @_specialize(where Scalar == Float)
  func prediction(_ lane: Int) -> Int {
    var best = 0
    for c in 1..<max(plan.classes, 1) where logit(c, lane) > logit(best, lane) { best = c }
    return best
  }

  /// Probabilities and logits of an image, by class.
  @_specialize(where Scalar == Float)
  func writeScores(
    _ lane: Int, probabilities: UnsafeMutablePointer<Float>, logits: UnsafeMutablePointer<Float>
  ) {
    for c in 0..<plan.classes {
      probabilities[c] = Float(arena.base[plan.probabilities + c * plan.lanes + lane])
      logits[c] = Float(logit(c, lane))
    }
  }

  private func loss(_ loss: Loss, lane: Int) -> Double {
    switch loss {
    case .crossEntropy:
      // -log p = log sum_i e^(x_i - max) + max - x_label
      let sum = Double(arena.base[plan.sums + lane])
      let maximum = Double(arena.base[plan.maxima + lane])
      return Elementary.log(sum) + (maximum - Double(logit(labels[lane], lane)))
    case .meanSquaredError:
      return Double(arena.base[plan.losses + lane]) / Double(plan.classes)
    }
  }

  private func logit(_ c: Int, _ lane: Int) -> Scalar {
    arena.base[plan.logits + c * plan.lanes + lane]
  }
}
