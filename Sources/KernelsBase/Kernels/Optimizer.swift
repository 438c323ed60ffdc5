public import KernelTypes

extension BatchedKernels {
  /// A running sum in the order of the slices.
  public static func addSlices(
    _ slices: UnsafeMutablePointer<Scalar>, count: Int, stride: Int, range: Range<Int>
  ) {
    let sums = vectors(slices)
    let registers = registerRange(range)
    for slice in 1..<max(count, 1) {
      let values = vectors(slices + slice * stride)
      for i in registers { sums[i] += values[i] }
    }
  }

  /// Without velocity the direction is the decayed gradient itself.
  public static func stepSGD(
    _ rule: SGDStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    velocity: UnsafeMutablePointer<Scalar>?, gradient: UnsafePointer<Scalar>,
    range: Range<Int>
  ) {
    let weights = vectors(parameters)
    let gradients = vectors(gradient)
    let rate = V(repeating: -rule.rate)
    let decay = V(repeating: rule.decay)
    let momentum = V(repeating: rule.momentum)
    for i in registerRange(range) {
      var direction = multiplyAdd(gradients[i], weights[i], decay)
      if let velocity {
        let moved = multiplyAdd(direction, vectors(velocity)[i], momentum)
        vectors(velocity)[i] = moved
        direction = rule.nesterov ? multiplyAdd(direction, moved, momentum) : moved
      }
      weights[i] = multiplyAdd(weights[i], direction, rate)
    }
  }

  /// One fused operation a register.
  public static func stepScaled(
    rate: Scalar, factors: UnsafePointer<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    let weights = vectors(parameters)
    let rate = V(repeating: -rate)
    for i in registerRange(range) {
      weights[i] = multiplyAdd(weights[i], vectors(gradient)[i], vectors(factors)[i] * rate)
    }
  }

  /// Square root and division are exact, so all instruction sets agree to a rounding.
  public static func stepAdam(
    _ rule: AdamStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    mean: UnsafeMutablePointer<Scalar>, square: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    let weights = vectors(parameters)
    let means = vectors(mean)
    let squares = vectors(square)
    let rate = V(repeating: rule.rate)
    let rootFactor = V(repeating: rule.rootFactor)
    let meanShare = V(repeating: rule.meanShare)
    let squareKept = V(repeating: rule.squareKept)
    let squareShare = V(repeating: rule.squareShare)
    let epsilon = V(repeating: rule.epsilon)
    let decay = V(repeating: rule.decay)
    let weightKept = V(repeating: rule.weightKept)
    for i in registerRange(range) {
      let kept = weights[i] * weightKept
      let g = multiplyAdd(vectors(gradient)[i], weights[i], decay)
      let m = multiplyAdd(means[i], g - means[i], meanShare)
      let s = multiplyAdd(squares[i] * squareKept, g * g, squareShare)
      means[i] = m
      squares[i] = s
      weights[i] = kept - rate * m / multiplyAdd(epsilon, s.squareRoot(), rootFactor)
    }
  }

  /// Ranges begin and end at multiples of 16 numbers, a whole number of registers.
  @inline(__always)
  private static func registerRange(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound / V.scalarCount..<range.upperBound / V.scalarCount
  }
}
