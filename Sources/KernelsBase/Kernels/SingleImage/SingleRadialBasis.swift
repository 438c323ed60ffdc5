public import KernelTypes

/// Registers run along the inputs; what fills no register goes number by number.
extension SingleImageKernels {
  /// A prototype at a time.
  public static func radialBasisForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let whole = inputs / lanes * lanes
    for unit in 0..<units {
      let prototype = prototypes + unit * inputs
      var sum = Batched.V()
      for i in stride(from: 0, to: whole, by: lanes) {
        let difference = (load(input + i) as Batched.V) - (load(prototype + i) as Batched.V)
        sum = multiplyAdd(sum, difference, difference)
      }
      var total = sum.laneSum()
      for i in whole..<inputs {
        let difference = input[i] - prototype[i]
        total += difference * difference
      }
      output[unit] = -total
    }
  }

  /// The sum over the units, a register of inputs at a time.
  public static func radialBasisInputGradient(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, prototypes: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let whole = inputs / lanes * lanes
    for i in stride(from: 0, to: whole, by: lanes) {
      let x: Batched.V = load(input + i)
      var sum = Batched.V()
      for unit in 0..<units {
        sum = multiplyAdd(
          sum, Batched.V(repeating: outputGradient[unit]), x - load(prototypes + unit * inputs + i))
      }
      store(sum * Batched.V(repeating: -2), inputGradient + i)
    }
    for i in whole..<inputs {
      var sum: Scalar = 0
      for unit in 0..<units {
        sum += outputGradient[unit] * (input[i] - prototypes[unit * inputs + i])
      }
      inputGradient[i] = -2 * sum
    }
  }

  /// The product of gradient and difference.
  public static func radialBasisPrototypeGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    prototypes: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    prototypeGradient: UnsafeMutablePointer<Scalar>
  ) {
    for unit in 0..<units {
      let slope = 2 * outputGradient[unit]
      for i in 0..<inputs {
        let place = unit * inputs + i
        prototypeGradient[place] =
          (adds ? prototypeGradient[place] : 0) + slope * (input[i] - prototypes[place])
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
    var bend: Scalar = 0
    for unit in 0..<units { bend -= 2 * outputGradient[unit] }
    for i in 0..<inputs {
      var mean: Scalar = 0
      var square: Scalar = 0
      for unit in 0..<units {
        let difference = input[i] - prototypes[unit * inputs + i]
        let share = probabilities[unit] * difference
        mean += share
        square += share * difference
      }
      let variance = square - mean * mean
      let curvature = bend + (variance > 0 ? 4 * scale * variance : 0)
      inputCurvature[i] = curvature > 0 ? curvature : 0
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
    for unit in 0..<units {
      let share = probabilities[unit]
      let weight = 4 * scale * share * (1 - share)
      let bend = outputGradient[unit] < 0 ? -2 * outputGradient[unit] : 0
      for i in 0..<inputs {
        let place = unit * inputs + i
        let difference = input[i] - prototypes[place]
        prototypeCurvature[place] =
          (adds ? prototypeCurvature[place] : 0) + bend + weight * difference * difference
      }
    }
  }
}
