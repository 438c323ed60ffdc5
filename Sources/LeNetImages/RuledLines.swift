import LeNetElementary

/// Removes straight lines that cross the whole picture, as on ruled and squared paper.
struct RuledLines {
  /// A line x cos a + y sin a = d about the picture's centre.
  private struct Line {
    let cosine: Float
    let sine: Float
    let distance: Float

    /// The places along the line inside a picture with these halves of its sides, from and to; nil if it misses it.
    ///
    /// Along the line: (d cos - t sin, d sin + t cos).
    func chord(_ halfWidth: Float, _ halfHeight: Float) -> (from: Float, to: Float)? {
      var (first, last) = (-Float.infinity, Float.infinity)
      for (start, slope, limit) in [
        (distance * cosine, -sine, halfWidth), (distance * sine, cosine, halfHeight),
      ] {
        guard abs(slope) > 1e-6 else {
          if abs(start) > limit { return nil }
          continue
        }
        let ends = [(-limit - start) / slope, (limit - start) / slope].sorted()
        (first, last) = (max(first, ends[0]), min(last, ends[1]))
      }
      return last > first ? (first, last) : nil
    }

    /// Whether another line has nearly the same angle, and another place.
    func isParallel(to other: Line, apart distance: Int32) -> Bool {
      cosine * other.cosine + sine * other.sine > 0.998
        && abs(self.distance - other.distance) > Float(distance)
    }

    /// The place in a mask at a step along the line, and aside of it; nil outside.
    @inline(__always)
    func place(at step: Float, aside: Float, in mask: Mask) -> Int? {
      let across = distance + aside
      let row = Self.nearest(across * sine + step * cosine + Float(mask.rows - 1) / 2)
      let column = Self.nearest(across * cosine - step * sine + Float(mask.columns - 1) / 2)
      guard row >= 0, row < mask.rows, column >= 0, column < mask.columns else { return nil }
      return row * mask.columns + column
    }

    @inline(__always)
    func isInk(at step: Float, aside: Float, in mask: Mask) -> Bool {
      place(at: step, aside: aside, in: mask).map { mask.isSet[$0] } ?? false
    }

    /// The nearest whole number, ties away from 0: `rounded()` without a call of the system's library.
    @inline(__always)
    private static func nearest(_ value: Float) -> Int {
      let whole = Int(value)
      let rest = value - Float(whole)
      return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
    }
  }

