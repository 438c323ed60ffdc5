extension Chart {
  /// From one name to the next.
  static let legendLine = 17.0

  /// The upper left corner of the names: in the corner where they cover the least of the curves, whose points are
  /// given in the picture.
  func legendPlace(
    _ lines: [[(x: Double, y: Double)]], left: Double, right: Double, upper: Double, lower: Double
  ) -> (x: Double, y: Double) {
    let width = 34 + (curves.map { Drawing.width(of: $0.name, size: 12) }.max() ?? 0)
    let height = Self.legendLine * Double(curves.count) + 4
    let corners = [
      (x: right - width, y: upper), (x: right - width, y: lower - height - 4),
      (x: left + 10, y: upper), (x: left + 10, y: lower - height - 4),
    ]
    // Points along the lines too: a curve may have few.
    let points = lines.flatMap { line in
      line
        + zip(line, line.dropFirst()).flatMap { from, to in
          stride(from: 0.125, to: 1, by: 0.125).map {
            (x: from.x + (to.x - from.x) * $0, y: from.y + (to.y - from.y) * $0)
          }
        }
    }
    let covered = corners.map { corner in
      points.count {
        (corner.x - 6...corner.x + width + 6).contains($0.x)
          && (corner.y - 6...corner.y + height + 6).contains($0.y)
      }
    }
    let best = covered.indices.min { covered[$0] < covered[$1] } ?? 0
    return corners[best]
  }
}
