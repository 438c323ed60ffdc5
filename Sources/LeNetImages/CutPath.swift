/// A path from the top to the bottom of a row that crosses little ink: between two digits, probably.
///
/// Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition" (1998), section V, takes straight cuts
/// at minima of the projection. A path of least ink, which may lean as far as 45 degrees, also separates slanted
/// digits and those that overlap. A straight cut between two notches of the outline separates round digits that share
/// a wall, where a path through their insides would cross less ink.
package struct CutPath: Hashable, Sendable {
  /// The first column right of the path, at each row.
  package let columns: [Int]
  /// The ink that it crosses, in widths of a stroke.
  package let crossed: Float

  var least: Int { columns.min() ?? 0 }
  var greatest: Int { columns.max() ?? 0 }

  /// The most ink that a path may cross, in widths of a stroke.
  private static let mostCrossed: Float = 5

  /// All paths of a row, from the left, with one before and one after all ink.
  static func all(of ink: Plane, strokeWidth: Float, height: Float) -> [CutPath] {
    let (rows, columns) = (ink.rows, ink.columns)
    let field = LeastInk(ink)
    let reach = max(1, Int(height / 12))
    var paths = field.minima(within: reach, row: rows / 2).map {
      field.path(through: ($0, rows / 2))
    }
    // A point leaves room above it, so both of its sides are seen only near the base line.
    for row in [rows * 3 / 4, rows * 9 / 10] where row > rows / 2 {
      paths += field.minima(within: reach, row: row).map { field.path(through: ($0, row)) }
        .filter { CutPath(columns: $0, in: ink, strokeWidth: strokeWidth).crossed < 0.5 }
    }
    let mask = Mask(ink, above: 0.5)
    let depth = max(2, height / 12)
    let upper = Notches(mask, fromTop: true, depth: depth).points
    let lower = Notches(mask, fromTop: false, depth: depth).points
    for notch in upper {
      let below = lower.filter { other in
        let aside = abs(other.column - notch.column)
        return other.row > notch.row + aside && Float(aside) <= 0.4 * height
      }
      if let nearest = below.min(by: {
        abs($0.column - notch.column) < abs($1.column - notch.column)
      }) {
        paths.append(field.path(between: notch, and: nearest))
      }
    }
    for notch in upper + lower {
      paths.append(field.path(through: (notch.column, notch.row)))
    }
    let all = paths.map { CutPath(columns: $0, in: ink, strokeWidth: strokeWidth) }
    let found = all.filter { $0.crossed <= mostCrossed }
      .sorted { $0.sum < $1.sum }
    let before = CutPath(columns: [Int](repeating: 0, count: rows), crossed: 0)
    let after = CutPath(columns: [Int](repeating: columns, count: rows), crossed: 0)
    return distinct([before] + found + [after], ink, least: 0.5 * strokeWidth * strokeWidth)
  }

  /// Paths with others of least ink through columns of the middle row, however much they cross.
  static func adding(columns: [Int], to paths: [CutPath], of ink: Plane, strokeWidth: Float)
    -> [CutPath]
  {
    guard !columns.isEmpty else { return paths }
    let field = LeastInk(ink)
    let more = columns.map {
      CutPath(columns: field.path(through: ($0, ink.rows / 2)), in: ink, strokeWidth: strokeWidth)
    }
    let inner = (paths.dropFirst().dropLast() + more).sorted { $0.sum < $1.sum }
    return paths.prefix(1) + inner + paths.suffix(1)
  }

  /// For the order from the left.
  private var sum: Int { columns.reduce(0, +) }

  private init(columns: [Int], crossed: Float) {
    self.columns = columns
    self.crossed = crossed
  }

  private init(columns: [Int], in ink: Plane, strokeWidth: Float) {
    self.columns = columns
    // A diagonal step crosses as much ink as a straight one, because a stroke has the same width both ways.
    crossed = zip(0..., columns).reduce(Float(0)) { $0 + ink[$1.0, $1.1] } / strokeWidth
  }

  /// The paths without those that have less than `least` ink between them and a better one.
  private static func distinct(_ paths: [CutPath], _ ink: Plane, least: Float) -> [CutPath] {
    var paths = paths
    var index = 0
    while index + 1 < paths.count {
      var between: Float = 0
      for row in 0..<ink.rows {
        let (from, to) = (paths[index].columns[row], paths[index + 1].columns[row])
        if from != to {
          for column in min(from, to)..<max(from, to) { between += ink[row, column] }
        }
      }
      guard between < least, paths.count > 2 else {
        index += 1
        continue
      }
      let (isFirst, isLast) = (index == 0, index + 2 == paths.count)
      if isFirst || !isLast && paths[index].crossed <= paths[index + 1].crossed {
        paths.remove(at: index + 1)
      } else {
        paths.remove(at: index)
        index = max(0, index - 1)
      }
    }
    return paths
  }
}

