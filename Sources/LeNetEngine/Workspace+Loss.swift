import KernelTypes
import LeNetElementary
import LeNetKernels
import LeNetModel

extension Workspace {
  /// The losses of the block's images, after a forward pass; with `scale` also the gradient of the
  /// logits, whose lanes without an image are zero.
  @_specialize(where Scalar == Float)
  func computeLoss(_ loss: Loss, scale: Double) -> BatchResult {
    let probabilities = arena.base + plan.loss.probabilities
    let logits = arena.base + plan.loss.logits
    let gradient = arena.base + plan.loss.logitsGradient
    let labelLanes = arena.base + plan.loss.labels
    measureDistances()
    kernels.softmax(
      logits: arena.base + comparedPlace, classes: plan.classes,
      probabilities: probabilities, sums: arena.base + plan.loss.sums,
      maxima: arena.base + plan.loss.maxima)
    switch loss {
    case .crossEntropy:
      kernels.crossEntropyGradient(
        probabilities: probabilities, labels: labelLanes, classes: plan.classes,
        images: images, scale: Scalar(scale), gradient: gradient)
    case .maximumLikelihood, .discriminative:
      writeDistanceGradient(loss, scale: Scalar(scale))
    case .meanSquaredError:
      kernels.squaredError(
        outputs: plan.loss.endsInSoftmax ? probabilities : logits, labels: labelLanes,
        classes: plan.classes, images: images, scale: Scalar(scale / Double(plan.classes)),
        losses: arena.base + plan.loss.squaredErrors, gradient: gradient)
      if plan.loss.endsInSoftmax {
        kernels.softmaxGradient(
          probabilities: probabilities, classes: plan.classes, gradient: gradient)
      }
    }
    var result = BatchResult(count: images)
    for lane in 0..<images {
      let loss = self.loss(loss, lane: lane)
      result.lossSum += loss
      // NaN is never a correct answer.
      if loss.isFinite, prediction(lane) == labels[lane] { result.correct += 1 }
    }
    return result
  }

  /// The same with a loss of the caller's.
  func computeLoss(_ loss: ImageLoss<Scalar>, scale: Double) -> BatchResult {
    let gradient = arena.base + plan.loss.logitsGradient
    gradient.update(repeating: 0, count: plan.classes * plan.lanes)
    var result = BatchResult(count: images)
    for lane in 0..<images {
      let answer = loss(firstPosition + lane, (0..<plan.classes).map { logit($0, lane) })
      precondition(
        answer.gradient.count == plan.classes,
        "the loss gave \(answer.gradient.count) derivatives for \(plan.classes) outputs")
      result.lossSum += answer.loss
      for c in 0..<plan.classes {
        gradient[c * plan.lanes + lane] = answer.gradient[c] * Scalar(scale)
      }
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
      probabilities[c] = Float(arena.base[plan.loss.probabilities + c * plan.lanes + lane])
      logits[c] = Float(logit(c, lane))
    }
  }

  private func loss(_ loss: Loss, lane: Int) -> Double {
    switch loss {
    case .crossEntropy:
      // -log p = log sum_i e^(x_i - max) + max - x_label
      let sum = Double(arena.base[plan.loss.sums + lane])
      let maximum = Double(arena.base[plan.loss.maxima + lane])
      return Elementary.log(sum) + (maximum - Double(logit(labels[lane], lane)))
    case .meanSquaredError:
      return Double(arena.base[plan.loss.squaredErrors + lane]) / Double(plan.classes)
    case .maximumLikelihood:
      return -compared(labels[lane], lane)
    case .discriminative(let j):
      let (greatest, sum) = rubbishSum(j: j, lane: lane)
      return Elementary.log(sum) + (greatest - compared(labels[lane], lane))
    }
  }

  // MARK: Distances

  /// The offset of the numbers that softmax turns into probabilities: logits, or distances from
  /// targets.
  private var comparedPlace: Int {
    plan.loss.measuresDistances ? plan.loss.distances : plan.loss.logits
  }

  private func compared(_ c: Int, _ lane: Int) -> Double {
    Double(arena.base[comparedPlace + c * plan.lanes + lane])
  }

  /// Computes the distances of the outputs from the targets, unless the outputs are distances
  /// already.
  private func measureDistances() {
    guard plan.loss.measuresDistances else { return }
    kernels.radialBasisForward(
      inputs: plan.classes, units: plan.classes, input: arena.base + plan.loss.logits,
      prototypes: arena.base + plan.loss.targets, output: arena.base + plan.loss.distances)
  }

  /// m and s with s e^m = e^-j + sum_i e^-y_i, m the greatest exponent, so that nothing overflows.
  private func rubbishSum(j: Double, lane: Int) -> (greatest: Double, sum: Double) {
    let maximum = Double(arena.base[plan.loss.maxima + lane])
    let greatest = max(maximum, -j)
    let sum =
      Double(arena.base[plan.loss.sums + lane]) * Elementary.exp(maximum - greatest)
      + Elementary.exp(-j - greatest)
    return (greatest, sum)
  }

  /// The probability that an image is one of the classes and no rubbish, by which those of softmax are
  /// multiplied; 0 for equation 8, which does not compare the classes.
  func shareOfClasses(_ loss: Loss, lane: Int) -> Scalar {
    guard case .discriminative(let j) = loss else { return loss == .maximumLikelihood ? 0 : 1 }
    let (greatest, sum) = rubbishSum(j: j, lane: lane)
    return Scalar(1 - Elementary.exp(-j - greatest) / sum)
  }

  /// The gradient of equations 8 and 9 with respect to -y_i: p_i - 1 for the right class, p_i for
  /// the others, zero in lanes without an image.
  ///
  /// If the outputs are not distances, it is then propagated to the outputs.
  private func writeDistanceGradient(_ loss: Loss, scale: Scalar) {
    let gradient =
      arena.base
      + (plan.loss.measuresDistances ? plan.loss.distanceGradient : plan.loss.logitsGradient)
    for lane in 0..<plan.lanes {
      let share = lane < images ? shareOfClasses(loss, lane: lane) : 0
      for c in 0..<plan.classes {
        let place = c * plan.lanes + lane
        let target: Scalar = lane < images && c == labels[lane] ? 1 : 0
        gradient[place] = (arena.base[plan.loss.probabilities + place] * share - target) * scale
      }
    }
    guard plan.loss.measuresDistances else { return }
    kernels.radialBasisInputGradient(
      inputs: plan.classes, units: plan.classes, input: arena.base + plan.loss.logits,
      prototypes: arena.base + plan.loss.targets, outputGradient: gradient,
      inputGradient: arena.base + plan.loss.logitsGradient)
  }

  private func logit(_ c: Int, _ lane: Int) -> Scalar {
    arena.base[plan.loss.logits + c * plan.lanes + lane]
  }
}
