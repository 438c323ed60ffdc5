import KernelTypes
import LeNetKernels
import LeNetModel

/// The second derivatives of the loss, where its curvature begins.
extension Workspace {
  /// The probabilities that the loss compares the classes with, for radial basis units.
  func writeComparedProbabilities(_ loss: Loss, to target: UnsafeMutablePointer<Scalar>) {
    for lane in 0..<plan.lanes {
      let share = lane < images ? shareOfClasses(loss, lane: lane) : 0
      for c in 0..<plan.classes {
        let place = c * plan.lanes + lane
        target[place] = arena.base[plan.loss.probabilities + place] * share
      }
    }
  }

  /// The diagonal of the loss's second derivatives with respect to the logits, after `computeLoss`;
  /// zero in lanes without an image.
  ///
  /// For squared errors after a softmax it is the Gauss-Newton term.
  func writeLossCurvature(_ loss: Loss, scale: Double, to target: UnsafeMutablePointer<Scalar>) {
    if plan.loss.measuresDistances {
      // Written over once it is read.
      let shares = arena.base + plan.loss.probabilities
      writeComparedProbabilities(loss, to: shares)
      kernels.radialBasisInputCurvature(
        inputs: plan.classes, units: plan.classes, scale: Scalar(scale),
        input: arena.base + plan.loss.logits, prototypes: arena.base + plan.loss.targets,
        outputGradient: arena.base + plan.loss.distanceGradient, probabilities: shares,
        images: images,
        inputCurvature: target)
      return
    }
    let squares = Scalar(2 * scale / Double(plan.classes))
    for lane in 0..<plan.lanes {
      func probability(_ c: Int) -> Scalar {
        arena.base[plan.loss.probabilities + c * plan.lanes + lane]
      }
      for c in 0..<plan.classes {
        let p = probability(c)
        var curvature = p * (1 - p) * Scalar(scale)
        if loss == .meanSquaredError {
          curvature =
            plan.loss.endsInSoftmax
            ? (0..<plan.classes).reduce(0) { sum, k in
              let slope = probability(k) * ((k == c ? 1 : 0) - p)
              return sum + squares * slope * slope
            } : squares
        }
        target[c * plan.lanes + lane] = lane < images ? curvature : 0
      }
    }
  }
}
