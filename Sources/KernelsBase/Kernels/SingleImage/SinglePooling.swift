public import KernelTypes

extension SingleImageKernels {
  /// Windows of 2 x 2 a register of results at a time, others number by number.
  public static func maxPoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let lanes = Batched.V.scalarCount
    for map in 0..<g.maps {
      let input = input + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        let result = output + (map * g.rows + row) * g.columns
        guard g.isTwoByTwo else {
          for column in 0..<g.columns {
            result[column] = windowMaximum(g, input, row, column)
          }
          continue
        }
        for start in stride(from: 0, to: g.columns, by: lanes) {
          let column = max(0, min(start, g.columns - lanes))
          let upper = input + 2 * (row * g.inputColumns + column)
          let window = Window<Batched.V>(upper, upper + g.inputColumns)
          store(window.maximum, result + column)
        }
      }
    }
  }

  /// Finds the maximum again, since only inputs are kept.
  public static func maxPoolingBackward(
    _ geometry: PoolingGeometry, floor: Scalar, input: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let lanes = Batched.V.scalarCount
    if g.halvesInput {
      let floor = Batched.V(repeating: floor)
      for line in 0..<g.maps * g.rows {
        for start in stride(from: 0, to: g.columns, by: lanes) {
          // The last ones overlap their neighbours. Only where a row is shorter than a register does
          // it spill over, into the row that is written next.
          let column = max(0, min(start, g.columns - lanes))
          let upper = 2 * (line * g.inputColumns + column)
          let window = Window<Batched.V>(input + upper, input + upper + g.inputColumns)
          let gradient: Batched.V = load(outputGradient + line * g.columns + column)
          window.spread(
            window.maximum.whereAbove(floor, take: gradient), inputGradient + upper,
            inputGradient + upper + g.inputColumns)
        }
      }
      return
    }
    for i in 0..<g.maps * g.inputRows * g.inputColumns { inputGradient[i] = 0 }
    for map in 0..<g.maps {
      let start = map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          let maximum = windowMaximum(g, input + start, row, column)
          let gradient = outputGradient[(map * g.rows + row) * g.columns + column]
          guard maximum > floor else { continue }
          if let winner = firstPlace(of: maximum, g, input + start, row, column) {
            inputGradient[start + winner] += gradient
          }
        }
      }
    }
  }

  /// The mean over the window that lies in the input; windows of 2 x 2 a register of results at a time.
  public static func averagePoolingForward(
    _ geometry: PoolingGeometry, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    for map in 0..<g.maps {
      let input = input + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        guard !g.isTwoByTwo else {
          let upper = input + 2 * row * g.inputColumns
          let result = output + (map * g.rows + row) * g.columns
          averageRow(upper, upper + g.inputColumns, columns: g.columns, into: result)
          continue
        }
        for column in 0..<g.columns {
          var sum: Scalar = 0
          for r in g.inputRows(row) {
            for c in g.inputColumns(column) { sum += input[r * g.inputColumns + c] }
          }
          output[(map * g.rows + row) * g.columns + column] = sum / windowSize(g, row, column)
        }
      }
    }
  }

  @inline(__always)
  private static func averageRow(
    _ upper: UnsafePointer<Scalar>, _ lower: UnsafePointer<Scalar>, columns: Int,
    into result: UnsafeMutablePointer<Scalar>
  ) {
    let lanes = Batched.V.scalarCount
    for start in stride(from: 0, to: columns, by: lanes) {
      let column = max(0, min(start, columns - lanes))
      let window = Window<Batched.V>(upper + 2 * column, lower + 2 * column)
      store(window.sum * Batched.V(repeating: 0.25), result + column)
    }
  }

  /// Adds shares, since windows may overlap; where windows of 2 x 2 cover all, each share is written
  /// four times.
  public static func averagePoolingBackward(
    _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>
  ) {
    let g = geometry
    let lanes = Batched.V.scalarCount
    if g.halvesInput {
      for line in 0..<g.maps * g.rows {
        for start in stride(from: 0, to: g.columns, by: lanes) {
          let column = max(0, min(start, g.columns - lanes))
          let gradient: Batched.V = load(outputGradient + line * g.columns + column)
          let share = gradient * Batched.V(repeating: 0.25)
          let (low, high) = Batched.V.interleave(share, share)
          let upper = inputGradient + 2 * (line * g.inputColumns + column)
          store(low, upper)
          store(high, upper + lanes)
          store(low, upper + g.inputColumns)
          store(high, upper + g.inputColumns + lanes)
        }
      }
      return
    }
    for i in 0..<g.maps * g.inputRows * g.inputColumns { inputGradient[i] = 0 }
    for map in 0..<g.maps {
      let result = inputGradient + map * g.inputRows * g.inputColumns
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          let gradient = outputGradient[(map * g.rows + row) * g.columns + column]
          let share = gradient / windowSize(g, row, column)
          for r in g.inputRows(row) {
            for c in g.inputColumns(column) { result[r * g.inputColumns + c] += share }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func windowMaximum(
    _ g: PoolingGeometry, _ input: UnsafePointer<Scalar>, _ row: Int, _ column: Int
  ) -> Scalar {
    var maximum = -Scalar.infinity
    for r in g.inputRows(row) {
      for c in g.inputColumns(column) {
        let value = input[r * g.inputColumns + c]
        if !(value <= maximum) { maximum = value }
        if maximum != maximum { return maximum }
      }
    }
    return maximum
  }

  @inline(__always)
  private static func firstPlace(
    of maximum: Scalar, _ g: PoolingGeometry, _ input: UnsafePointer<Scalar>, _ row: Int,
    _ column: Int
  ) -> Int? {
    for r in g.inputRows(row) {
      for c in g.inputColumns(column) where input[r * g.inputColumns + c] == maximum {
        return r * g.inputColumns + c
      }
    }
    return nil
  }

  @inline(__always)
  private static func windowSize(_ g: PoolingGeometry, _ row: Int, _ column: Int) -> Scalar {
    Scalar(g.inputRows(row).count * g.inputColumns(column).count)
  }
}

/// As many windows of 2 x 2 side by side as a register has lanes.
struct Window<V: SIMDVector> {
  private let upperLeft, upperRight, lowerLeft, lowerRight: V

  /// Windows that begin at two neighbouring rows.
  @inline(__always)
  init(_ upper: UnsafePointer<V.Scalar>, _ lower: UnsafePointer<V.Scalar>) {
    (upperLeft, upperRight) = V.deinterleave(load(upper), load(upper + V.scalarCount))
    (lowerLeft, lowerRight) = V.deinterleave(load(lower), load(lower + V.scalarCount))
  }

  @inline(__always)
  var maximum: V {
    upperLeft.maximumOrNaN(upperRight).maximumOrNaN(lowerLeft.maximumOrNaN(lowerRight))
  }

  @inline(__always)
  var sum: V { upperLeft + upperRight + (lowerLeft + lowerRight) }

  /// Writes gradients to the first place of each window that holds its maximum.
  @inline(__always)
  func spread(
    _ gradient: V, _ upper: UnsafeMutablePointer<V.Scalar>,
    _ lower: UnsafeMutablePointer<V.Scalar>
  ) {
    let maximum = maximum
    var parts = InlineArray<4, V> { _ in V() }
    var rest = gradient
    parts[0] = upperLeft.whereEqual(maximum, take: rest, else: V())
    rest = upperLeft.whereEqual(maximum, take: V(), else: rest)
    parts[1] = upperRight.whereEqual(maximum, take: rest, else: V())
    rest = upperRight.whereEqual(maximum, take: V(), else: rest)
    parts[2] = lowerLeft.whereEqual(maximum, take: rest, else: V())
    parts[3] = lowerLeft.whereEqual(maximum, take: V(), else: rest)
    Self.weave(parts, upper, lower)
  }

  /// A call, since otherwise the comparisons would be pulled through the shuffles and taken apart lane
  /// by lane.
  @inline(never)
  private static func weave(
    _ parts: InlineArray<4, V>, _ upper: UnsafeMutablePointer<V.Scalar>,
    _ lower: UnsafeMutablePointer<V.Scalar>
  ) {
    let (upperLow, upperHigh) = V.interleave(parts[0], parts[1])
    let (lowerLow, lowerHigh) = V.interleave(parts[2], parts[3])
    store(upperLow, upper)
    store(upperHigh, upper + V.scalarCount)
    store(lowerLow, lower)
    store(lowerHigh, lower + V.scalarCount)
  }
}
