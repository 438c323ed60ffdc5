public import KernelTypes

extension SingleImageKernels {
  /// Subtracts the greatest logit, so that no exponential overflows.
  public static func softmax(
    logits: UnsafePointer<Scalar>, classes: Int, probabilities: UnsafeMutablePointer<Scalar>,
    sums: UnsafeMutablePointer<Scalar>, maxima: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    var maximum = logits[0]
    for c in 1..<max(classes, 1) where maximum < logits[c] { maximum = logits[c] }
    // What lies behind the logits is no class; its exponentials are left out of the sum.
    for c in stride(from: 0, to: classes, by: lanes) {
      store(
        exponential((load(logits + c) as Batched.V) - Batched.V(repeating: maximum)),
        probabilities + c)
    }
    var sum: Scalar = 0
    for c in 0..<classes { sum += probabilities[c] }
    let factor = 1 / sum
    for c in 0..<classes { probabilities[c] *= factor }
    sums[0] = sum
    maxima[0] = maximum
  }

  /// Softmax and cross-entropy together have this short gradient.
  public static func crossEntropyGradient(
    probabilities: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int,
    images: Int, scale: Scalar, gradient: UnsafeMutablePointer<Scalar>
  ) {
    for c in 0..<classes {
      gradient[c] = (probabilities[c] - (labels[0] == Scalar(c) ? 1 : 0)) * scale
    }
  }

  /// The difference serves loss and gradient.
  public static func squaredError(
    outputs: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int, images: Int,
    scale: Scalar, losses: UnsafeMutablePointer<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>
  ) {
    var sum: Scalar = 0
    for c in 0..<classes {
      let difference = outputs[c] - (labels[0] == Scalar(c) ? 1 : 0)
      sum += difference * difference
      gradient[c] = difference * (2 * scale)
    }
    losses[0] = sum
  }

  /// g_i = p_i (g_i - sum_j p_j g_j).
  public static func softmaxGradient(
    probabilities: UnsafePointer<Scalar>, classes: Int, gradient: UnsafeMutablePointer<Scalar>
  ) {
    var mean: Scalar = 0
    for c in 0..<classes { mean += probabilities[c] * gradient[c] }
    for c in 0..<classes { gradient[c] = probabilities[c] * (gradient[c] - mean) }
  }
}
