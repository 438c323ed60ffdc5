public import KernelTypes

extension BatchedKernels {
  /// Subtracts the greatest logit, so that no exponential overflows.
  public static func softmax(
    logits: UnsafePointer<Scalar>, classes: Int, probabilities: UnsafeMutablePointer<Scalar>,
    sums: UnsafeMutablePointer<Scalar>, maxima: UnsafeMutablePointer<Scalar>
  ) {
    let logits = vectors(logits)
    let probabilities = vectors(probabilities)
    var maximum = logits[0]
    for c in 1..<max(classes, 1) { maximum = maximum.maximum(logits[c]) }
    var sum = V()
    for c in 0..<classes {
      let power = exponential(logits[c] - maximum)
      probabilities[c] = power
      sum += power
    }
    let factor = V(repeating: 1) / sum
    for c in 0..<classes { probabilities[c] *= factor }
    vectors(sums)[0] = sum
    vectors(maxima)[0] = maximum
  }

  /// Softmax and cross-entropy together have this short gradient.
  public static func crossEntropyGradient(
    probabilities: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int,
    images: Int, scale: Scalar, gradient: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    let scale = V(repeating: scale)
    let label = vectors(labels)[0]
    for c in 0..<classes {
      let target = label.whereEqual(
        V(repeating: Scalar(c)), take: V(repeating: 1), else: V())
      vectors(gradient)[c] = mask.whereAbove(
        V(), take: (vectors(probabilities)[c] - target) * scale)
    }
  }

  /// The difference serves loss and gradient.
  public static func squaredError(
    outputs: UnsafePointer<Scalar>, labels: UnsafePointer<Scalar>, classes: Int, images: Int,
    scale: Scalar, losses: UnsafeMutablePointer<Scalar>,
    gradient: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    let scale = V(repeating: 2 * scale)
    let label = vectors(labels)[0]
    var sum = V()
    for c in 0..<classes {
      let target = label.whereEqual(
        V(repeating: Scalar(c)), take: V(repeating: 1), else: V())
      let difference = vectors(outputs)[c] - target
      sum = multiplyAdd(sum, difference, difference)
      vectors(gradient)[c] = mask.whereAbove(V(), take: difference * scale)
    }
    vectors(losses)[0] = sum
  }

  /// g_i = p_i (g_i - sum_j p_j g_j).
  public static func softmaxGradient(
    probabilities: UnsafePointer<Scalar>, classes: Int, gradient: UnsafeMutablePointer<Scalar>
  ) {
    let p = vectors(probabilities)
    let g = vectors(gradient)
    var mean = V()
    for c in 0..<classes { mean = multiplyAdd(mean, p[c], g[c]) }
    for c in 0..<classes { g[c] = p[c] * (g[c] - mean) }
  }
}
