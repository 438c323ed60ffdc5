/// A set of pixels.
package struct Mask: Hashable, Sendable {
  let rows: Int
  let columns: Int
  /// `[row][column]`.
  var isSet: [Bool]

  package init(rows: Int, columns: Int, isSet: [Bool]) {
    self.rows = rows
    self.columns = columns
    self.isSet = isSet
  }

  /// The pixels above a threshold.
  init(_ plane: Plane, above threshold: Float) {
    self.init(rows: plane.rows, columns: plane.columns, isSet: plane.values.map { $0 > threshold })
  }

  var count: Int { isSet.count(where: \.self) }

  /// The smallest rectangle around all set pixels; nil if there are none.
  var box: Box? {
    var box: Box?
    for row in 0..<rows {
      let line = isSet[row * columns..<(row + 1) * columns]
      guard let first = line.firstIndex(of: true), let last = line.lastIndex(of: true) else {
        continue
      }
      let here = Box(
        rows: row..<row + 1, columns: first - row * columns..<last - row * columns + 1)
      box = box?.union(here) ?? here
    }
    return box
  }

  /// Distances in pixels of every pixel that is not set to the nearest one that is, along rows, columns and
  /// diagonals: 3 a side and 4 a diagonal step, divided by 3.
  ///
  /// G. Borgefors, "Distance transformations in digital images" (1986).
  package var distances: Plane {
    let far = Float(rows + columns)
    var plane = Plane(rows: rows, columns: columns, values: isSet.map { $0 ? 0 : far })
    let (side, diagonal): (Float, Float) = (1, 4.0 / 3)
    func relax(_ row: Int, _ column: Int, _ steps: [(Int, Int, Float)]) {
      var least = plane[row, column]
      for (down, right, length) in steps {
        let (other, place) = (row + down, column + right)
        guard other >= 0, other < rows, place >= 0, place < columns else { continue }
        least = min(least, plane[other, place] + length)
      }
      plane[row, column] = least
    }
    let before = [(-1, -1, diagonal), (-1, 0, side), (-1, 1, diagonal), (0, -1, side)]
    let after = before.map { (-$0.0, -$0.1, $0.2) }
    for row in 0..<rows {
      for column in 0..<columns { relax(row, column, before) }
    }
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() { relax(row, column, after) }
    }
    return plane
  }

  /// The pixels that are not set.
  package var inverted: Mask { Mask(rows: rows, columns: columns, isSet: isSet.map(!)) }
}

/// A connected piece of a mask.
struct MaskPiece: Hashable, Sendable {
  /// Places `row * columns + column`.
  var places: [Int]
  var box: Box
  /// Sides of the picture that it touches.
  var touchesTop = false
  var touchesBottom = false
  var touchesLeft = false
  var touchesRight = false
  /// The number of its pixels on the picture's border.
  var borderPixels = 0

  var touchedSides: Int {
    [touchesTop, touchesBottom, touchesLeft, touchesRight].count(where: \.self)
  }
}

extension [MaskPiece] {
  /// The length of pieces with half of the ink: that of digits, because marks and specks have little; 0 without pieces.
  func usual(_ length: (Box) -> Int) -> Int {
    let sizes = map { (length: length($0.box), ink: $0.places.count) }
      .sorted { $0.length < $1.length }
    let half = sizes.reduce(0) { $0 + $1.ink } / 2
    var below = 0
    return sizes.first { size in
      below += size.ink
      return below >= half
    }?.length ?? 0
  }
}

extension Mask {
  /// The connected pieces, neighbours over corners included, from the upper left on.
  var pieces: [MaskPiece] {
    var pieces: [MaskPiece] = []
    var unseen = isSet
    var waiting: [Int] = []
    for start in unseen.indices where unseen[start] {
      unseen[start] = false
      waiting.append(start)
      var places: [Int] = []
      var (top, bottom, left, right) = (rows, 0, columns, 0)
      var borderPixels = 0
      while let place = waiting.popLast() {
        places.append(place)
        let (row, column) = (place / columns, place % columns)
        (top, bottom) = (min(top, row), max(bottom, row))
        (left, right) = (min(left, column), max(right, column))
        if row == 0 || row == rows - 1 || column == 0 || column == columns - 1 { borderPixels += 1 }
        for other in max(row - 1, 0)...min(row + 1, rows - 1) {
          for next in max(column - 1, 0)...min(column + 1, columns - 1)
          where unseen[other * columns + next] {
            unseen[other * columns + next] = false
            waiting.append(other * columns + next)
          }
        }
      }
      pieces.append(
        MaskPiece(
          places: places, box: Box(rows: top..<bottom + 1, columns: left..<right + 1),
          touchesTop: top == 0, touchesBottom: bottom == rows - 1, touchesLeft: left == 0,
          touchesRight: right == columns - 1, borderPixels: borderPixels))
    }
    return pieces
  }
}
