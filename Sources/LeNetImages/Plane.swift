/// A two-dimensional array of numbers.
package struct Plane: Hashable, Sendable {
  package let rows: Int
  package let columns: Int
  /// `[row][column]`.
  package var values: [Float]

  init(rows: Int, columns: Int, values: [Float]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  init(rows: Int, columns: Int, repeating value: Float = 0) {
    self.init(
      rows: rows, columns: columns, values: [Float](repeating: value, count: rows * columns))
  }

  init(rows: Int, columns: Int, _ value: (_ row: Int, _ column: Int) -> Float) {
    self.rows = rows
    self.columns = columns
    values = []
    values.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { values.append(value(row, column)) }
    }
  }

  subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The part inside a box.
  func cropped(to box: Box) -> Plane {
    Plane(rows: box.rows.count, columns: box.columns.count) { row, column in
      self[box.rows.lowerBound + row, box.columns.lowerBound + column]
    }
  }

  /// The transposed plane.
  var transposed: Plane {
    Plane(rows: columns, columns: rows) { row, column in self[column, row] }
  }

  /// The plane resampled to other sizes: every number is the mean over the area it covers, or, if that is less than a
  /// pixel, interpolated linearly.
  func averaged(rows newRows: Int, columns newColumns: Int) -> Plane {
    if newRows == rows && newColumns == columns { return self }
    return resampledRows(to: newRows).transposed.resampledRows(to: newColumns).transposed
  }

  private func resampledRows(to count: Int) -> Plane {
    if count == rows { return self }
    let taps = AreaTaps(from: rows, to: count)
    var result = Plane(rows: count, columns: columns)
    for row in 0..<count {
      for (source, weight) in taps.taps[row] {
        let (from, to) = (source * columns, row * columns)
        for column in 0..<columns {
          result.values[to + column] += weight * values[from + column]
        }
      }
    }
    return result
  }

  /// Smoothed along rows and columns by 1/4, 1/2, 1/4.
  var smoothed: Plane { smoothedRows.transposed.smoothedRows.transposed }

  private var smoothedRows: Plane {
    Plane(rows: rows, columns: columns) { row, column in
      let above = self[max(row - 1, 0), column]
      let below = self[min(row + 1, rows - 1), column]
      return (above + below) / 4 + self[row, column] / 2
    }
  }
}

/// Rows and columns of a rectangle.
public struct Box: Hashable, Sendable {
  /// The range of rows.
  public var rows: Range<Int>
  /// The range of columns.
  public var columns: Range<Int>

  /// A rectangle of pixels.
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The smallest rectangle that contains both.
  package func union(_ other: Box) -> Box {
    Box(
      rows: min(
        rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound),
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound))
  }

  /// The rectangle at another place.
  func moved(down: Int, right: Int) -> Box {
    Box(
      rows: rows.lowerBound + down..<rows.upperBound + down,
      columns: columns.lowerBound + right..<columns.upperBound + right)
  }

  /// The rectangle enlarged by `margin` pixels on each side, within the plane.
  func grown(by margin: Int, within plane: Plane) -> Box {
    Box(
      rows: max(rows.lowerBound - margin, 0)..<min(rows.upperBound + margin, plane.rows),
      columns: max(columns.lowerBound - margin, 0)..<min(columns.upperBound + margin, plane.columns)
    )
  }

  /// The longer side.
  var longerSide: Int { max(rows.count, columns.count) }
}

/// The source numbers and weights of each number in a resampled line.
private struct AreaTaps {
  let taps: [[(source: Int, weight: Float)]]

  init(from count: Int, to newCount: Int) {
    let step = Double(count) / Double(newCount)
    taps = (0..<newCount).map { place in
      // Below one pixel the window stays a pixel wide, which is linear interpolation.
      let centre = (Double(place) + 0.5) * step
      let half = max(step, 1) / 2
      let (start, end) = (centre - half, centre + half)
      var weights: [(Int, Float)] = []
      for source in Int(start.rounded(.down))..<Int(end.rounded(.up)) {
        let overlap = min(end, Double(source + 1)) - max(start, Double(source))
        guard overlap > 1e-9 else { continue }
        weights.append((min(max(source, 0), count - 1), Float(overlap / (2 * half))))
      }
      return weights
    }
  }
}
