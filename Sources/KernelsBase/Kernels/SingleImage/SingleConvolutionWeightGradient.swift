public import KernelTypes

extension SingleImageKernels {
  /// Registers along the rows where they are long, across the maps where there are many.
  public static func convolutionWeightGradient(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, weightGradient: UnsafeMutablePointer<Scalar>,
    biasGradient: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let lanes = Batched.V.scalarCount
    for map in 0..<g.maps {
      biasGradient[map] += sum(outputGradient + map * g.positions, count: g.positions)
    }
    if g.rowsAreBetter(lanes) {
      let operands = RowGradientOperands<Batched.V>(
        geometry: g, input: input, outputGradient: outputGradient, weightGradient: weightGradient)
      var map = 0
      while map + 3 <= g.maps {
        RowTapTile<Batched.V, 3, 5, 15>.sweep(operands, map)
        map += 3
      }
      while map < g.maps {
        RowTapTile<Batched.V, 1, 5, 5>.sweep(operands, map)
        map += 1
      }
    } else {
      let gradients = scratch + g.outputStart(lanes)
      Transposition<Batched.V>.spreadMaps(
        outputGradient, of: g, numbers: g.positions, into: gradients)
      for tile in 0..<g.mapTiles(lanes) {
        let operands = MapGradientOperands<Batched.V>(
          geometry: g, input: input, outputGradient: gradients + tile * g.positions * lanes,
          weightGradient: scratch + g.gradientStart(lanes))
        MapTapTile<Batched.V, 5>.sweep(operands)
        addGathered(
          scratch + g.gradientStart(lanes), columns: g.taps, count: g.mapCount(lanes, tile: tile),
          to: weightGradient + tile * lanes * g.taps)
      }
    }
  }

  /// The sum of numbers that lie in a row.
  @inline(__always)
  static func sum(_ values: UnsafePointer<Scalar>, count: Int) -> Scalar {
    let lanes = Batched.V.scalarCount
    var sum = Batched.V()
    for i in 0..<count / lanes { sum += load(values + i * lanes) as Batched.V }
    var total = sum.laneSum()
    for i in count / lanes * lanes..<count { total += values[i] }
    return total
  }

  /// Adds `[column][lane]` to the first `count` rows of `[row][column]`.
  @inline(__always)
  private static func addGathered(
    _ source: UnsafeMutablePointer<Scalar>, columns: Int, count: Int,
    to rows: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let rest = source + columns * lanes
    // Transposed into the room behind first, since squares overlap.
    Transposition<Batched.V>.gather(source, columns: columns, count: count, into: rest)
    let size = count * columns
    for i in 0..<size / lanes {
      let place = rows + i * lanes
      store((load(place) as Batched.V) + (load(rest + i * lanes) as Batched.V), place)
    }
    for i in size / lanes * lanes..<size { rows[i] += rest[i] }
  }
}

struct RowGradientOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V.Scalar>
  var outputGradient: UnsafePointer<V.Scalar>
  var weightGradient: UnsafeMutablePointer<V.Scalar>
}

/// The gradients of several maps' weights at several taps of a kernel row, registers along the rows.
enum RowTapTile<V: SIMDVector, let maps: Int, let taps: Int, let size: Int> {
  @inline(__always)
  static func sweep(_ operands: RowGradientOperands<V>, _ map: Int) {
    let g = operands.geometry
    for source in 0..<g.sources {
      for kernelRow in 0..<g.kernelRows {
        var tap = 0
        while tap + taps <= g.kernelColumns {
          add(operands, map, source, kernelRow, tap)
          tap += taps
        }
        while tap < g.kernelColumns {
          RowTapTile<V, maps, 1, maps>.add(operands, map, source, kernelRow, tap)
          tap += 1
        }
      }
    }
  }

