import LeNetElementary

/// Removes straight lines that cross the whole picture, as on ruled and squared paper.
struct RuledLines {
  /// A line x cos a + y sin a = d about the picture's centre.
  private struct Line {
    let cosine: Float
    let sine: Float
    let distance: Float
  }

  /// The largest rotation of a paper, in degrees; the lines' normals are near the axes.
  private static let normals: [(cosine: Float, sine: Float)] = [0.0, 90.0].flatMap { base in
    (-32...32).map { step in
      let angle = (base + Double(step) / 2) * Double.pi / 180
      return (Float(Elementary.cos(angle)), Float(Elementary.sin(angle)))
    }
  }

  /// The least share of ink along a line through the picture.
  private static let leastShare: Float = 0.72

  /// Removes the lines from a mask, except where a stroke crosses them.
  static func removed(from mask: Mask) -> Mask {
    // A line has at least the picture's width in pixels.
    guard min(mask.rows, mask.columns) >= 32, mask.count >= min(mask.rows, mask.columns) else {
      return mask
    }
    var result = mask
    for line in lines(of: mask) { erase(line, from: &result, of: mask) }
    return result
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
    for (cosine, sine) in normals {
      for index in counts.indices { counts[index] = 0 }
      for point in points {
        counts[Int(point.x * cosine + point.y * sine + Float(reach) + 0.5)] += 1
      }
      for index in counts.indices where counts[index] >= least {
        let distance = Float(index - reach)
        let length = chord(distance, cosine, sine, middleColumn, middleRow)
        guard length > 0.6 * Float(min(rows, columns)),
          Float(counts[index]) > leastShare * length
        else { continue }
        found.append(Line(cosine: cosine, sine: sine, distance: distance))
      }
    }
    return found
  }

  /// The length of a line inside the picture.
  private static func chord(
    _ distance: Float, _ cosine: Float, _ sine: Float, _ halfWidth: Float, _ halfHeight: Float
  ) -> Float {
    // Along the line: (d cos - t sin, d sin + t cos).
    var (first, last) = (-Float.infinity, Float.infinity)
    for (start, slope, limit) in [
      (distance * cosine, -sine, halfWidth), (distance * sine, cosine, halfHeight),
    ] {
      guard abs(slope) > 1e-6 else {
        if abs(start) > limit { return 0 }
        continue
      }
      let ends = [(-limit - start) / slope, (limit - start) / slope].sorted()
      (first, last) = (max(first, ends[0]), min(last, ends[1]))
    }
    return max(last - first, 0)
  }

  /// The nearest whole number, ties away from 0: `rounded()` without a call of the system's library.
  @inline(__always)
  private static func nearest(_ value: Float) -> Int {
    let whole = Int(value)
    let rest = value - Float(whole)
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  /// Clears the pixels near a line where ink does not continue on either side.
  private static func erase(_ line: Line, from result: inout Mask, of mask: Mask) {
    let (rows, columns) = (mask.rows, mask.columns)
    let (middleRow, middleColumn) = (Float(rows - 1) / 2, Float(columns - 1) / 2)
    func isInk(_ x: Float, _ y: Float) -> Bool {
      let (row, column) = (nearest(y + middleRow), nearest(x + middleColumn))
      guard row >= 0, row < rows, column >= 0, column < columns else { return false }
      return mask.isSet[row * columns + column]
    }
    let length = Float(max(rows, columns))
    // Lines are thin; thick ink is a stroke or an edge.
    let most = max(3, min(rows, columns) / 24)
    /// The length of ink across the line at a place along it, up to a limit; nil if there is none.
    func run(at step: Float) -> Int? {
      let (x, y) = (
        line.distance * line.cosine - step * line.sine,
        line.distance * line.sine + step * line.cosine
      )
      guard isInk(x, y) else { return nil }
      var run = 1
      for direction in [Float(1), -1] {
        var reach = Float(1)
        while run <= most,
          isInk(x + direction * reach * line.cosine, y + direction * reach * line.sine)
        {
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
      let (x, y) = (
        line.distance * line.cosine - step * line.sine,
        line.distance * line.sine + step * line.cosine
      )
      let isCrossed = [half + 1, half + 2].contains { reach in
        isInk(x + reach * line.cosine, y + reach * line.sine)
          || isInk(x - reach * line.cosine, y - reach * line.sine)
      }
      if isCrossed { continue }
      for across in stride(from: -half, through: half, by: 0.5) {
        let row = nearest(y + across * line.sine + middleRow)
        let column = nearest(x + across * line.cosine + middleColumn)
        guard row >= 0, row < rows, column >= 0, column < columns else { continue }
        result.isSet[row * columns + column] = false
      }
    }
  }
}
