/// Curves over a common axis.
package struct Chart: Sendable {
  /// One curve.
  package struct Curve: Sendable {
    /// The curve's name in the legend.
    package let name: String
    /// The points, from left to right.
    package let points: [(x: Double, y: Double)]
    /// Whether it is dashed.
    package let isDashed: Bool
    /// The index of its colour in `Tone.series`; its place among the curves if nil.
    package let series: Int?

    /// A curve.
    package init(
      name: String, points: [(x: Double, y: Double)], isDashed: Bool = false, series: Int? = nil
    ) {
      self.name = name
      self.points = points
      self.isDashed = isDashed
      self.series = series
    }
  }

  /// The title.
  package let title: String
  /// The label of the x axis.
  package let xLabel: String
  /// The label of the y axis.
  package let yLabel: String
  /// The curves.
  package let curves: [Curve]
  /// The upper end of the y axis; curves above are cut off.
  package let top: Double
  /// The lower end of the y axis; curves below are cut off.
  package let bottom: Double
  /// Whether the x axis begins at 0 and has whole numbers, although points lie between them.
  package let countsFromZero: Bool

  /// A chart from `bottom` up to `top`, or to `bottom` + 1 if the height is not between a millionth and a
  /// trillion.
  package init(
    title: String, xLabel: String, yLabel: String, curves: [Curve], top: Double, bottom: Double = 0,
    countsFromZero: Bool = false
  ) {
    self.bottom = bottom
    self.countsFromZero = countsFromZero
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.curves = curves
    self.top = (1e-6...1e12).contains(top - bottom) ? top : bottom + 1
  }

  /// The chart as a separate drawing.
  package func drawing(width: Double = 640, height: Double = 400) -> Drawing {
    let ends = curves.compactMap { curve in
      curve.points.last.map { "\(curve.name) ends at \($0.y.plain)" }
    }
    var drawing = Drawing(
      width: width, height: height + legendHeight(width: width), title: title,
      summary: "\(yLabel) by \(xLabel): \(ends.joined(separator: "; ")).")
    draw(into: &drawing, x: 0, y: 0, width: width, height: drawing.height)
    return drawing
  }

  /// The margins of the frame.
  package static let left = 52.0
  package static let right = 16.0

  /// Draws the chart into a rectangle of a drawing.
  package func draw(
    into drawing: inout Drawing, x: Double, y: Double, width: Double, height: Double
  ) {
    let left = x + Self.left
    let right = x + width - Self.right
    let upper = y + 46
    let lower = y + height - 44 - legendHeight(width: width)
    let xs = curves.flatMap { $0.points.map(\.x).filter(\.isFinite) }
    let first = countsFromZero ? 0 : xs.min() ?? 0
    let last = max(xs.max() ?? 1, first + 1)
    func place(_ point: Point) -> Point {
      (
        left + (point.x - first) / (last - first) * (right - left),
        lower - (point.y - bottom) / (top - bottom) * (lower - upper)
      )
    }
    drawing.text(title, x: left, y: y + 20, size: 14, isBold: true)
    let levels = Self.ticks(from: bottom, to: top, count: 6)
    let step = levels.count > 1 ? levels[1] - levels[0] : 1
    for tick in levels {
      let level = place((first, tick)).y
      drawing.line([(left, level), (right, level)], tone: .faint)
      drawing.text(
        tick.text(inStepsOf: step), x: left - 8, y: level + 4, size: 11, anchor: .end, tone: .quiet)
    }
    let least = countsFromZero || xs.allSatisfy { $0 == $0.rounded() } ? 1.0 : 0
    for tick in Self.ticks(from: first, to: last, count: 10, least: least) {
      drawing.text(
        tick.plain, x: place((tick, bottom)).x, y: lower + 16, size: 11, anchor: .middle,
        tone: .quiet)
    }
    drawing.line([(left, lower), (right, lower)], tone: .ink)
    drawing.text(xLabel, x: right, y: lower + 34, size: 12, anchor: .end, tone: .quiet)
    drawing.text(yLabel + cutOff, x: left, y: upper - 8, size: 11, tone: .quiet)
    for entry in legend(width: right - left) {
      let curve = curves[entry.curve]
      let tone = Tone.series[(curve.series ?? entry.curve) % Tone.series.count]
      for part in parts(of: curve) where part.count > 1 {
        drawing.line(part.map(place), tone: tone, width: 2, isDashed: curve.isDashed)
      }
      if curve.points.count < 30 {
        for point in marks(of: curve).map(place) {
          drawing.dot(x: point.x, y: point.y, radius: 2.5, tone: tone)
        }
      }
      let (x, base) = (left + entry.x, lower + 34 + Self.legendLine * Double(entry.row))
      drawing.line(
        [(x, base - 4), (x + 24, base - 4)], tone: tone, width: 2, isDashed: curve.isDashed)
      drawing.text(entry.name, x: x + 30, y: base, size: 12)
    }
  }

  /// About `count` round numbers in a range that is not empty.
  package static func ticks(
    from first: Double, to last: Double, count: Int, least: Double = 0
  ) -> [Double] {
    let rough = max((last - first) / Double(max(count, 1)), least)
    var step = 1.0
    while step > rough { step /= 10 }
    while step * 10 <= rough { step *= 10 }
    if step * 5 <= rough { step *= 5 } else if step * 2 <= rough { step *= 2 }
    if step < rough { step *= 2 }
    return stride(from: (first / step).rounded(.up), through: last / step + 1e-9, by: 1)
      .map { $0 * step }
  }
}
