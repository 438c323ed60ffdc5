public import KernelTypes

/// Convolutions of one image by Winograd's transformations down the columns. Registers run along
/// the rows before the transformations, and across the maps after them.
///
/// What remains at each of the eight points is a one-dimensional convolution along the rows. A tile
/// of four rows is one row of its input.
extension SingleImageKernels {
  /// `[map tile][point][source][kernel column][lane]`, from `[map tile][tap][lane]`.
  @inline(__always)
  static func transformWeights(_ g: ConvolutionGeometry, _ scratch: UnsafeMutablePointer<Scalar>) {
    let lanes = Batched.V.scalarCount
    let rowStride = g.kernelColumns * lanes
    let pointStride = g.sources * rowStride
    for tile in 0..<g.mapTiles(lanes) {
      let weights = scratch + tile * g.taps * lanes
      let target = scratch + g.pointStart(lanes) + tile * 8 * pointStride
      for source in 0..<g.sources {
        for column in 0..<g.kernelColumns {
          let first = weights + source * g.kernelRows * rowStride + column * lanes
          var taps = InlineArray<5, Batched.V> { _ in Batched.V() }
          for row in 0..<5 { taps[row] = load(first + row * rowStride) }
          let values = WinogradTransforms<Batched.V>.weights(taps)
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
    let lanes = Batched.V.scalarCount
    sumAtPoints(g, input: input, bias: bias, scratch: scratch) { tile, point, sums, biases in
      let layer = scratch + g.outputStart(lanes)
      gatherRows(g, point, sums, biases, Batched.V(repeating: floor), into: layer)
      Transposition<Batched.V>.gather(
        layer, columns: g.positions, count: g.mapCount(lanes, tile: tile),
        into: output + tile * lanes * g.positions)
    }
  }

  /// Takes the maxima of windows of 2 x 2 before the maps leave the lanes, where the output is not kept
  /// and the convolution is transformed.
  public static func convolutionMaxPoolingForward(
    _ geometry: ConvolutionGeometry, _ pooling: PoolingGeometry, input: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, floor: Scalar, keepsOutput: Bool,
    output: UnsafeMutablePointer<Scalar>, pooled: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    if pooling.halvesInput && !keepsOutput && g.isFasterTransformedSingly(Batched.V.scalarCount) {
      transformedPooledForward(
        g, input: input, bias: bias, floor: floor, pooled: pooled, scratch: scratch)
    } else {
      convolutionForward(
        g, input: input, weights: weights, bias: bias, floor: floor, output: output,
        scratch: scratch)
      maxPoolingForward(pooling, input: output, output: pooled)
    }
  }

  /// The maxima of windows of 2 x 2 only; rows and columns are even.
  @inline(__always)
  static func transformedPooledForward(
    _ g: ConvolutionGeometry, input: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
    floor: Scalar, pooled: UnsafeMutablePointer<Scalar>, scratch: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let windows = g.positions / 4
    sumAtPoints(g, input: input, bias: bias, scratch: scratch) { tile, point, sums, biases in
      let layer = scratch + g.outputStart(lanes)
      gatherMaxima(g, point, sums, biases, Batched.V(repeating: floor), into: layer)
      Transposition<Batched.V>.gather(
        layer, columns: windows, count: g.mapCount(lanes, tile: tile),
        into: pooled + tile * lanes * windows)
    }
  }

  /// Calls `body` with the sums at the points of each tile of maps, and their biases.
  @inline(__always)
  private static func sumAtPoints(
    _ g: ConvolutionGeometry, input: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>,
    _ body: (
      _ tile: Int, _ point: ConvolutionGeometry, _ sums: UnsafePointer<Scalar>, _ biases: Batched.V
    ) -> Void
  ) {
    let lanes = Batched.V.scalarCount
    let point = g.pointAlongColumns(lanes)
    let inputs = scratch + g.inputStart(lanes)
    let sums = scratch + g.pointSumStart(lanes)
    transformInput(g, point, input, into: inputs)
    for tile in 0..<g.mapTiles(lanes) {
      let weights = scratch + g.pointStart(lanes) + tile * 8 * point.taps * lanes
      for p in 0..<8 {
        sumAcrossMaps(
          MapOperands<Batched.V>(
            geometry: point, input: inputs + p * point.inputCount,
            weights: weights + p * point.taps * lanes, bias: Batched.V(),
            floor: Batched.V(repeating: -.infinity), output: sums + p * point.positions * lanes))
      }
      var biases = Batched.V()
      for m in 0..<g.mapCount(lanes, tile: tile) { biases[m] = bias[tile * lanes + m] }
      body(tile, point, UnsafePointer(sums), biases)
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
        for start in stride(from: 0, to: point.inputColumns, by: Batched.V.scalarCount) {
          let first = input + (source * g.inputRows + 4 * tile) * g.inputColumns + start
          let place = target + (source * point.rows + tile) * point.inputColumns + start
          var x = InlineArray<8, Batched.V> { _ in Batched.V() }
          for row in 0..<8 where 4 * tile + row < g.inputRows {
            x[row] = load(first + row * g.inputColumns)
          }
          let values = WinogradTransforms<Batched.V>.inputs(x)
          for p in 0..<8 { store(values[p], place + p * point.inputCount) }
        }
      }
    }
  }

  /// `[point][tile][column][lane]` to `[row][column][lane]`.
  @inline(__always)
  private static func gatherRows(
    _ g: ConvolutionGeometry, _ point: ConvolutionGeometry, _ sums: UnsafePointer<Scalar>,
    _ bias: Batched.V, _ floor: Batched.V, into layer: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    for tile in 0..<point.rows {
      for column in 0..<g.columns {
        let place = sums + (tile * g.columns + column) * lanes
        var values = InlineArray<8, Batched.V> { _ in Batched.V() }
        for p in 0..<8 { values[p] = load(place + p * point.positions * lanes) }
        let y = WinogradTransforms<Batched.V>.outputs(values)
        for i in 0..<4 where 4 * tile + i < g.rows {
          store(
            (y[i] + bias).maximum(floor), layer + ((4 * tile + i) * g.columns + column) * lanes)
        }
      }
    }
  }

  /// `[point][tile][column][lane]` to the maxima of windows, `[row][column][lane]`.
  @inline(__always)
  private static func gatherMaxima(
    _ g: ConvolutionGeometry, _ point: ConvolutionGeometry, _ sums: UnsafePointer<Scalar>,
    _ bias: Batched.V, _ floor: Batched.V, into layer: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    let width = g.columns / 2
    for tile in 0..<point.rows {
      for column in 0..<width {
        var maxima = InlineArray<2, Batched.V> { _ in Batched.V(repeating: -.infinity) }
        for side in 0..<2 {
          let place = sums + (tile * g.columns + 2 * column + side) * lanes
          var values = InlineArray<8, Batched.V> { _ in Batched.V() }
          for p in 0..<8 { values[p] = load(place + p * point.positions * lanes) }
          let y = WinogradTransforms<Batched.V>.outputs(values)
          maxima[0] = maxima[0].maximumOrNaN(y[0]).maximumOrNaN(y[1])
          maxima[1] = maxima[1].maximumOrNaN(y[2]).maximumOrNaN(y[3])
        }
        // Rounding keeps the order, so the greatest sum has the greatest value.
        for i in 0..<2 where 4 * tile + 2 * i < g.rows {
          store(
            (maxima[i] + bias).maximum(floor),
            layer + ((2 * tile + i) * width + column) * lanes)
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
