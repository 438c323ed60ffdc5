public import KernelTypes

extension BatchedKernels {
  /// The kind is looked at once, not for every number.
  public static func activate(
    _ activation: ElementwiseActivation, _ values: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    let values = vectors(values)
    switch activation {
    case .relu:
      for i in 0..<count { values[i] = values[i].maximum(V()) }
    case .sigmoid:
      for i in 0..<count { values[i] = sigmoid(values[i]) }
    case .tanh:
      for i in 0..<count { values[i] = hyperbolicTangent(values[i]) }
    case .scaledTanh:
      let slope = V(repeating: 2 / 3)
      let amplitude = V(repeating: 1.7159)
      for i in 0..<count { values[i] = hyperbolicTangent(values[i] * slope) * amplitude }
    }
  }

  /// The kind is looked at once, not for every number.
  public static func multiplyBySlope(
    _ activation: ElementwiseActivation, outputs: UnsafePointer<Scalar>,
    gradients: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    let outputs = vectors(outputs)
    let gradients = vectors(gradients)
    let one = V(repeating: 1)
    switch activation {
    case .relu:
      for i in 0..<count { gradients[i] = outputs[i].whereAbove(V(), take: gradients[i]) }
    case .sigmoid:
      for i in 0..<count { gradients[i] *= outputs[i] * (one - outputs[i]) }
    case .tanh:
      for i in 0..<count { gradients[i] *= one - outputs[i] * outputs[i] }
    case .scaledTanh:
      // A S (1 - (y/A)^2) with A = 1.7159, S = 2/3.
      let first = V(repeating: 1.7159 * 2 / 3)
      let second = V(repeating: 2 / (3 * 1.7159))
      for i in 0..<count { gradients[i] *= first - second * (outputs[i] * outputs[i]) }
    }
  }

  /// Multiplies register by register.
  public static func multiply(
    _ input: UnsafePointer<Scalar>, _ factors: UnsafePointer<Scalar>, count: Int,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    for i in 0..<count { vectors(output)[i] = vectors(input)[i] * vectors(factors)[i] }
  }
}

/// 1 / (1 + e^-x).
@inline(__always)
private func sigmoid<V: SIMDVector>(_ x: V) -> V {
  let one = V(repeating: 1)
  return one / (one + exponential(V() - x))
}

/// (e^2x - 1) / (e^2x + 1), accurate near 0 because e^2x - 1 is computed as such.
@inline(__always)
private func hyperbolicTangent<V: SIMDVector>(_ x: V) -> V {
  // Beyond 20 the quotient is 1 to the last bit.
  let limit = V(repeating: 20)
  let bounded = (V() - (V() - x).maximum(V() - limit)).maximum(V() - limit)
  let rest = exponentialMinusOne(bounded + bounded)
  return rest / (rest + V(repeating: 2))
}
