public import KernelTypes

extension SingleImageKernels {
  /// Registers run along the inputs; eight units share what they read of them.
  public static func fullConnectionForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, floor: Scalar, output: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Many.V.scalarCount
    let operands = SingleConnectionOperands<Many.V>(
      inputs: inputs, input: input, weights: weights, bias: bias, floor: floor, output: output,
      uncounted: Many.V(repeating: 1) - firstLanes((lanes - inputs % lanes) % lanes))
    var unit = 0
    while unit + 8 <= units {
      DotTile<Many.V, 8>.compute(operands, unit)
      unit += 8
    }
    while unit + 4 <= units {
      DotTile<Many.V, 4>.compute(operands, unit)
      unit += 4
    }
    while unit < units {
      DotTile<Many.V, 1>.compute(operands, unit)
      unit += 1
    }
  }

  /// One image lies along its inputs already.
  public static func fullConnectionTranspose(
    inputs: Int, input: UnsafePointer<Scalar>, into transposed: UnsafeMutablePointer<Scalar>
  ) {}

  /// The outer product of gradient and input.
  public static func fullConnectionWeightGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    transposed: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>, biasGradient: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Many.V.scalarCount
    let whole = inputs / lanes * lanes
    for unit in 0..<units {
      let gradient = outputGradient[unit]
      biasGradient[unit] = (adds ? biasGradient[unit] : 0) + gradient
      let slope = Many.V(repeating: gradient)
      let row = weightGradient + unit * inputs
      for i in stride(from: 0, to: whole, by: lanes) {
        let old: Many.V = adds ? load(row + i) : Many.V()
        store(multiplyAdd(old, load(input + i), slope), row + i)
      }
      for i in whole..<inputs { row[i] = (adds ? row[i] : 0) + input[i] * gradient }
    }
  }

  /// Registers run along the inputs, eight at a time.
  public static func fullConnectionInputGradient(
    inputs: Int, units: Int, range: Range<Int>, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let operands = TransposedConnectionOperands<Many.V>(
      inputs: inputs, units: units, range: range, outputGradient: outputGradient,
      weights: weights, inputGradient: inputGradient)
    let lanes = Many.V.scalarCount
    if range.count >= 8 * lanes {
      TransposedTile<Many.V, 8>.sweep(operands)
    } else if range.count >= 4 * lanes {
      TransposedTile<Many.V, 4>.sweep(operands)
    } else if range.count >= lanes {
      TransposedTile<Many.V, 1>.sweep(operands)
    } else {
      for i in range {
        var sum: Scalar = 0
        for unit in 0..<units { sum += outputGradient[unit] * weights[unit * inputs + i] }
        inputGradient[i] = sum
      }
    }
  }
}

struct SingleConnectionOperands<V: Lanes> {
  var inputs: Int
  var input: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var bias: UnsafePointer<V.Scalar>
  var floor: V.Scalar
  var output: UnsafeMutablePointer<V.Scalar>
  /// One in the lanes of the last register that the one before has not counted.
  var uncounted: V
}

/// Scalar products of the input with the weights of several units.
enum DotTile<V: Lanes, let units: Int> {
  @inline(__always)
  static func compute(_ operands: SingleConnectionOperands<V>, _ unit: Int) {
    let lanes = V.scalarCount
    let inputs = operands.inputs
    let weights = operands.weights + unit * inputs
    let whole = inputs / lanes * lanes
    var sums = InlineArray<units, V> { _ in V() }
    for i in stride(from: 0, to: whole, by: lanes) {
      let x: V = load(operands.input + i)
      for u in 0..<units { sums[u] = multiplyAdd(sums[u], x, load(weights + u * inputs + i)) }
    }
    if whole < inputs && inputs >= lanes {
      // The last register overlaps the one before and leaves out what that has counted.
      let x = operands.uncounted.whereAbove(V(), take: load(operands.input + inputs - lanes))
      for u in 0..<units {
        sums[u] = multiplyAdd(sums[u], x, load(weights + u * inputs + inputs - lanes))
      }
    }
    var totals = InlineArray<units, V> { _ in V() }
    for u in 0..<units { totals[u] = sums[u] }
    sumLanes(&totals)
    for u in 0..<units {
      var sum = totals[u / lanes][u % lanes] + operands.bias[unit + u]
      if inputs < lanes {
        for i in 0..<inputs { sum += operands.input[i] * weights[u * inputs + i] }
      }
      operands.output[unit + u] = sum < operands.floor ? operands.floor : sum
    }
  }
}

struct TransposedConnectionOperands<V: Lanes> {
  var inputs, units: Int
  var range: Range<Int>
  var outputGradient: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var inputGradient: UnsafeMutablePointer<V.Scalar>
}

/// The gradients of several registers of inputs, summed up while units pass by.
enum TransposedTile<V: Lanes, let registers: Int> {
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
