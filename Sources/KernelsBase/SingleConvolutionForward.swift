public import KernelTypes

extension SingleImageKernels {
  /// Weights, output and gradients with maps in lanes, and two maps of input gradients.
  public static func convolutionScratch(_ geometry: ConvolutionGeometry) -> Int {
    let maps = MapLanes<Many.V>(geometry)
    return maps.scratchCount
  }

  /// Registers along the rows where they are long, across the maps where there are many.
  public static func convolutionForward(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar,
    output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    if MapLanes<Many.V>(g).rowsAreBetter {
      let operands = RowOperands<Many.V>(
        geometry: g, input: input, weights: weights, bias: bias,
        floor: Many.V(repeating: floor), output: output)
      switch (g.maps >= 3, g.rows >= 4) {
      case (true, true): RowTile<Many.V, 3, 4, 12>.sweep(operands)
      case (false, true): RowTile<Many.V, 1, 4, 4>.sweep(operands)
      default: RowTile<Many.V, 1, 1, 1>.sweep(operands)
      }
    } else {
      forwardAcrossMaps(
        g, input: input, weights: weights, bias: bias, floor: floor, output: output,
        scratch: scratch)
    }
  }

  @inline(__always)
  private static func forwardAcrossMaps(
    _ g: ConvolutionGeometry, input: UnsafePointer<Scalar>, weights: UnsafePointer<Scalar>,
    bias: UnsafePointer<Scalar>, floor: Scalar, output: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    let maps = MapLanes<Many.V>(g)
    maps.spread(weights: weights, into: scratch)
    let stage = scratch + maps.outputStart
    for tile in 0..<maps.tiles {
      var biases = Many.V()
      for m in 0..<maps.count(tile) { biases[m] = bias[maps.first(tile) + m] }
      let operands = MapOperands<Many.V>(
        geometry: g, input: input, weights: scratch + tile * maps.taps * Many.V.scalarCount,
        bias: biases, floor: Many.V(repeating: floor), output: stage)
      switch maps.bestWidth {
      case 12: MapTile<Many.V, 12>.sweep(operands)
      case 10: MapTile<Many.V, 10>.sweep(operands)
      case 8: MapTile<Many.V, 8>.sweep(operands)
      case 5: MapTile<Many.V, 5>.sweep(operands)
      default: MapTile<Many.V, 1>.sweep(operands)
      }
      Transposition<Many.V>.gather(
        stage, columns: maps.positions, count: maps.count(tile),
        into: output + maps.first(tile) * maps.positions)
    }
  }
}

/// A convolution's output maps in lanes, as many tiles of registers as that takes.
struct MapLanes<V: Lanes> {
  let geometry: ConvolutionGeometry
  let tiles: Int
  /// Products of one output number.
  let taps: Int
  let positions: Int

  @inline(__always)
  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    tiles = (geometry.maps + V.scalarCount - 1) / V.scalarCount
    taps = geometry.sources * geometry.kernelRows * geometry.kernelColumns
    positions = geometry.rows * geometry.columns
  }

  /// Whether registers along the rows do less work than those across the maps.
  @inline(__always)
  var rowsAreBetter: Bool {
    let lanes = V.scalarCount
    guard geometry.stride == 1, geometry.columns >= lanes else { return false }
    return geometry.maps * ((geometry.columns + lanes - 1) / lanes) <= tiles * geometry.columns
  }

  /// The tile of neighbouring columns that computes the fewest numbers twice, the widest among equals.
  @inline(__always)
  var bestWidth: Int {
    guard geometry.stride == 1 else { return 1 }
    let columns = geometry.columns
    func computed(_ width: Int) -> Int {
      columns < width ? Int.max : (columns + width - 1) / width * width
    }
    var best = 1
    var least = 4 * columns
    if computed(5) < least { (best, least) = (5, computed(5)) }
    if computed(8) <= least { (best, least) = (8, computed(8)) }
    if computed(10) <= least { (best, least) = (10, computed(10)) }
    if computed(12) <= least { (best, least) = (12, computed(12)) }
    return best
  }

  @inline(__always)
  func first(_ tile: Int) -> Int { tile * V.scalarCount }

  @inline(__always)
  func count(_ tile: Int) -> Int { min(V.scalarCount, geometry.maps - first(tile)) }

  /// Where the scratch holds output or its gradient: behind the weights and room for a tile of their
  /// gradients.
  @inline(__always)
  var outputStart: Int { (tiles + 1) * taps * V.scalarCount }
  /// Where it holds the gradients of two maps of the input.
  @inline(__always)
  var inputStart: Int { outputStart + tiles * positions * V.scalarCount }
  @inline(__always)
  var scratchCount: Int {
    inputStart + 2 * geometry.inputRows * geometry.inputColumns * V.scalarCount
  }

  /// `[map][tap]` to `[tile][tap][lane]`.
  @inline(__always)
  func spread(weights: UnsafePointer<V.Scalar>, into target: UnsafeMutablePointer<V.Scalar>) {
    for tile in 0..<tiles {
      Transposition<V>.spread(
        weights + first(tile) * taps, count: count(tile), columns: taps, rowStride: taps,
        into: target + tile * taps * V.scalarCount)
    }
  }

  /// `[map][position]` to `[tile][position][lane]`.
  @inline(__always)
  func spread(outputs: UnsafePointer<V.Scalar>, into target: UnsafeMutablePointer<V.Scalar>) {
    for tile in 0..<tiles {
      Transposition<V>.spread(
        outputs + first(tile) * positions, count: count(tile), columns: positions,
        rowStride: positions, into: target + tile * positions * V.scalarCount)
    }
  }
}

