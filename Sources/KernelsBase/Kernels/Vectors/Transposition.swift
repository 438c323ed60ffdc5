/// Transposes as many rows as a register has lanes, or fewer, a square of registers at a time.
enum Transposition<V: SIMDVector> {
  /// `[row][column]` to `[column][lane]`, one row a lane; lanes without a row become zero.
  @inline(__always)
  static func spread(
    _ rows: UnsafePointer<V.Scalar>, count: Int, columns: Int, rowStride: Int,
    into target: UnsafeMutablePointer<V.Scalar>
  ) {
    let lanes = V.scalarCount
    guard columns >= lanes else {
      for column in 0..<columns {
        var vector = V()
        for row in 0..<count { vector[row] = rows[row * rowStride + column] }
        store(vector, target + column * lanes)
      }
      return
    }
    for start in stride(from: 0, to: columns, by: lanes) {
      // The last square overlaps the one before.
      let first = min(start, columns - lanes)
      let place = target + first * lanes
      switch lanes {
      case 16: Square<V, 16>.transpose(rows + first, rowStride, count, place, lanes, lanes)
      case 8: Square<V, 8>.transpose(rows + first, rowStride, count, place, lanes, lanes)
      case 4: Square<V, 4>.transpose(rows + first, rowStride, count, place, lanes, lanes)
      default: Square<V, 2>.transpose(rows + first, rowStride, count, place, lanes, lanes)
      }
    }
  }

  /// `[column][lane]` to the first `count` rows of `[row][column]`.
  @inline(__always)
  static func gather(
    _ source: UnsafePointer<V.Scalar>, columns: Int, count: Int,
    into rows: UnsafeMutablePointer<V.Scalar>
  ) {
    let lanes = V.scalarCount
    guard columns >= lanes else {
      for row in 0..<count {
        for column in 0..<columns { rows[row * columns + column] = source[column * lanes + row] }
      }
      return
    }
    for start in stride(from: 0, to: columns, by: lanes) {
      let first = min(start, columns - lanes)
      let place = source + first * lanes
      switch lanes {
      case 16: Square<V, 16>.transpose(place, lanes, lanes, rows + first, columns, count)
      case 8: Square<V, 8>.transpose(place, lanes, lanes, rows + first, columns, count)
      case 4: Square<V, 4>.transpose(place, lanes, lanes, rows + first, columns, count)
      default: Square<V, 2>.transpose(place, lanes, lanes, rows + first, columns, count)
      }
    }
  }
}

/// As many registers as each has lanes.
enum Square<V: SIMDVector, let lanes: Int> {
  /// Reads `rows` rows, the others being zero, and writes the first `columns` columns as rows.
  @inline(__always)
  static func transpose(
    _ source: UnsafePointer<V.Scalar>, _ sourceStride: Int, _ rows: Int,
    _ target: UnsafeMutablePointer<V.Scalar>, _ targetStride: Int, _ columns: Int
  ) {
    var vectors = InlineArray<lanes, V> { _ in V() }
    if rows == lanes {
      for row in 0..<lanes { vectors[row] = load(source + row * sourceStride) }
    } else {
      for row in 0..<rows { vectors[row] = load(source + row * sourceStride) }
    }
    transposeLanes(&vectors)
    if columns == lanes {
      for column in 0..<lanes { store(vectors[column], target + column * targetStride) }
    } else {
      for column in 0..<columns { store(vectors[column], target + column * targetStride) }
    }
  }
}
