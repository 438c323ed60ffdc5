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
  let arena: Arena<Scalar>
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
    for unit in 0..<(plan.measuresDistances ? plan.classes : 0) {
      for k in 0..<plan.classes {
        arena.base[plan.targets + unit * plan.classes + k] = unit == k ? 1 : -1
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
      arena.base[plan.labels + lane] = 0
    }
  }

  /// Brings back the border around padded images, which real numbers have overwritten.
  func restoreInput() { plan.packing.prepare(arena.base + plan.input) }

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
    measureDistances()
    kernels.softmax(
      logits: arena.base + comparedPlace, classes: plan.classes,
      probabilities: probabilities, sums: arena.base + plan.sums,
      maxima: arena.base + plan.maxima)
    switch loss {
    case .crossEntropy:
      kernels.crossEntropyGradient(
        probabilities: probabilities, labels: labelLanes, classes: plan.classes,
        images: images, scale: Scalar(scale), gradient: gradient)
    case .maximumLikelihood, .discriminative:
      writeDistanceGradient(loss, scale: Scalar(scale))
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
    case .maximumLikelihood:
      return -compared(labels[lane], lane)
    case .discriminative(let j):
      let (greatest, sum) = rubbishSum(j: j, lane: lane)
      return Elementary.log(sum) + (greatest - compared(labels[lane], lane))
    }
  }

  // MARK: Distances

  /// Where the numbers lie of which softmax makes probabilities: the logits, or distances from targets.
  private var comparedPlace: Int { plan.measuresDistances ? plan.distances : plan.logits }

  private func compared(_ c: Int, _ lane: Int) -> Double {
    Double(arena.base[comparedPlace + c * plan.lanes + lane])
  }

  /// How far the outputs are from the targets of each class, where the network does not say so itself.
  private func measureDistances() {
    guard plan.measuresDistances else { return }
    kernels.radialBasisForward(
      inputs: plan.classes, units: plan.classes, input: arena.base + plan.logits,
      prototypes: arena.base + plan.targets, output: arena.base + plan.distances)
  }

  /// m and s with s e^m = e^-j + sum_i e^-y_i, m the greatest exponent, so that nothing overflows.
  private func rubbishSum(j: Double, lane: Int) -> (greatest: Double, sum: Double) {
    let maximum = Double(arena.base[plan.maxima + lane])
    let greatest = max(maximum, -j)
    let sum =
      Double(arena.base[plan.sums + lane]) * Elementary.exp(maximum - greatest)
      + Elementary.exp(-j - greatest)
    return (greatest, sum)
  }

  /// The probability that an image is one of the classes and no rubbish, by which those of softmax are
  /// multiplied; 0 for equation 8, which does not compare the classes.
  private func shareOfClasses(_ loss: Loss, lane: Int) -> Scalar {
    guard case .discriminative(let j) = loss else { return loss == .maximumLikelihood ? 0 : 1 }
    let (greatest, sum) = rubbishSum(j: j, lane: lane)
    return Scalar(1 - Elementary.exp(-j - greatest) / sum)
  }

  /// The gradient of equations 8 and 9 by -y_i: p_i - 1 for the right class, p_i for the others, zero
  /// in lanes without an image; from there by the outputs, where these are no distances.
  private func writeDistanceGradient(_ loss: Loss, scale: Scalar) {
    let gradient =
      arena.base + (plan.measuresDistances ? plan.distanceGradient : plan.logitsGradient)
    for lane in 0..<plan.lanes {
      let share = lane < images ? shareOfClasses(loss, lane: lane) : 0
      for c in 0..<plan.classes {
        let place = c * plan.lanes + lane
        let target: Scalar = lane < images && c == labels[lane] ? 1 : 0
        gradient[place] = (arena.base[plan.probabilities + place] * share - target) * scale
      }
    }
    guard plan.measuresDistances else { return }
    kernels.radialBasisInputGradient(
      inputs: plan.classes, units: plan.classes, input: arena.base + plan.logits,
      prototypes: arena.base + plan.targets, outputGradient: gradient,
      inputGradient: arena.base + plan.logitsGradient)
  }

  // MARK: Curvature

  /// The probabilities that the loss compares the classes with, for radial basis units.
  func writeComparedProbabilities(_ loss: Loss, to target: UnsafeMutablePointer<Scalar>) {
    for lane in 0..<plan.lanes {
      let share = lane < images ? shareOfClasses(loss, lane: lane) : 0
      for c in 0..<plan.classes {
        let place = c * plan.lanes + lane
        target[place] = arena.base[plan.probabilities + place] * share
      }
    }
  }

  /// The diagonal of the loss's second derivatives by the logits, after `computeLoss`, zero in lanes
  /// without an image; behind softmax the Gauss-Newton term of the squared errors.
  func writeLossCurvature(_ loss: Loss, scale: Double, to target: UnsafeMutablePointer<Scalar>) {
    if plan.measuresDistances {
      // Written over once it is read.
      let shares = arena.base + plan.probabilities
      writeComparedProbabilities(loss, to: shares)
      kernels.radialBasisInputCurvature(
        inputs: plan.classes, units: plan.classes, scale: Scalar(scale),
        input: arena.base + plan.logits, prototypes: arena.base + plan.targets,
        outputGradient: arena.base + plan.distanceGradient, probabilities: shares, images: images,
        inputCurvature: target)
      return
    }
    let squares = Scalar(2 * scale / Double(plan.classes))
    for lane in 0..<plan.lanes {
      func probability(_ c: Int) -> Scalar {
        arena.base[plan.probabilities + c * plan.lanes + lane]
      }
      for c in 0..<plan.classes {
        let p = probability(c)
        var curvature = p * (1 - p) * Scalar(scale)
        if loss == .meanSquaredError {
          curvature =
            plan.endsInSoftmax
            ? (0..<plan.classes).reduce(0) { sum, k in
              let slope = probability(k) * ((k == c ? 1 : 0) - p)
              return sum + squares * slope * slope
            } : squares
        }
        target[c * plan.lanes + lane] = lane < images ? curvature : 0
      }
    }
  }

  private func logit(_ c: Int, _ lane: Int) -> Scalar {
    arena.base[plan.logits + c * plan.lanes + lane]
  }
}