/// The least ink of a way from the top and from the bottom to each pixel, by one row and at most one column a step.
private struct LeastInk {
  private let ink: Plane
  private var down: [Float]
  private var up: [Float]

  /// The cost of a step aside, so that ways through paper are straight.
  private static let sideStep: Float = 0.02

  init(_ ink: Plane) {
    self.ink = ink
    down = Self.sums(ink, order: Array(0..<ink.rows))
    up = Self.sums(ink, order: (0..<ink.rows).reversed())
  }

  private static func sums(_ ink: Plane, order: [Int]) -> [Float] {
    let columns = ink.columns
    var sums = ink.values
    for (last, row) in zip(order, order.dropFirst()) {
      let (to, from) = (row * columns, last * columns)
      for column in 0..<columns {
        var best = sums[from + column]
        if column > 0 { best = min(best, sums[from + column - 1] + sideStep) }
        if column + 1 < columns { best = min(best, sums[from + column + 1] + sideStep) }
        sums[to + column] += best
      }
    }
    return sums
  }

  /// The columns of a row through which less ink is crossed than beside them.
  func minima(within reach: Int, row: Int) -> [Int] {
    let (columns, start) = (ink.columns, row * ink.columns)
    let totals = (start..<start + columns).map { down[$0] + up[$0] - ink.values[$0] }
    var found: [Int] = []
    var column = 0
    while column < columns {
      var end = column + 1
      while end < columns, abs(totals[end] - totals[column]) < 0.05 { end += 1 }
      let around = totals[max(0, column - reach)..<min(columns, end + reach)]
      if around.allSatisfy({ totals[column] <= $0 + 0.05 }) { found.append((column + end - 1) / 2) }
      column = end
    }
    return found
  }

  /// The way of least ink through a pixel: its column at each row.
  func path(through point: (column: Int, row: Int)) -> [Int] {
    var path = [Int](repeating: point.column, count: ink.rows)
    follow(down, from: point.column, (0..<point.row).reversed(), into: &path)
    follow(up, from: point.column, point.row + 1..<ink.rows, into: &path)
    return path
  }

  /// The straight way between two pixels, and ways of least ink above and below.
  func path(
    between upper: (column: Int, row: Int), and lower: (column: Int, row: Int)
  ) -> [Int] {
    var path = [Int](repeating: upper.column, count: ink.rows)
    follow(down, from: upper.column, (0..<upper.row).reversed(), into: &path)
    for row in upper.row...lower.row {
      let share = Float(row - upper.row) / Float(max(lower.row - upper.row, 1))
      path[row] = upper.column + Int((share * Float(lower.column - upper.column)).rounded())
    }
    follow(up, from: lower.column, lower.row + 1..<ink.rows, into: &path)
    return path
  }

  private func follow(
    _ sums: [Float], from column: Int, _ rows: some Sequence<Int>, into path: inout [Int]
  ) {
    var place = column
    for row in rows {
      let start = row * ink.columns
      var (best, next) = (sums[start + place], place)
      for other in [place - 1, place + 1] where other >= 0 && other < ink.columns {
        let value = sums[start + other] + Self.sideStep
        if value < best { (best, next) = (value, other) }
      }
      place = next
      path[row] = place
    }
  }
}

/// The notches of the outline of ink, seen from the top or from the bottom.
private struct Notches {
  /// The ink pixels at the bottoms of the notches.
  private(set) var points: [(column: Int, row: Int)] = []

  /// The notches that are deeper than `depth` pixels on both sides.
  init(_ mask: Mask, fromTop: Bool, depth: Float) {
    let (rows, columns) = (mask.rows, mask.columns)
    // The depth of the outline below the edge of the row; nil without ink.
    let outline = (0..<columns).map { column -> Int? in
      (0..<rows).first { mask.isSet[(fromTop ? $0 : rows - 1 - $0) * columns + column] }
    }
    var start = 0
    while start < columns {
      guard outline[start] != nil else {
        start += 1
        continue
      }
      var end = start
      while end < columns, outline[end] != nil { end += 1 }
      let run = outline[start..<end].compactMap(\.self)
      for (index, value) in run.enumerated() {
        // The first of a plateau only; then its middle.
        if index > 0, run[index - 1] == value { continue }
        var last = index
        while last + 1 < run.count, run[last + 1] == value { last += 1 }
        if Self.rises(run[..<index].reversed(), over: value, by: depth),
          Self.rises(run[(last + 1)...], over: value, by: depth)
        {
          let row = fromTop ? value : rows - 1 - value
          points.append((start + (index + last) / 2, row))
        }
      }
      start = end
    }
  }

  /// Whether the outline comes nearer to the edge by `depth` before it goes deeper than `value`.
  private static func rises(_ outline: some Sequence<Int>, over value: Int, by depth: Float) -> Bool
  {
    for other in outline {
      if other > value { return false }
      if Float(value - other) >= depth { return true }
    }
    return false
  }
}
