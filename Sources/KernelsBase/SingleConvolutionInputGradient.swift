public import KernelTypes

extension SingleImageKernels {
  /// Registers run across the maps, whose sum is taken last, for all positions at once.
  public static func convolutionInputGradient(
    _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Scalar>,
    weights: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>,
    scratch: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let maps = MapLanes<Many.V>(g)
    let gradients = scratch + maps.outputStart
    let sums = scratch + maps.inputStart
    maps.spread(weights: weights, into: scratch)
    maps.spread(outputs: outputGradient, into: gradients)
    let size = g.inputRows * g.inputColumns
    let lanes = Many.V.scalarCount
    for source in stride(from: 0, to: g.sources, by: 2) {
      let operands = MapScatterOperands<Many.V>(
        geometry: g, maps: maps, source: source, other: min(source + 1, g.sources - 1),
        outputGradient: gradients, weights: scratch, inputGradient: sums)
      Many.clear(sums, count: 2 * size)
      if g.stride == 1 && g.kernelColumns == 5 {
        MapScatterTile<Many.V, 5, 5, 9>.sweep(operands)
      } else {
        MapScatterTile<Many.V, 1, 1, 1>.sweep(operands)
      }
      // In ascending order: what spills over behind the second map is overwritten by the next.
      for map in 0..<min(2, g.sources - source) {
        addLanes(
          sums + map * size * lanes, count: size, into: inputGradient + (source + map) * size)
      }
    }
  }

  /// The sum of each register, a register of sums at a time.
  @inline(__always)
  private static func addLanes(
    _ vectors: UnsafeMutablePointer<Scalar>, count: Int, into sums: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Many.V.scalarCount
    for first in stride(from: 0, to: count, by: lanes) {
      let start = max(0, min(first, count - lanes))
      guard count >= lanes else {
        for i in 0..<count { sums[i] = (load(vectors + i * lanes) as Many.V).laneSum() }
        return
      }
      let place = vectors + start * lanes
      switch lanes {
      case 16: Square<Many.V, 16>.sumLanes(place, sums + start)
      case 8: Square<Many.V, 8>.sumLanes(place, sums + start)
      case 4: Square<Many.V, 4>.sumLanes(place, sums + start)
      default: Square<Many.V, 2>.sumLanes(place, sums + start)
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
    var count = lanes
    while count > 1 {
      let old = vectors
      for i in 0..<lanes / 2 where i < count / 2 {
        vectors[i] = old[2 * i].pairSums(old[2 * i + 1])
      }
      count /= 2
    }
    store(vectors[0], target)
  }
}

struct MapScatterOperands<V: Lanes> {
  var geometry: ConvolutionGeometry
  var maps: MapLanes<V>
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
/// scattered by several taps; `span` = columns + taps - 1.
enum MapScatterTile<V: Lanes, let columns: Int, let taps: Int, let span: Int> {
  @inline(__always)
  static func sweep(_ operands: MapScatterOperands<V>) {
    let g = operands.geometry
    for row in 0..<g.inputRows {
      for tap in stride(from: 0, to: g.kernelColumns, by: taps) {
        var column = 0
        while column + columns <= g.columns {
          add(operands, row, column, tap)
          column += columns
        }
        while column < g.columns {
          MapScatterTile<V, 1, taps, taps>.add(operands, row, column, tap)
          column += 1
        }
      }
    }
  }

  @inline(__always)
  static func add(
    _ operands: MapScatterOperands<V>, _ row: Int, _ column: Int, _ tap: Int
  ) {
    let g = operands.geometry
    let lanes = V.scalarCount
    let kernelSize = g.kernelRows * g.kernelColumns
    let line =
      operands.inputGradient + (row * g.inputColumns + column * g.stride + tap) * lanes
    let lineOfOther = line + g.inputRows * g.inputColumns * lanes
    var first = InlineArray<span, V> { _ in V() }
    var second = InlineArray<span, V> { _ in V() }
    for i in 0..<span {
      first[i] = load(line + i * lanes)
      second[i] = load(lineOfOther + i * lanes)
    }
    let distance = (operands.other - operands.source) * kernelSize * lanes
    for tile in 0..<operands.maps.tiles {
      let gradients = operands.outputGradient + tile * operands.maps.positions * lanes
      let kernels =
        operands.weights
        + (tile * operands.maps.taps + operands.source * kernelSize + tap) * lanes
      for kernelRow in 0..<g.kernelRows {
        // Kernel rows whose output row exists.
        let position = row - kernelRow
        guard position >= 0, position % g.stride == 0, position / g.stride < g.rows else {
          continue
        }
        let gradient = gradients + (position / g.stride * g.columns + column) * lanes
        let weights = kernels + kernelRow * g.kernelColumns * lanes
        for t in 0..<taps {
          let weight: V = load(weights + t * lanes)
          let weightOfOther: V = load(weights + distance + t * lanes)
          for c in 0..<columns {
            let slope: V = load(gradient + c * lanes)
            first[c + t] = multiplyAdd(first[c + t], slope, weight)
            second[c + t] = multiplyAdd(second[c + t], slope, weightOfOther)
          }
        }
      }
    }
    for i in 0..<span {
      store(first[i], line + i * lanes)
      store(second[i], lineOfOther + i * lanes)
    }
  }
}
