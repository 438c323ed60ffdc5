extension Chart {
  /// A point in the picture.
  typealias Point = (x: Double, y: Double)

  /// From one name to the next.
  static let legendLine = 17.0

  /// The upper left corner of the names: in the corner where they cover the least of the curves, whose points are
  /// given in the picture.
  func legendPlace(
    _ lines: [[Point]], left: Double, right: Double, upper: Double, lower: Double
  ) -> Point {
    let width = 34 + (curves.map { Drawing.width(of: $0.name, size: 12) }.max() ?? 0)
    let height = Self.legendLine * Double(curves.count) + 4
    let corners: [Point] = [
      (x: right - width, y: upper), (x: right - width, y: lower - height - 4),
      (x: left + 10, y: upper), (x: left + 10, y: lower - height - 4),
    ]
    let points = lines.flatMap(Self.along)
    let covered = corners.map { corner in
      let across = (corner.x - 6)...(corner.x + width + 6)
      let down = (corner.y - 6)...(corner.y + height + 6)
      return points.count { across.contains($0.x) && down.contains($0.y) }
    }
    return corners[covered.indices.min { covered[$0] < covered[$1] } ?? 0]
  }

  /// Points along a line, close together even where it has few of its own.
  private static func along(_ line: [Point]) -> [Point] {
    var points = line
    for (from, to) in zip(line, line.dropFirst()) {
      for share in stride(from: 0.125, to: 1, by: 0.125) {
        let x = from.x + (to.x - from.x) * share
        let y = from.y + (to.y - from.y) * share
        points.append((x: x, y: y))
      }
    }
    return points
  }
}
