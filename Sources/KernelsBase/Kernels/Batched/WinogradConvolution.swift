import KernelTypes

/// Convolutions by Winograd's transformations along the rows: eight products for four sums of a row
/// instead of twenty.
///
/// What remains at each of the eight points is a one-dimensional convolution over the rows.
/// Transformed maps are stored as `[point][map][tile][row]`, where a tile is four columns, so the
/// other kernels can compute it with the sizes of `pointAlongRows`. Its sums have two to three
/// times the rounding error of plain products.
///
/// The scratch memory holds the transformed weights. The forward pass leaves the transformed input
/// there, for the gradient of the weights. That one leaves the transformed output gradient, for the
/// gradient of the input.
extension BatchedKernels {
  static func transformedForward(_ operands: ForwardOperands<V>, _ scratch: TransformedMaps<V>) {
    let g = operands.geometry
    TransformedMaps<V>.transformInput(g, operands.input, into: scratch.input(g))
    let bias = scratch.zeros(g)
    for map in 0..<g.maps { bias[map] = 0 }
    for point in 0..<8 {
      sumDirectly(
        ForwardOperands(
          geometry: g.pointAlongRows, input: scratch.input(g) + point * g.pointAlongRows.inputCount,
          weights: scratch.weights(g) + point * g.kernelExtent, bias: bias,
          floor: V(repeating: -.infinity),
          output: scratch.output(g) + point * g.pointAlongRows.outputCount))
    }
    TransformedMaps<V>.gatherOutput(operands, from: scratch.output(g))
  }

  static func transformedWeightGradient(
    _ operands: WeightGradientOperands<V>, _ scratch: TransformedMaps<V>
  ) {
    let g = operands.geometry
    TransformedMaps<V>.transformOutputGradient(
      g, operands.outputGradient, into: scratch.output(g))
    let gradients = scratch.weightGradients(g)
    for i in 0..<8 * g.kernelExtent { gradients[i] = 0 }
    for point in 0..<8 {
      addDirectly(
        WeightGradientOperands(
          geometry: g.pointAlongRows, input: scratch.input(g) + point * g.pointAlongRows.inputCount,
          outputGradient: scratch.output(g) + point * g.pointAlongRows.outputCount,
          weightGradient: gradients + point * g.kernelExtent))
    }
    WinogradWeights<V>.addGradient(g, gradients, to: operands.weightGradient)
  }

  static func transformedInputGradient(
    _ operands: InputGradientOperands<V>, _ scratch: TransformedMaps<V>
  ) {
    let g = operands.geometry
    for point in 0..<8 {
      scatterDirectly(
        InputGradientOperands(
          geometry: g.pointAlongRows,
          outputGradient: scratch.output(g) + point * g.pointAlongRows.outputCount,
          weights: scratch.weights(g) + point * g.kernelExtent,
          inputGradient: scratch.input(g) + point * g.pointAlongRows.inputCount))
    }
    TransformedMaps<V>.gatherInputGradient(operands, from: scratch.input(g))
  }
}

extension ConvolutionGeometry {
  /// Whether the transformations cost less than they save.
  @inline(__always)
  var isFasterTransformed: Bool {
    stride == 1 && kernelColumns == 5 && columns >= 4 && sources >= 4 && maps >= 4
  }

  /// The convolution that is left at each point.
  @inline(__always)
  var pointAlongRows: ConvolutionGeometry {
    ConvolutionGeometry(
      sources: sources, inputRows: (columns + 3) / 4, inputColumns: inputRows, kernelRows: 1,
      kernelColumns: kernelRows, stride: 1, maps: maps)
  }

  @inline(__always)
  var inputCount: Int { sources * inputRows * inputColumns }
  @inline(__always)
  var outputCount: Int { maps * rows * columns }
  /// Rows of kernels.
  @inline(__always)
  var kernelRowCount: Int { maps * sources * kernelRows }
  /// The same in whole cache lines: the weights of a point.
  @inline(__always)
  var kernelExtent: Int { (kernelRowCount + 15) / 16 * 16 }