  /// The largest rotation of a paper, in degrees; the lines' normals are near the axes.
  private static let normals: [(cosine: Float, sine: Float)] = [0.0, 90.0].flatMap { base in
    (-32...32).map { step in
      let angle = (base + Double(step) / 2) * Double.pi / 180
      return (Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
    }
  }

  /// The largest share of a chord without ink at either end.
  private static let endShare: Float = 0.02
  /// The least share of ink along a line through the picture.
  private static let leastShare: Float = 0.72

  /// Removes the lines from a mask, except where a stroke crosses them.
  static func removed(from mask: Mask) -> Mask {
    // A line has at least the picture's width in pixels.
    guard min(mask.rows, mask.columns) >= 32, mask.count >= min(mask.rows, mask.columns) else {
      return mask
    }
    // A line reaches the border on both sides; most pictures have no ink there.
    guard hasInkOnTwoSides(mask) else { return mask }
    var result = mask
    for line in lines(of: mask) { erase(line, from: &result, of: mask) }
    return result
  }

  /// Whether there is ink near two sides, as near as a line's ends must be.
  private static func hasInkOnTwoSides(_ mask: Mask) -> Bool {
    let (rows, columns) = (mask.rows, mask.columns)
    let diagonal = Float(rows * rows + columns * columns).squareRoot()
    // Lines are looked for a pixel and a half aside, too.
    let margin = min(Int(max(3, endShare * diagonal)) + 4, rows, columns)
    func hasInk(_ rows: Range<Int>, _ columns: Range<Int>) -> Bool {
      rows.contains { row in columns.contains { mask.isSet[row * mask.columns + $0] } }
    }
    let sides = [
      (0..<margin, 0..<columns), (rows - margin..<rows, 0..<columns),
      (0..<rows, 0..<margin), (0..<rows, columns - margin..<columns),
    ]
    return sides.count { hasInk($0.0, $0.1) } >= 2
  }

  private static func lines(of mask: Mask) -> [Line] {
    let (rows, columns) = (mask.rows, mask.columns)
    let (middleRow, middleColumn) = (Float(rows - 1) / 2, Float(columns - 1) / 2)
    let reach = Int((middleRow * middleRow + middleColumn * middleColumn).squareRoot()) + 2
    var points: [(x: Float, y: Float)] = []
    for place in mask.isSet.indices where mask.isSet[place] {
      points.append((Float(place % columns) - middleColumn, Float(place / columns) - middleRow))
    }
    guard points.count < rows * columns / 2 else { return [] }
    var found: [Line] = []
    var counts = [Int32](repeating: 0, count: 2 * reach + 1)
    let least = Int32(min(rows, columns) / 2)
    // Strokes of a digit end before the border; where one line reaches it on both sides, others fade on their way.
    var short: [Line] = []
    for (cosine, sine) in normals {
      for index in counts.indices { counts[index] = 0 }
      for point in points {
        counts[Int(point.x * cosine + point.y * sine + Float(reach) + 0.5)] += 1
      }
      for index in counts.indices where counts[index] >= least {
        let line = Line(cosine: cosine, sine: sine, distance: Float(index - reach))
        guard let chord = line.chord(middleColumn, middleRow),
          chord.to - chord.from > 0.6 * Float(min(rows, columns)),
          Float(counts[index]) > leastShare * (chord.to - chord.from)
        else { continue }
        if reachesBorder(line, chord, in: mask) { found.append(line) } else { short.append(line) }
      }
    }
    return found
      + short.filter { line in found.contains { $0.isParallel(to: line, apart: least / 8) } }
  }

  /// Whether the ink along a line comes close to both ends of its chord.
  private static func reachesBorder(
    _ line: Line, _ chord: (from: Float, to: Float), in mask: Mask
  ) -> Bool {
    let margin = max(3, endShare * (chord.to - chord.from))
    return [(chord.from, Float(1)), (chord.to, -1)].allSatisfy { start, direction in
      stride(from: Float(0.5), through: margin, by: 0.5).contains { step in
        [Float(0), -1.5, 1.5].contains {
          line.isInk(at: start + direction * step, aside: $0, in: mask)
        }
      }
    }
  }

  /// Clears the pixels near a line where ink does not continue on either side.
  private static func erase(_ line: Line, from result: inout Mask, of mask: Mask) {
    let (rows, columns) = (mask.rows, mask.columns)
    let length = Float(max(rows, columns))
    // Lines are thin; thick ink is a stroke or an edge.
    let most = max(3, min(rows, columns) / 24)
    /// The length of ink across the line at a place along it, up to a limit; nil if there is none.
    func run(at step: Float) -> Int? {
      guard line.isInk(at: step, aside: 0, in: mask) else { return nil }
      var run = 1
      for direction in [Float(1), -1] {
        var reach = Float(1)
        while run <= most, line.isInk(at: step, aside: direction * reach, in: mask) {
          run += 1
          reach += 1
        }
      }
      return run
    }
    /// The median of the lengths, which are limited to `most` + 1.
    func thickness(every stride: Float) -> Int? {
      var (counts, total) = ([Int](repeating: 0, count: most + 2), 0)
      for step in Swift.stride(from: -length, through: length, by: stride) {
        guard let width = run(at: step) else { continue }
        counts[width] += 1
        total += 1
      }
      var below = 0
      for (width, count) in counts.enumerated() {
        below += count
        if below > total / 2 { return width }
      }
      return nil
    }
    // A quick test first: solid ink has a line at every angle.
    guard let glance = thickness(every: max(1, length / 32)), glance <= most,
      let thickness = thickness(every: 1), thickness <= most
    else { return }
    let half = Float(thickness) / 2 + 1
    for step in stride(from: -length, through: length, by: 0.5) {
      let isCrossed = [half + 1, half + 2].contains { reach in
        line.isInk(at: step, aside: reach, in: mask)
          || line.isInk(at: step, aside: -reach, in: mask)
      }
      if isCrossed { continue }
      for across in stride(from: -half, through: half, by: 0.5) {
        if let place = line.place(at: step, aside: across, in: mask) { result.isSet[place] = false }
      }
    }
  }
}
