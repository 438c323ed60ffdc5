public import KernelTypes

extension SingleImageKernels {
  /// Registers run across the maps, whose sum is taken last, for all positions at once.
  public static func convolutionInputGradient(
    _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let lanes = Batched.V.scalarCount
    let gradients = scratch + g.outputStart(lanes)
    let sums = scratch + g.inputStart(lanes)
    Transposition<Batched.V>.spreadMaps(
      outputGradient, of: g, numbers: g.positions, into: gradients)
    let size = g.inputRows * g.inputColumns
    for source in stride(from: 0, to: g.sources, by: 2) {
      let operands = MapScatterOperands<Batched.V>(
        geometry: g, source: source, other: min(source + 1, g.sources - 1),
        outputGradient: gradients, weights: scratch, inputGradient: sums)
      Batched.clear(sums, count: 2 * size)
      if g.stride == 1 && g.kernelColumns == 5 {
        MapScatterTile<Batched.V, 5, 5, 9>.sweep(operands)
      } else {
        scatterSingly(operands)
      }
      // In ascending order: what spills over behind the second map is overwritten by the next.
      for map in 0..<min(2, g.sources - source) {
        addLanes(
          sums + map * size * lanes, count: size, into: inputGradient + (source + map) * size)
      }
    }
  }

  /// Any stride and kernel, one product at a time.
  private static func scatterSingly(_ operands: MapScatterOperands<Batched.V>) {
    let g = operands.geometry
    let lanes = Batched.V.scalarCount
    let size = g.inputRows * g.inputColumns
    for tile in 0..<g.mapTiles(lanes) {
      for number in 0..<2 {
        let source = number == 0 ? operands.source : operands.other
        var weights =
          operands.weights
          + (tile * g.taps + source * g.kernelRows * g.kernelColumns) * lanes
        for kernelRow in 0..<g.kernelRows {
          for tap in 0..<g.kernelColumns {
            let weight: Batched.V = load(weights)
            weights += lanes
            for row in 0..<g.rows {
              var gradient =
                operands.outputGradient
                + (tile * g.positions + row * g.columns) * lanes
              let start =
                number * size + (row * g.stride + kernelRow) * g.inputColumns + tap
              for column in 0..<g.columns {
                let place = operands.inputGradient + (start + column * g.stride) * lanes
                let sum: Batched.V = load(place)
                store(multiplyAdd(sum, load(gradient), weight), place)
                gradient += lanes
              }
            }
          }
        }
      }
    }
  }

  /// The sum of each register, a register of sums at a time.
  @inline(__always)
  private static func addLanes(
    _ vectors: UnsafeMutablePointer<Scalar>, count: Int, into sums: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    for first in stride(from: 0, to: count, by: lanes) {
      let start = max(0, min(first, count - lanes))
      guard count >= lanes else {
        for i in 0..<count { sums[i] = (load(vectors + i * lanes) as Batched.V).laneSum() }
        return
      }
      let place = vectors + start * lanes
      switch lanes {
      case 16: Square<Batched.V, 16>.sumLanes(place, sums + start)
      case 8: Square<Batched.V, 8>.sumLanes(place, sums + start)
      case 4: Square<Batched.V, 4>.sumLanes(place, sums + start)
      default: Square<Batched.V, 2>.sumLanes(place, sums + start)
      }
    }
  }
}

extension Square {
  /// The lane sums of as many registers as each has lanes, as one register.
  @inline(__always)
  static func sumLanes(
    _ source: UnsafePointer<V.Scalar>, _ target: UnsafeMutablePointer<V.Scalar>
  ) {
    var vectors = InlineArray<lanes, V> { _ in V() }
    for i in 0..<lanes { vectors[i] = load(source + i * lanes) }
    transposeLanes(&vectors)
    var sum = V()
    for i in 0..<lanes { sum += vectors[i] }
    store(sum, target)
  }
}

struct MapScatterOperands<V: SIMDVector> {
  var geometry: ConvolutionGeometry
  /// Two sources, the same where only one is left.
  var source, other: Int
  /// `[tile][position][lane]`.
  var outputGradient: UnsafePointer<V.Scalar>
  /// `[tile][tap][lane]`.
  var weights: UnsafePointer<V.Scalar>
  /// `[2][position][lane]`, to which is added.
  var inputGradient: UnsafeMutablePointer<V.Scalar>
}

/// A stretch of two input rows in registers, onto which the output gradients of `columns` columns are
/// scattered from all kernel rows; `span` = columns + taps - 1.
enum MapScatterTile<V: SIMDVector, let columns: Int, let taps: Int, let span: Int> {
  @inline(__always)
  static func sweep(_ operands: MapScatterOperands<V>) {
    let g = operands.geometry
    for row in 0..<g.inputRows {
      var column = 0
      while column + columns <= g.columns {
        add(operands, row, column)
        column += columns
      }
      while column < g.columns {
        MapScatterTile<V, 1, taps, taps>.add(operands, row, column)
        column += 1
      }
    }
  }

  @inline(__always)
  static func add(_ operands: MapScatterOperands<V>, _ row: Int, _ column: Int) {
    let g = operands.geometry
    let lanes = V.scalarCount
    let kernelSize = g.kernelRows * g.kernelColumns
    let line = operands.inputGradient + (row * g.inputColumns + column) * lanes
    let lineOfOther = line + g.inputRows * g.inputColumns * lanes
    var first = read(line)
    var second = read(lineOfOther)
    let distance = (operands.other - operands.source) * kernelSize * lanes
    for tile in 0..<g.mapTiles(lanes) {
      let gradients = operands.outputGradient + tile * g.positions * lanes
      let kernels =
        operands.weights + (tile * g.taps + operands.source * kernelSize) * lanes
      // Kernel rows whose output row, row - kernelRow, exists.
      for kernelRow in max(0, row - g.rows + 1)..<min(g.kernelRows, row + 1) {
        let gradient = gradients + ((row - kernelRow) * g.columns + column) * lanes
        let weights = kernels + kernelRow * g.kernelColumns * lanes
        scatter(gradient, weights, &first)
        scatter(gradient, weights + distance, &second)
      }
    }
    write(first, line)
    write(second, lineOfOther)
  }

  @inline(__always)
  private static func scatter(
    _ gradient: UnsafePointer<V.Scalar>, _ kernel: UnsafePointer<V.Scalar>,
    _ sums: inout InlineArray<span, V>
  ) {
    let lanes = V.scalarCount
    for t in 0..<taps {
      let weight: V = load(kernel + t * lanes)
      for c in 0..<columns {
        sums[c + t] = multiplyAdd(sums[c + t], load(gradient + c * lanes), weight)
      }
    }
  }

  @inline(__always)
  private static func read(_ line: UnsafePointer<V.Scalar>) -> InlineArray<span, V> {
    var sums = InlineArray<span, V> { _ in V() }
    for i in 0..<span { sums[i] = load(line + i * V.scalarCount) }
    return sums
  }

  @inline(__always)
  private static func write(
    _ sums: InlineArray<span, V>, _ line: UnsafeMutablePointer<V.Scalar>
  ) {
    for i in 0..<span { store(sums[i], line + i * V.scalarCount) }
  }
}
