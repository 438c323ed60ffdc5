public import KernelTypes

extension SingleImageKernels {
  /// Weights, output and gradients with maps in lanes, two maps of input gradients, and weights, input
  /// and sums at the points of a transformation.
  public static func convolutionScratch(_ geometry: ConvolutionGeometry) -> Int {
    geometry.scratchCount(Batched.V.scalarCount)
  }

  /// Maps in lanes, transformed too where that is faster.
  public static func convolutionPrepare(
    _ geometry: ConvolutionGeometry, weights: UnsafePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    Transposition<Batched.V>.spreadMaps(
      weights, of: geometry, numbers: geometry.taps, into: scratch)
    if geometry.isFasterTransformedSingly(Batched.V.scalarCount) {
      transformWeights(geometry, scratch)
    }
  }

  /// Registers along the rows where they are long, across the maps where there are many.
  public static func convolutionForward(
    _ geometry: ConvolutionGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar,
    output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    if g.rowsAreBetter(Batched.V.scalarCount) {
      let operands = RowOperands<Batched.V>(
        geometry: g, input: input, weights: weights, bias: bias,
        floor: Batched.V(repeating: floor), output: output)
      switch (g.maps >= 3, g.rows >= 4) {
      case (true, true): RowTile<Batched.V, 3, 4, 12>.sweep(operands)
      case (false, true): RowTile<Batched.V, 1, 4, 4>.sweep(operands)
      default: RowTile<Batched.V, 1, 1, 1>.sweep(operands)
      }
    } else if g.isFasterTransformedSingly(Batched.V.scalarCount) {
      transformedForward(
        g, input: input, bias: bias, floor: floor, output: output, scratch: scratch)
    } else {
      forwardAcrossMaps(
        g, input: input, bias: bias, floor: floor, output: output, scratch: scratch)
    }
  }

  @inline(__always)
  private static func forwardAcrossMaps(
    _ g: ConvolutionGeometry, input: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
    floor: Scalar, output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let layer = scratch + g.outputStart(lanes)
    for tile in 0..<g.mapTiles(lanes) {
      let first = tile * lanes
      let count = g.mapCount(lanes, tile: tile)
      var biases = Batched.V()
      for m in 0..<count { biases[m] = bias[first + m] }
      let operands = MapOperands<Batched.V>(
        geometry: g, input: input, weights: scratch + first * g.taps, bias: biases,
        floor: Batched.V(repeating: floor), output: layer)
      sumAcrossMaps(operands)
      Transposition<Batched.V>.gather(
        layer, columns: g.positions, count: count, into: output + first * g.positions)
    }
  }

  static func sumAcrossMaps(_ operands: MapOperands<Batched.V>) {
    switch operands.geometry.bestWidth {
    case 12: MapTile<Batched.V, 12>.sweep(operands)
    case 10: MapTile<Batched.V, 10>.sweep(operands)
    case 8: MapTile<Batched.V, 8>.sweep(operands)
    case 5: MapTile<Batched.V, 5>.sweep(operands)
    default: MapTile<Batched.V, 1>.sweep(operands)
    }
  }
}

/// The tiles of a convolution's output maps, one map in each lane, and their places in the scratch.
///
/// These are functions of the geometry. A separate type would be copied by a weak function, which
/// might be compiled for a newer processor.
extension ConvolutionGeometry {
  /// Products of one output number.
  @inline(__always)
  var taps: Int { sources * kernelRows * kernelColumns }
  @inline(__always)
  var positions: Int { rows * columns }

  @inline(__always)
  func mapTiles(_ lanes: Int) -> Int { (maps + lanes - 1) / lanes }

  /// The maps of a tile.
  @inline(__always)
  func mapCount(_ lanes: Int, tile: Int) -> Int { min(lanes, maps - tile * lanes) }

  /// Whether registers along the rows do less work than those across the maps.
  @inline(__always)
  func rowsAreBetter(_ lanes: Int) -> Bool {
    guard stride == 1, columns >= lanes else { return false }
    return maps * ((columns + lanes - 1) / lanes) <= mapTiles(lanes) * columns
  }

  /// The tile of neighbouring columns that computes the fewest numbers twice, the widest among equals.
  @inline(__always)
  var bestWidth: Int {
    guard stride == 1 else { return 1 }
    var best = 1
    var least = 4 * columns
    consider(5, &best, &least)
    consider(8, &best, &least)
    consider(10, &best, &least)
    consider(12, &best, &least)
    return best
  }

  @inline(__always)
  private func consider(_ width: Int, _ best: inout Int, _ least: inout Int) {
    guard columns >= width else { return }
    let computed = (columns + width - 1) / width * width
    if computed <= least { (best, least) = (width, computed) }
  }

  /// Where the scratch holds the weights at the points, behind those of the taps.
  @inline(__always)
  func pointStart(_ lanes: Int) -> Int { mapTiles(lanes) * taps * lanes }
  /// Where it holds a tile of the weights' gradients, before and after their transposition.
  @inline(__always)
  func gradientStart(_ lanes: Int) -> Int {
    pointStart(lanes)
      + (isFasterTransformedSingly(lanes)
        ? mapTiles(lanes) * 8 * pointAlongColumns(lanes).taps * lanes : 0)
  }
  /// Where it holds output or its gradient.
  @inline(__always)
  func outputStart(_ lanes: Int) -> Int { gradientStart(lanes) + 2 * taps * lanes }
  /// Where it holds the gradients of two maps of the input, or the input at the points.
  @inline(__always)
  func inputStart(_ lanes: Int) -> Int {
    outputStart(lanes) + mapTiles(lanes) * positions * lanes
  }
  /// Where it holds a tile of maps at the points.
  @inline(__always)
  func pointSumStart(_ lanes: Int) -> Int {
    let gradients = 2 * inputRows * inputColumns * lanes
    guard isFasterTransformedSingly(lanes) else { return inputStart(lanes) + gradients }
    return inputStart(lanes) + max(gradients, 8 * pointAlongColumns(lanes).inputCount)
  }
  @inline(__always)
  func scratchCount(_ lanes: Int) -> Int {
    pointSumStart(lanes)
      + (isFasterTransformedSingly(lanes) ? 8 * pointAlongColumns(lanes).positions * lanes : 0)
  }
}

extension Transposition {
  /// `[map][number]` to `[tile][number][lane]`, numbers being weights or positions.
  @inline(__always)
  static func spreadMaps(
    _ source: UnsafePointer<V.Scalar>, of geometry: ConvolutionGeometry, numbers: Int,
    into target: UnsafeMutablePointer<V.Scalar>
  ) {
    let lanes = V.scalarCount
    for tile in 0..<geometry.mapTiles(lanes) {
      spread(
        source + tile * lanes * numbers, count: geometry.mapCount(lanes, tile: tile),
        columns: numbers, rowStride: numbers, into: target + tile * numbers * lanes)
    }
  }
}

struct RowOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  var input: UnsafePointer<V.Scalar>
  var weights: UnsafePointer<V.Scalar>
  var bias: UnsafePointer<V.Scalar>
  var floor: V
  var output: UnsafeMutablePointer<V.Scalar>
}

/// A register of columns in several maps and rows, summed up.
enum RowTile<V: SIMDVector, let maps: Int, let rows: Int, let size: Int> {
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

struct MapOperands<V: SIMDVector> {
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
enum MapTile<V: SIMDVector, let columns: Int> {
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
