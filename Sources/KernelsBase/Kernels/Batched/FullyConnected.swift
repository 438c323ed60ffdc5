public import KernelTypes

extension BatchedKernels {
  /// Sums of 12 units are kept in registers while inputs pass by.
  public static func fullyConnectedForward(
    inputs: Int, units: Int, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, floor: Scalar, output: UnsafeMutablePointer<Scalar>
  ) {
    let operands = FullyConnectedOperands<V>(
      inputs: inputs, units: units, vectors: vectors(input), weights: weights,
      results: vectors(output))
    let floor = V(repeating: floor)
    var unit = 0
    while unit + 12 <= units {
      UnitTile<V, 12>.forward(operands, bias, floor, unit)
      unit += 12
    }
    while unit + 4 <= units {
      UnitTile<V, 4>.forward(operands, bias, floor, unit)
      unit += 4
    }
    while unit < units {
      UnitTile<V, 1>.forward(operands, bias, floor, unit)
      unit += 1
    }
  }

  /// Sums of 12 inputs are kept in registers while units pass by.
  public static func fullyConnectedInputGradient(
    inputs: Int, units: Int, range: Range<Int>, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let operands = FullyConnectedOperands<V>(
      inputs: inputs, units: units, vectors: vectors(outputGradient), weights: weights,
      results: vectors(inputGradient))
    var first = range.lowerBound
    while first + 12 <= range.upperBound {
      UnitTile<V, 12>.backward(operands, first)
      first += 12
    }
    while first + 4 <= range.upperBound {
      UnitTile<V, 4>.backward(operands, first)
      first += 4
    }
    while first < range.upperBound {
      UnitTile<V, 1>.backward(operands, first)
      first += 1
    }
  }

  /// `[input][lane]` to `[lane][input]`, as many inputs as fill registers.
  public static func fullyConnectedTranspose(
    inputs: Int, input: UnsafePointer<Scalar>, into transposed: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = V.scalarCount
    let whole = inputs / lanes * lanes
    for row in 0..<whole {
      for lane in 0..<lanes { transposed[lane * whole + row] = input[row * lanes + lane] }
    }
  }

  /// Registers run along the transposed inputs, so that the sum over images is a plain loop.
  public static func fullyConnectedWeightGradient(
    inputs: Int, units: Int, adds: Bool, input: UnsafePointer<Scalar>,
    transposed: UnsafePointer<Scalar>, outputGradient: UnsafePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>, biasGradient: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = V.scalarCount
    let whole = inputs / lanes * lanes
    let gradients = vectors(outputGradient)
    for unit in 0..<units {
      biasGradient[unit] = (adds ? biasGradient[unit] : 0) + gradients[unit].laneSum()
    }
    let operands = OuterOperands<V>(
      inputs: inputs, adds: adds, rows: transposed, rowStride: whole,
      outputGradient: outputGradient,
      weightGradient: weightGradient)
    var unit = 0
    while unit < units {
      let tile = unit + 4 <= units ? 4 : 1
      var first = 0
      while first + 4 * lanes <= whole {
        if tile == 4 {
          OuterTile<V, 4, 4, 16>.add(operands, unit, first)
        } else {
          OuterTile<V, 1, 4, 4>.add(operands, unit, first)
        }
        first += 4 * lanes
      }
      while first < whole {
        if tile == 4 {
          OuterTile<V, 4, 1, 4>.add(operands, unit, first)
        } else {
          OuterTile<V, 1, 1, 1>.add(operands, unit, first)
        }
        first += lanes
      }
      unit += tile
    }
    // Inputs that fill no register.
    for i in whole..<inputs {
      let x = vectors(input)[i]
      for unit in 0..<units {
        let place = weightGradient + unit * inputs + i
        place.pointee = (adds ? place.pointee : 0) + (gradients[unit] * x).laneSum()
      }
    }
  }
}

struct FullyConnectedOperands<V: SIMDVector> {
  var inputs, units: Int
  var vectors: UnsafePointer<V>
  var weights: UnsafePointer<V.Scalar>
  var results: UnsafeMutablePointer<V>
}

/// Several units (forward) or inputs (backward), summed up in registers.
enum UnitTile<V: SIMDVector, let count: Int> {
  @inline(__always)
  static func forward(
    _ operands: FullyConnectedOperands<V>, _ bias: UnsafePointer<V.Scalar>, _ floor: V,
    _ unit: Int
  ) {
    let weights = operands.weights + unit * operands.inputs
    var sums = InlineArray<count, V> { _ in V() }
    for u in 0..<count { sums[u] = V(repeating: bias[unit + u]) }
    for i in 0..<operands.inputs {
      let x = operands.vectors[i]
      for u in 0..<count {
        sums[u] = multiplyAdd(sums[u], x, V(repeating: weights[u * operands.inputs + i]))
      }
    }
    for u in 0..<count { operands.results[unit + u] = sums[u].maximum(floor) }
  }

  @inline(__always)
  static func backward(_ operands: FullyConnectedOperands<V>, _ first: Int) {
    var sums = InlineArray<count, V> { _ in V() }
    var weights = operands.weights + first
    for unit in 0..<operands.units {
      let gradient = operands.vectors[unit]
      for i in 0..<count { sums[i] = multiplyAdd(sums[i], gradient, V(repeating: weights[i])) }
      weights += operands.inputs
    }
    for i in 0..<count { operands.results[first + i] = sums[i] }
  }
}

struct OuterOperands<V: SIMDVector> {
  var inputs: Int
  var adds: Bool
  var rows: UnsafePointer<V.Scalar>
  var rowStride: Int
  var outputGradient: UnsafePointer<V.Scalar>
  var weightGradient: UnsafeMutablePointer<V.Scalar>
}

/// Weight gradients of several units by several registers of inputs: the sum over images of
/// outer products.
enum OuterTile<V: SIMDVector, let units: Int, let registers: Int, let size: Int> {
  @inline(__always)
  static func add(_ operands: OuterOperands<V>, _ unit: Int, _ first: Int) {
    let lanes = V.scalarCount
    var sums = InlineArray<size, V> { _ in V() }
    var row = operands.rows + first
    let gradients = operands.outputGradient + unit * lanes
    for lane in 0..<lanes {
      for r in 0..<registers {
        let x: V = load(row + r * lanes)
        for u in 0..<units {
          let gradient = V(repeating: gradients[u * lanes + lane])
          sums[u * registers + r] = multiplyAdd(sums[u * registers + r], x, gradient)
        }
      }
      row += operands.rowStride
    }
    for u in 0..<units {
      let weights = operands.weightGradient + (unit + u) * operands.inputs + first
      for r in 0..<registers {
        let place = weights + r * lanes
        let sum = sums[u * registers + r]
        store(operands.adds ? load(place) + sum : sum, place)
      }
    }
  }
}