  /// Numbers of scratch for the transformed weights, their gradient, maps without bias, and
  /// transformed maps.
  @inline(__always)
  func transformedCount(_ lanes: Int) -> Int {
    16 * kernelExtent + (maps + 15) / 16 * 16 + 8
      * (pointAlongRows.inputCount + pointAlongRows.outputCount)
      * lanes
  }
}

/// Rows of five weights at the eight points, `[point][map][source][kernel row]`.
enum WinogradWeights<V: SIMDVector> {
  @inline(__always)
  static func transform(
    _ g: ConvolutionGeometry, _ weights: UnsafePointer<V.Scalar>,
    into target: UnsafeMutablePointer<V.Scalar>
  ) {
    let lanes = V.scalarCount
    var first = 0
    while first + lanes <= g.kernelRowCount {
      let values = transform(weights + 5 * first, count: lanes)
      for point in 0..<8 { store(values[point], target + point * g.kernelExtent + first) }
      first += lanes
    }
    if first < g.kernelRowCount {
      let values = transform(weights + 5 * first, count: g.kernelRowCount - first)
      for point in 0..<8 { store(values[point], target + point * g.kernelExtent + first) }
    }
  }

  /// As many rows as there are lanes, or fewer.
  @inline(__always)
  private static func transform(
    _ weights: UnsafePointer<V.Scalar>, count: Int
  ) -> InlineArray<8, V> {
    var taps = InlineArray<5, V> { _ in V() }
    for tap in 0..<5 {
      for row in 0..<V.scalarCount where row < count { taps[tap][row] = weights[5 * row + tap] }
    }
    return WinogradTransforms<V>.weights(taps)
  }

  @inline(__always)
  static func addGradient(
    _ g: ConvolutionGeometry, _ gradients: UnsafePointer<V.Scalar>,
    to target: UnsafeMutablePointer<V.Scalar>
  ) {
    let lanes = V.scalarCount
    for first in stride(from: 0, to: g.kernelRowCount, by: lanes) {
      var values = InlineArray<8, V> { _ in V() }
      for point in 0..<8 { values[point] = load(gradients + point * g.kernelExtent + first) }
      let taps = WinogradTransforms<V>.weightGradients(values)
      let count = min(lanes, g.kernelRowCount - first)
      for tap in 0..<5 {
        for row in 0..<lanes where row < count { target[5 * (first + row) + tap] += taps[tap][row] }
      }
    }
  }
}

/// The scratch of a transformed convolution, and the ways into and out of it.
struct TransformedMaps<V: SIMDVector> {
  private let base: UnsafeMutablePointer<V.Scalar>

  @inline(__always)
  init(_ base: UnsafeMutablePointer<V.Scalar>) { self.base = base }

  @inline(__always)
  func weights(_ g: ConvolutionGeometry) -> UnsafeMutablePointer<V.Scalar> { base }
  @inline(__always)
  func weightGradients(_ g: ConvolutionGeometry) -> UnsafeMutablePointer<V.Scalar> {
    base + 8 * g.kernelExtent
  }
  @inline(__always)
  func zeros(_ g: ConvolutionGeometry) -> UnsafeMutablePointer<V.Scalar> {
    base + 16 * g.kernelExtent
  }
  @inline(__always)
  func input(_ g: ConvolutionGeometry) -> UnsafeMutablePointer<V> {
    UnsafeMutableRawPointer(zeros(g) + (g.maps + 15) / 16 * 16).assumingMemoryBound(to: V.self)
  }
  @inline(__always)
  func output(_ g: ConvolutionGeometry) -> UnsafeMutablePointer<V> {
    input(g) + 8 * g.pointAlongRows.inputCount
  }