struct RowOperands<V: Lanes> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var bias: UnsafePointer<V.Scalar>
  var floor: V
  var output: UnsafeMutablePointer<V.Scalar>
}

/// A register of columns in several maps and rows, summed up.
enum RowTile<V: Lanes, let maps: Int, let rows: Int, let size: Int> {
  /// Covers the output with tiles; the last ones overlap their neighbours and compute the same again.
  @inline(__always)
  static func sweep(_ operands: RowOperands<V>) {
    let g = operands.geometry
    let lanes = V.scalarCount
    for mapTile in 0..<(g.maps + maps - 1) / maps {
      let map = min(mapTile * maps, g.maps - maps)
      for rowTile in 0..<(g.rows + rows - 1) / rows {
        let row = min(rowTile * rows, g.rows - rows)
        for columnTile in 0..<(g.columns + lanes - 1) / lanes {
          compute(operands, map, row, min(columnTile * lanes, g.columns - lanes))
        }
      }
    }
  }

  @inline(__always)
  static func compute(_ operands: RowOperands<V>, _ map: Int, _ row: Int, _ column: Int) {
    let g = operands.geometry
    let weightStride = g.sources * g.kernelRows * g.kernelColumns
    var sums = InlineArray<size, V> { _ in V() }
    for m in 0..<maps {
      for r in 0..<rows { sums[m * rows + r] = V(repeating: operands.bias[map + m]) }
    }
    var weights = operands.weights + map * weightStride
    var source = operands.input + row * g.inputColumns + column
    for _ in 0..<g.sources {
      var line = source
      for _ in 0..<g.kernelRows {
        for q in 0..<g.kernelColumns {
          for m in 0..<maps {
            let weight = V(repeating: weights[m * weightStride + q])
            for r in 0..<rows {
              let x: V = load(line + r * g.inputColumns + q)
              sums[m * rows + r] = multiplyAdd(sums[m * rows + r], x, weight)
            }
          }
        }
        weights += g.kernelColumns
        line += g.inputColumns
      }
      source += g.inputRows * g.inputColumns
    }
    let output = operands.output + (map * g.rows + row) * g.columns + column
    for m in 0..<maps {
      for r in 0..<rows {
        store(
          sums[m * rows + r].maximum(operands.floor), output + (m * g.rows + r) * g.columns)
      }
    }
  }
}

struct MapOperands<V: Lanes> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V.Scalar>
  /// `[tap][lane]`.
  var weights: UnsafePointer<V.Scalar>
  var bias: V
  var floor: V
  /// `[position][lane]`.
  var output: UnsafeMutablePointer<V.Scalar>
}

/// Several columns of as many maps as there are lanes, summed up; one where the stride is not 1.
enum MapTile<V: Lanes, let columns: Int> {
  @inline(__always)
  static func sweep(_ operands: MapOperands<V>) {
    let g = operands.geometry
    for row in 0..<g.rows {
      for columnTile in 0..<(g.columns + columns - 1) / columns {
        compute(operands, row, min(columnTile * columns, g.columns - columns))
      }
    }
  }

  @inline(__always)
  static func compute(_ operands: MapOperands<V>, _ row: Int, _ column: Int) {
    let g = operands.geometry
    var sums = InlineArray<columns, V> { _ in V() }
    for c in 0..<columns { sums[c] = operands.bias }
    var weights = operands.weights
    var source = operands.input + (row * g.inputColumns + column) * g.stride
    for _ in 0..<g.sources {
      var line = source
      for _ in 0..<g.kernelRows {
        for q in 0..<g.kernelColumns {
          let weight: V = load(weights)
          for c in 0..<columns {
            sums[c] = multiplyAdd(sums[c], V(repeating: line[c + q]), weight)
          }
          weights += V.scalarCount
        }
        line += g.inputColumns
      }
      source += g.inputRows * g.inputColumns
    }
    let output = operands.output + (row * g.columns + column) * V.scalarCount
    for c in 0..<columns {
      store(sums[c].maximum(operands.floor), output + c * V.scalarCount)
    }
  }
}
