public import KernelTypes

extension BatchedKernels {
  /// A difference at a time, every image in its lane.
  public static func radialBasisForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    for unit in 0..<units {
      let prototype = prototypes + unit * inputs
      var sum = V()
      for i in 0..<inputs {
        let difference = vectors(input)[i] - V(repeating: prototype[i])
        sum = multiplyAdd(sum, difference, difference)
      }
      vectors(output)[unit] = V() - sum
    }
  }

  /// The sum over the units, an input at a time.
  public static func radialBasisInputGradient(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let gradients = vectors(outputGradient)
    let factor = V(repeating: -2)
    for i in 0..<inputs {
      let x = vectors(input)[i]
      var sum = V()
      for unit in 0..<units {
        sum = multiplyAdd(
          sum, gradients[unit], x - V(repeating: prototypes[unit * inputs + i]))
      }
      vectors(inputGradient)[i] = sum * factor
    }
  }

  /// A prototype's coordinate at a time; images are summed up last.
  public static func radialBasisPrototypeGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    prototypeGradient: UnsafeMutablePointer<Scalar>
  ) {
    for unit in 0..<units {
      let gradient = vectors(outputGradient)[unit]
      for i in unit * inputs..<(unit + 1) * inputs {
        let difference = vectors(input)[i - unit * inputs] - V(repeating: prototypes[i])
        prototypeGradient[i] =
          (adds ? prototypeGradient[i] : 0) + 2 * (gradient * difference).laneSum()
      }
    }
  }

  /// The variance of the slopes 2 (w - x) under the probabilities, plus the second derivatives of
  /// the distances times their gradients.
  public static func radialBasisInputCurvature(
    inputs: Int, units: Int, scale: Scalar, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    probabilities: UnsafePointer<Scalar>, images: Int,
    inputCurvature: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    let gradients = vectors(outputGradient)
    let shares = vectors(probabilities)
    var bend = V()
    for unit in 0..<units { bend -= gradients[unit] + gradients[unit] }
    let scale = V(repeating: 4 * scale)
    for i in 0..<inputs {
      let x = vectors(input)[i]
      var mean = V()
      var square = V()
      for unit in 0..<units {
        let difference = x - V(repeating: prototypes[unit * inputs + i])
        let share = shares[unit] * difference
        mean += share
        square = multiplyAdd(square, share, difference)
      }
      let spread = (square - mean * mean).maximum(V()) * scale
      vectors(inputCurvature)[i] = mask.whereAbove(V(), take: (bend + spread).maximum(V()))
    }
  }

  /// p (1 - p) times the squared slope, plus the second derivative of the right class's distance.
  ///
  /// Those of the other classes are negative and left out, since step lengths need a positive
  /// curvature.
  public static func radialBasisPrototypeCurvature(
    inputs: Int, units: Int, adds: Bool, scale: Scalar, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    probabilities: UnsafePointer<Scalar>, images: Int,
    prototypeCurvature: UnsafeMutablePointer<Scalar>
  ) {
    let mask: V = firstLanes(images)
    for unit in 0..<units {
      let gradient = vectors(outputGradient)[unit]
      let share = vectors(probabilities)[unit]
      let weight = share * (V(repeating: 1) - share) * V(repeating: 4 * scale)
      let bend = (V() - gradient - gradient).maximum(V())
      for i in unit * inputs..<(unit + 1) * inputs {
        let difference = vectors(input)[i - unit * inputs] - V(repeating: prototypes[i])
        let curvature = multiplyAdd(bend, weight, difference * difference)
        prototypeCurvature[i] =
          (adds ? prototypeCurvature[i] : 0) + mask.whereAbove(V(), take: curvature).laneSum()
      }
    }
  }
}