  /// Columns behind the last one count as zero.
  @inline(__always)
  static func transformInput(
    _ g: ConvolutionGeometry, _ input: UnsafePointer<V>, into target: UnsafeMutablePointer<V>
  ) {
    let point = g.pointAlongRows
    var place = target
    for source in 0..<g.sources {
      for tile in 0..<point.rows {
        let column = 4 * tile
        var line = input + source * g.inputRows * g.inputColumns + column
        for _ in 0..<g.inputRows {
          if column + 8 <= g.inputColumns {
            spread(line, 8, place, point.inputCount)
          } else {
            spread(line, g.inputColumns - column, place, point.inputCount)
          }
          line += g.inputColumns
          place += 1
        }
      }
    }
  }

  @inline(__always)
  private static func spread(
    _ line: UnsafePointer<V>, _ count: Int, _ place: UnsafeMutablePointer<V>, _ pointStride: Int
  ) {
    var x = InlineArray<8, V> { _ in V() }
    for i in 0..<8 where i < count { x[i] = line[i] }
    let values = WinogradTransforms<V>.inputs(x)
    for point in 0..<8 { place[point * pointStride] = values[point] }
  }

  /// The sums with their bias, not below the floor.
  @inline(__always)
  static func gatherOutput(_ operands: ForwardOperands<V>, from source: UnsafePointer<V>) {
    let g = operands.geometry
    let point = g.pointAlongRows
    var place = source
    for map in 0..<g.maps {
      let bias = V(repeating: operands.bias[map])
      for tile in 0..<point.rows {
        let column = 4 * tile
        var line = operands.output + map * g.rows * g.columns + column
        for _ in 0..<g.rows {
          let y = WinogradTransforms<V>.outputs(read(place, point.outputCount))
          for i in 0..<4 where i < g.columns - column {
            line[i] = (y[i] + bias).maximum(operands.floor)
          }
          line += g.columns
          place += 1
        }
      }
    }
  }

  @inline(__always)
  private static func read(_ place: UnsafePointer<V>, _ pointStride: Int) -> InlineArray<8, V> {
    var values = InlineArray<8, V> { _ in V() }
    for point in 0..<8 { values[point] = place[point * pointStride] }
    return values
  }

  @inline(__always)
  static func transformOutputGradient(
    _ g: ConvolutionGeometry, _ gradient: UnsafePointer<V>, into target: UnsafeMutablePointer<V>
  ) {
    let point = g.pointAlongRows
    var place = target
    for map in 0..<g.maps {
      for tile in 0..<point.rows {
        let column = 4 * tile
        var line = gradient + map * g.rows * g.columns + column
        for _ in 0..<g.rows {
          var u = InlineArray<4, V> { _ in V() }
          for i in 0..<4 where i < g.columns - column { u[i] = line[i] }
          let values = WinogradTransforms<V>.outputGradients(u)
          for p in 0..<8 { place[p * point.outputCount] = values[p] }
          line += g.columns
          place += 1
        }
      }
    }
  }

  /// Neighbouring tiles share four columns of the input.
  @inline(__always)
  static func gatherInputGradient(
    _ operands: InputGradientOperands<V>, from gradients: UnsafePointer<V>
  ) {
    let g = operands.geometry
    let point = g.pointAlongRows
    for source in 0..<g.sources {
      for row in 0..<g.inputRows {
        var place = gradients + source * point.inputRows * point.inputColumns + row
        var line = operands.inputGradient + (source * g.inputRows + row) * g.inputColumns
        var shared = InlineArray<4, V> { _ in V() }
        for _ in 0..<point.rows {
          let x = WinogradTransforms<V>.inputGradients(read(place, point.inputCount))
          for i in 0..<4 {
            line[i] = shared[i] + x[i]
            shared[i] = x[4 + i]
          }
          line += 4
          place += g.inputRows
        }
        for i in 0..<4 where i < g.inputColumns - 4 * point.rows { line[i] = shared[i] }
      }
    }
  }
}