  @inline(__always)
  static func add(
    _ operands: RowGradientOperands<V>, _ map: Int, _ source: Int, _ kernelRow: Int, _ tap: Int
  ) {
    let g = operands.geometry
    let lanes = V.scalarCount
    let mapSize = g.rows * g.columns
    let whole = g.columns / lanes
    // The last register of a row overlaps the one before and leaves out what that has counted.
    let overlap = (lanes - g.columns % lanes) % lanes
    var counted = V(repeating: 1)
    for lane in 0..<overlap { counted[lane] = 0 }
    var sums = InlineArray<size, V> { _ in V() }
    for row in 0..<g.rows {
      let line =
        operands.input + (source * g.inputRows + row + kernelRow) * g.inputColumns + tap
      let gradient = operands.outputGradient + (map * g.rows + row) * g.columns
      for register in 0..<whole {
        for m in 0..<maps {
          let slope: V = load(gradient + m * mapSize + register * lanes)
          for t in 0..<taps {
            let x: V = load(line + register * lanes + t)
            sums[m * taps + t] = multiplyAdd(sums[m * taps + t], x, slope)
          }
        }
      }
      guard overlap > 0 else { continue }
      let column = g.columns - lanes
      for m in 0..<maps {
        let all: V = load(gradient + m * mapSize + column)
        let slope = counted.whereAbove(V(), take: all)
        for t in 0..<taps {
          let x: V = load(line + column + t)
          sums[m * taps + t] = multiplyAdd(sums[m * taps + t], x, slope)
        }
      }
    }
    // A copy in memory: the sums stay in registers only if every use of theirs is unrolled.
    var totals = InlineArray<size, V> { _ in V() }
    for i in 0..<size { totals[i] = sums[i] }
    sumLanes(&totals)
    for m in 0..<maps {
      let weights =
        operands.weightGradient
        + (((map + m) * g.sources + source) * g.kernelRows + kernelRow) * g.kernelColumns + tap
      for t in 0..<taps {
        let i = m * taps + t
        weights[t] += totals[i / lanes][i % lanes]
      }
    }
  }
}

struct MapGradientOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V.Scalar>
  /// `[position][lane]`.
  var outputGradient: UnsafePointer<V.Scalar>
  /// `[tap][lane]`, overwritten.
  var weightGradient: UnsafeMutablePointer<V.Scalar>
}

/// The gradients at several taps of a kernel row for as many maps as there are lanes, of two
/// neighbouring sources: with one, every sum would wait for the one before.
enum MapTapTile<V: SIMDVector, let taps: Int> {
  @inline(__always)
  static func sweep(_ operands: MapGradientOperands<V>) {
    let g = operands.geometry
    for source in stride(from: 0, to: g.sources, by: 2) {
      let other = min(source + 1, g.sources - 1)
      for kernelRow in 0..<g.kernelRows {
        var tap = 0
        while tap + taps <= g.kernelColumns {
          compute(operands, source, other, kernelRow, tap)
          tap += taps
        }
        while tap < g.kernelColumns {
          MapTapTile<V, 1>.compute(operands, source, other, kernelRow, tap)
          tap += 1
        }
      }
    }
  }

  @inline(__always)
  static func compute(
    _ operands: MapGradientOperands<V>, _ source: Int, _ other: Int, _ kernelRow: Int, _ tap: Int
  ) {
    let g = operands.geometry
    let lanes = V.scalarCount
    let inputSize = g.inputRows * g.inputColumns
    var first = InlineArray<taps, V> { _ in V() }
    var second = InlineArray<taps, V> { _ in V() }
    var gradient = operands.outputGradient
    for row in 0..<g.rows {
      var line =
        operands.input + source * inputSize
        + (row * g.stride + kernelRow) * g.inputColumns + tap
      let distance = (other - source) * inputSize
      for _ in 0..<g.columns {
        let slope: V = load(gradient)
        for t in 0..<taps {
          first[t] = multiplyAdd(first[t], V(repeating: line[t]), slope)
          second[t] = multiplyAdd(second[t], V(repeating: line[distance + t]), slope)
        }
        line += g.stride
        gradient += lanes
      }
    }
    let kernelSize = g.kernelRows * g.kernelColumns
    let place = operands.weightGradient + (kernelRow * g.kernelColumns + tap) * lanes
    for t in 0..<taps {
      store(second[t], place + (other * kernelSize + t) * lanes)
      store(first[t], place + (source * kernelSize + t) * lanes)
    }
  }
}
