import KernelTypes

/// Convolutions of one image by Winograd's transformations down the columns: registers along the rows
/// before them, across the maps behind.
///
/// At each of the eight points stays a convolution over the kernel's rows, and a tile of four rows is
/// one row of it.
extension SingleImageKernels {
  /// `[map tile][point][source][kernel column][lane]`, from `[map tile][tap][lane]`.
  @inline(__always)
  static func transformWeights(_ g: ConvolutionGeometry, _ scratch: UnsafeMutablePointer<Scalar>) {
    let lanes = Many.V.scalarCount
    let rowStride = g.kernelColumns * lanes
    let pointStride = g.sources * rowStride
    for tile in 0..<g.mapTiles(lanes) {
      let weights = scratch + tile * g.taps * lanes
      let target = scratch + g.pointStart(lanes) + tile * 8 * pointStride
      for source in 0..<g.sources {
        for column in 0..<g.kernelColumns {
          let first = weights + source * g.kernelRows * rowStride + column * lanes
          var taps = InlineArray<5, Many.V> { _ in Many.V() }
          for row in 0..<5 { taps[row] = load(first + row * rowStride) }
          let values = WinogradTransforms<Many.V>.weights(taps)
          let place = target + source * rowStride + column * lanes
          for point in 0..<8 { store(values[point], place + point * pointStride) }
        }
      }
    }
  }

  @inline(__always)
  static func transformedForward(
    _ g: ConvolutionGeometry, input: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
    floor: Scalar, output: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Many.V.scalarCount
    let point = g.pointAlongColumns(lanes)
    let inputs = scratch + g.inputStart(lanes)
    let sums = scratch + g.pointSumStart(lanes)
    let stage = scratch + g.outputStart(lanes)
    transformInput(g, point, input, into: inputs)
    for tile in 0..<g.mapTiles(lanes) {
      let weights = scratch + g.pointStart(lanes) + tile * 8 * point.taps * lanes
      for p in 0..<8 {
        sumAcrossMaps(
          MapOperands<Many.V>(
            geometry: point, input: inputs + p * point.inputCount,
            weights: weights + p * point.taps * lanes, bias: Many.V(),
            floor: Many.V(repeating: -.infinity), output: sums + p * point.positions * lanes))
      }
      let count = g.mapCount(lanes, tile: tile)
      var biases = Many.V()
      for m in 0..<count { biases[m] = bias[tile * lanes + m] }
      gatherRows(g, point, sums, biases, Many.V(repeating: floor), into: stage)
      Transposition<Many.V>.gather(
        stage, columns: g.positions, count: count,
        into: output + tile * lanes * g.positions)
    }
  }

  /// Rows behind the last one count as zero.
  @inline(__always)
  private static func transformInput(
    _ g: ConvolutionGeometry, _ point: ConvolutionGeometry, _ input: UnsafePointer<Scalar>,
    into target: UnsafeMutablePointer<Scalar>
  ) {
    for source in 0..<g.sources {
      for tile in 0..<point.rows {
        for start in stride(from: 0, to: point.inputColumns, by: Many.V.scalarCount) {
          let first = input + (source * g.inputRows + 4 * tile) * g.inputColumns + start
          let place = target + (source * point.rows + tile) * point.inputColumns + start
          var x = InlineArray<8, Many.V> { _ in Many.V() }
          for row in 0..<8 where 4 * tile + row < g.inputRows {
            x[row] = load(first + row * g.inputColumns)
          }
          let values = WinogradTransforms<Many.V>.inputs(x)
          for p in 0..<8 { store(values[p], place + p * point.inputCount) }
        }
      }
    }
  }

  /// `[point][tile][column][lane]` to `[row][column][lane]`.
  @inline(__always)
  private static func gatherRows(
    _ g: ConvolutionGeometry, _ point: ConvolutionGeometry, _ sums: UnsafePointer<Scalar>,
    _ bias: Many.V, _ floor: Many.V, into stage: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Many.V.scalarCount
    for tile in 0..<point.rows {
      for column in 0..<g.columns {
        let place = sums + (tile * g.columns + column) * lanes
        var values = InlineArray<8, Many.V> { _ in Many.V() }
        for p in 0..<8 { values[p] = load(place + p * point.positions * lanes) }
        let y = WinogradTransforms<Many.V>.outputs(values)
        for i in 0..<4 where 4 * tile + i < g.rows {
          store(
            (y[i] + bias).maximum(floor), stage + ((4 * tile + i) * g.columns + column) * lanes)
        }
      }
    }
  }
}

extension ConvolutionGeometry {
  /// Whether the transformations cost less than they save.
  @inline(__always)
  func isFasterTransformedSingly(_ lanes: Int) -> Bool {
    !rowsAreBetter(lanes) && stride == 1 && kernelRows == 5 && rows >= 4 && sources >= 4
  }

  /// The convolution that is left at each point; its input has whole registers a row.
  @inline(__always)
  func pointAlongColumns(_ lanes: Int) -> ConvolutionGeometry {
    var point = self
    point.inputRows = (rows + 3) / 4
    point.inputColumns = (inputColumns + lanes - 1) / lanes * lanes
    point.kernelRows = 1
    point.rows = point.inputRows
    return point
  }
}
