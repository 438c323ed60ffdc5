/// A row of ink that may be a number, with the paths that may cut it into digits.
package struct InkRow: Sendable {
  /// Its box in the picture.
  package let box: Box
  /// Ink from 0 to 1, `[row][column]` of the box.
  package let ink: Plane
  /// The mean width of strokes, in pixels.
  package let strokeWidth: Float
  /// The height of digits, in pixels.
  package let height: Float
  /// The row of the picture on which its digits stand.
  package let baseLine: Int
  /// The paths that separate its parts, from the left; the first and the last lie outside of all ink.
  package private(set) var cuts: [CutPath]

  init(_ found: [MaskPiece], _ contrast: InkContrast) {
    let whole = contrast.plane
    let tall = max(found.usual(\.rows.count), 1)
    let feet = found.filter { 10 * $0.box.rows.count >= 7 * tall }.map(\.box.rows.upperBound)
      .sorted()
    let baseLine = feet.isEmpty ? 0 : feet[feet.count / 2]
    // What is left of a rule on which digits stand.
    let pieces = found.filter { piece in
      let (rows, width) = (piece.box.rows, piece.box.columns.count)
      return
        !(6 * rows.count <= tall && width >= 2 * rows.count
        && 8 * (rows.lowerBound + rows.upperBound) >= 16 * baseLine - 2 * tall)
    }
    var box = pieces.first?.box ?? Box(rows: 0..<1, columns: 0..<1)
    for piece in pieces.dropFirst() { box = box.union(piece.box) }
    box = box.grown(by: 2, within: whole)
    let level = Histogram(
      pieces.lazy.flatMap(\.places).map { whole.values[$0] }
    ).quantile(0.75)
    let columns = box.columns.count
    // The level of full ink around each pixel of a piece: a pen may grow faint within a number.
    var levels = [Float](repeating: 0, count: box.rows.count * columns)
    for piece in pieces {
      let own = Histogram(piece.places.lazy.map { whole.values[$0] }).quantile(0.75)
      let pieceLevel = min(max(own, 0.4 * level), 1.2 * level)
      for place in piece.places {
        let row = place / whole.columns - box.rows.lowerBound
        let column = place % whole.columns - box.columns.lowerBound
        for other in max(row - 2, 0)...min(row + 2, box.rows.count - 1) {
          for next in max(column - 2, 0)...min(column + 2, columns - 1) {
            levels[other * columns + next] = pieceLevel
          }
        }
      }
    }
    let isClean = contrast.isClean
    ink = Plane(rows: box.rows.count, columns: columns) { row, column in
      let level = levels[row * columns + column]
      guard level > 0 else { return 0 }
      let value = whole[box.rows.lowerBound + row, box.columns.lowerBound + column] / level
      return isClean ? min(value, 1) : min(max((value - 0.5) / 0.7 + 0.5, 0), 1)
    }
    self.box = box
    self.baseLine = baseLine
    height = Float(tall)
    strokeWidth = max(1, ScaledDigit.strokeWidth(Mask(ink, above: 0.5)))
    cuts = CutPath.all(of: ink, strokeWidth: strokeWidth, height: height)
  }

  /// The row's ink in some columns of the picture.
  private init(_ row: InkRow, columns: Range<Int>) {
    box = Box(rows: row.box.rows, columns: columns)
    let start = row.box.columns.lowerBound
    ink = row.ink.cropped(
      to: Box(
        rows: 0..<row.ink.rows, columns: columns.lowerBound - start..<columns.upperBound - start))
    (strokeWidth, height, baseLine) = (row.strokeWidth, row.height, row.baseLine)
    cuts = CutPath.all(of: ink, strokeWidth: strokeWidth, height: height)
  }

  /// A row of its own from some columns of the picture; nil unless the row has them.
  package func part(ofColumns columns: Range<Int>) -> InkRow? {
    let columns = columns.clamped(to: box.columns)
    return columns.isEmpty ? nil : InkRow(self, columns: columns)
  }

  /// The box in the picture of the ink in some of the row's columns; nil without ink.
  package func box(ofColumns columns: Range<Int>) -> Box? {
    let part = Box(rows: 0..<ink.rows, columns: columns.clamped(to: 0..<ink.columns))
    guard !part.columns.isEmpty else { return nil }
    return Mask(ink.cropped(to: part), above: 0.5).box?
      .moved(down: box.rows.lowerBound, right: box.columns.lowerBound + part.columns.lowerBound)
  }

  /// The row with more cuts, through columns of the middle of its ink.
  package func adding(cutsAt columns: [Int]) -> InkRow {
    var row = self
    row.cuts = CutPath.adding(columns: columns, to: cuts, of: ink, strokeWidth: strokeWidth)
    return row
  }

  /// A part between two cuts.
  package struct Part: Sendable {
    /// Its box in the picture.
    package let box: Box
    /// Its ink, in pixels.
    package let ink: Float
    /// How much its ink leans to the right from the bottom to the top: the correlation of columns and rows, -1...1.
    package let leaning: Float
    /// The prepared digit, `[row][column]`, 28 x 28.
    package let pixels: [UInt8]
  }

  /// The part between two cuts; nil if it has no ink.
  package func part(from first: Int, to last: Int) -> Part? {
    let (left, right) = (cuts[first], cuts[last])
    let (start, end) = (max(left.least, 0), min(right.greatest, ink.columns))
    guard start < end else { return nil }
    var part = Plane(rows: ink.rows, columns: end - start)
    var sum: Float = 0
    for row in 0..<ink.rows {
      let (from, to) = (max(left.columns[row], start), min(right.columns[row], end))
      guard from < to else { continue }
      for column in from..<to {
        let value = ink[row, column]
        part[row, column - start] = value
        sum += value
      }
    }
    guard let box = Mask(part, above: 0.5).box else { return nil }
    return Part(
      box: box.moved(down: self.box.rows.lowerBound, right: self.box.columns.lowerBound + start),
      ink: sum, leaning: part.leaning, pixels: ScaledDigit(part, box: box, isClean: false).centred)
  }

  /// The pixels of ink of each owner between two cuts, given the owner of every pixel of the picture.
  package func inkByOwner(
    from first: Int, to last: Int, _ owners: [UInt8], columns: Int
  ) -> [UInt8: Float] {
    var sums: [UInt8: Float] = [:]
    for row in 0..<ink.rows {
      let from = max(cuts[first].columns[row], 0)
      let to = min(cuts[last].columns[row], ink.columns)
      guard from < to else { continue }
      for column in from..<to where ink[row, column] > 0.5 {
        let place = (row + box.rows.lowerBound) * columns + column + box.columns.lowerBound
        sums[owners[place], default: 0] += 1
      }
    }
    return sums
  }
}

extension Plane {
  /// The correlation of the columns and the rows from the bottom of all ink, -1...1; 0 without any.
  fileprivate var leaning: Float {
    var (mass, x, y, xx, yy, xy): (Float, Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0, 0)
    for row in 0..<rows {
      for column in 0..<columns {
        let value = self[row, column]
        guard value > 0 else { continue }
        let (across, up) = (Float(column), -Float(row))
        mass += value
        x += value * across
        y += value * up
        xx += value * across * across
        yy += value * up * up
        xy += value * across * up
      }
    }
    guard mass > 0 else { return 0 }
    let (a, b) = (xx - x * x / mass, yy - y * y / mass)
    return a > 0 && b > 0 ? (xy - x * y / mass) / (a * b).squareRoot() : 0
  }
}
