public import KernelTypes

extension SingleImageKernels {
  /// Registers run along the inputs, and as many units as they have lanes share the last sums.
  public static func fullyConnectedForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, floor: Scalar, output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    guard inputs >= lanes else {
      for unit in 0..<units {
        var sum = bias[unit]
        for i in 0..<inputs { sum += input[i] * weights[unit * inputs + i] }
        output[unit] = sum < floor ? floor : sum
      }
      return
    }
    let operands = SingleFullyConnectedOperands<Batched.V>(
      inputs: inputs, input: input, weights: weights, bias: bias, floor: floor, output: output,
      uncounted: Batched.V(repeating: 1) - firstLanes((lanes - inputs % lanes) % lanes))
    guard units >= lanes else {
      for unit in 0..<units { DotTile<Batched.V, 1>.compute(operands, unit) }
      return
    }
    for start in stride(from: 0, to: units, by: lanes) {
      // The last tile overlaps the one before and computes the same again.
      let unit = min(start, units - lanes)
      switch lanes {
      case 16: DotTile<Batched.V, 16>.compute(operands, unit)
      case 8: DotTile<Batched.V, 8>.compute(operands, unit)
      case 4: DotTile<Batched.V, 4>.compute(operands, unit)
      default: DotTile<Batched.V, 2>.compute(operands, unit)
      }
    }
  }

  /// One image lies along its inputs already.
  public static func fullyConnectedTranspose(
    inputs: Int, input: UnsafePointer<Scalar>, into transposed: UnsafeMutablePointer<Scalar>
  ) {}

  /// The outer product of gradient and input.
  public static func fullyConnectedWeightGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    transposed: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>, biasGradient: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let whole = inputs / lanes * lanes
    for unit in 0..<units {
      let gradient = outputGradient[unit]
      biasGradient[unit] = (adds ? biasGradient[unit] : 0) + gradient
      let slope = Batched.V(repeating: gradient)
      let row = weightGradient + unit * inputs
      for i in stride(from: 0, to: whole, by: lanes) {
        let old: Batched.V = adds ? load(row + i) : Batched.V()
        store(multiplyAdd(old, load(input + i), slope), row + i)
      }
      for i in whole..<inputs { row[i] = (adds ? row[i] : 0) + input[i] * gradient }
    }
  }

  /// Registers run along the inputs, eight at a time.
  public static func fullyConnectedInputGradient(
    inputs: Int, units: Int, range: Range<Int>, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let operands = TransposedConnectionOperands<Batched.V>(
      inputs: inputs, units: units, range: range, outputGradient: outputGradient,
      weights: weights, inputGradient: inputGradient)
    let lanes = Batched.V.scalarCount
    if range.count >= 8 * lanes {
      TransposedTile<Batched.V, 8>.sweep(operands)
    } else if range.count >= 4 * lanes {
      TransposedTile<Batched.V, 4>.sweep(operands)
    } else if range.count >= lanes {
      TransposedTile<Batched.V, 1>.sweep(operands)
    } else {
      for i in range {
        var sum: Scalar = 0
        for unit in 0..<units { sum += outputGradient[unit] * weights[unit * inputs + i] }
        inputGradient[i] = sum
      }
    }
  }
}

struct SingleFullyConnectedOperands<V: SIMDVector> {
  var inputs: Int
  var input: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var bias: UnsafePointer<V.Scalar>
  var floor: V.Scalar
  var output: UnsafeMutablePointer<V.Scalar>
  /// One in the lanes of the last register that the one before has not counted.
  var uncounted: V
}

/// Scalar products of the input with the weights of as many units as there are lanes, or of one.
///
/// One unit after the other: weights come from the second-level cache, which delivers one stream of
/// them 1.4 times as fast as eight side by side.
enum DotTile<V: SIMDVector, let units: Int> {
  @inline(__always)
  static func compute(_ operands: SingleFullyConnectedOperands<V>, _ unit: Int) {
    let lanes = V.scalarCount
    let inputs = operands.inputs
    let weights = operands.weights + unit * inputs
    var totals = InlineArray<units, V> { _ in V() }
    for u in 0..<units { totals[u] = product(operands, weights + u * inputs) }
    sumLanes(&totals)
    if units == lanes {
      let sums = totals[0] + load(operands.bias + unit)
      store(sums.maximum(V(repeating: operands.floor)), operands.output + unit)
    } else {
      let sum = totals[0][0] + operands.bias[unit]
      operands.output[unit] = sum < operands.floor ? operands.floor : sum
    }
  }

  /// The products of whole registers, four sums that do not wait for each other.
  @inline(__always)
  private static func product(
    _ operands: SingleFullyConnectedOperands<V>, _ weights: UnsafePointer<V.Scalar>
  ) -> V {
    let lanes = V.scalarCount
    let (input, inputs) = (operands.input, operands.inputs)
    var sums = InlineArray<4, V> { _ in V() }
    var i = 0
    while i + 4 * lanes <= inputs {
      for k in 0..<4 {
        sums[k] = multiplyAdd(sums[k], load(input + i + k * lanes), load(weights + i + k * lanes))
      }
      i += 4 * lanes
    }
    while i + lanes <= inputs {
      sums[0] = multiplyAdd(sums[0], load(input + i), load(weights + i))
      i += lanes
    }
    if i < inputs {
      // The last register overlaps the one before and leaves out what that has counted.
      let last = inputs - lanes
      let x = operands.uncounted.whereAbove(V(), take: load(input + last))
      sums[1] = multiplyAdd(sums[1], x, load(weights + last))
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
  }
}

struct TransposedConnectionOperands<V: SIMDVector> {
  var inputs, units: Int
  var range: Range<Int>
  var outputGradient: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var inputGradient: UnsafeMutablePointer<V.Scalar>
}

/// The gradients of several registers of inputs, summed up while units pass by.
enum TransposedTile<V: SIMDVector, let registers: Int> {
  /// The last tile overlaps the one before and computes the same again.
  @inline(__always)
  static func sweep(_ operands: TransposedConnectionOperands<V>) {
    let width = registers * V.scalarCount
    let range = operands.range
    for start in stride(from: range.lowerBound, to: range.upperBound, by: width) {
      compute(operands, min(start, range.upperBound - width))
    }
  }

  @inline(__always)
  static func compute(_ operands: TransposedConnectionOperands<V>, _ first: Int) {
    let lanes = V.scalarCount
    var sums = InlineArray<registers, V> { _ in V() }
    var weights = operands.weights + first
    for unit in 0..<operands.units {
      let gradient = V(repeating: operands.outputGradient[unit])
      for r in 0..<registers {
        sums[r] = multiplyAdd(sums[r], gradient, load(weights + r * lanes))
      }
      weights += operands.inputs
    }
    for r in 0..<registers { store(sums[r], operands.inputGradient + first + r * lanes) }
  }
}
