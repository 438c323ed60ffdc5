extension Plane {
  /// The plane without bright features narrower than `width` in rows or columns.
  ///
  /// The minimum of a square window, then the maximum of those; border numbers repeat outside.
  func opened(_ width: Int) -> Plane {
    extreme(width, .least).extreme(width, .greatest)
  }

  /// The plane without dark features narrower than `width`.
  func closed(_ width: Int) -> Plane {
    extreme(width, .greatest).extreme(width, .least)
  }

  private enum Extreme { case least, greatest }

  private func extreme(_ width: Int, _ kind: Extreme) -> Plane {
    let reach = width / 2
    guard reach > 0 else { return self }
    return extremeOfRows(reach, kind).transposed.extremeOfRows(reach, kind).transposed
  }

  /// The extreme of 2 x reach + 1 rows, in three comparisons per number for any reach.
  ///
  /// M. van Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal
  /// kernels", Pattern Recognition Letters 13 (1992).
  private func extremeOfRows(_ reach: Int, _ kind: Extreme) -> Plane {
    switch kind {
    case .least: extremeOfRows(reach) { $1 < $0 ? $1 : $0 }
    case .greatest: extremeOfRows(reach) { $1 > $0 ? $1 : $0 }
    }
  }

  @inline(__always)
  private func extremeOfRows(_ reach: Int, _ choose: (Float, Float) -> Float) -> Plane {
    let width = 2 * reach + 1
    let extended = rows + 2 * reach
    func source(_ row: Int) -> Int { min(max(row - reach, 0), rows - 1) * columns }
    var forward = [Float](repeating: 0, count: extended * columns)
    var backward = forward
    for row in 0..<extended {
      let (place, from) = (row * columns, source(row))
      if row % width == 0 {
        for column in 0..<columns { forward[place + column] = values[from + column] }
      } else {
        for column in 0..<columns {
          forward[place + column] = choose(forward[place - columns + column], values[from + column])
        }
      }
    }
    for row in (0..<extended).reversed() {
      let (place, from) = (row * columns, source(row))
      if row % width == width - 1 || row == extended - 1 {
        for column in 0..<columns { backward[place + column] = values[from + column] }
      } else {
        for column in 0..<columns {
          backward[place + column] = choose(
            backward[place + columns + column], values[from + column])
        }
      }
    }
    var result = Plane(rows: rows, columns: columns)
    for row in 0..<rows {
      let (first, last) = (row * columns, (row + 2 * reach) * columns)
      for column in 0..<columns {
        result.values[first + column] = choose(backward[first + column], forward[last + column])
      }
    }
    return result
  }
}
