/// Curves over a common axis.
public struct Chart: Sendable {
  /// One curve.
  public struct Curve: Sendable {
    /// What stands in the legend.
    public let name: String
    /// The points from left to right.
    public let points: [(x: Double, y: Double)]
    /// Whether it is dashed.
    public let isDashed: Bool

    /// A curve.
    public init(name: String, points: [(x: Double, y: Double)], isDashed: Bool = false) {
      self.name = name
      self.points = points
      self.isDashed = isDashed
    }
  }

  /// What the chart is called.
  public let title: String
  /// What the axis to the right counts.
  public let xLabel: String
  /// What the axis upward measures.
  public let yLabel: String
  /// The curves; two neighbours share a colour where the second is dashed.
  public let curves: [Curve]
  /// The top of the chart; what lies above is cut off.
  public let top: Double
  /// Where it begins below; what lies under that is cut off.
  public let bottom: Double
  /// Whether the axis to the right begins at 0 and is told in whole numbers, though points lie between.
  public let countsFromZero: Bool

  /// A chart from `bottom` up to `top`, or to 1 above it where that is not between a millionth and a
  /// trillion.
  public init(
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

  /// The chart as a picture of its own.
  public func drawing(width: Double = 640, height: Double = 400) -> Drawing {
    let ends = curves.compactMap { curve in
      curve.points.last.map { "\(curve.name) ends at \($0.y.plain)" }
    }
    var drawing = Drawing(
      width: width, height: height, title: title,
      summary: "\(yLabel) by \(xLabel): \(ends.joined(separator: "; ")).")
    draw(into: &drawing, x: 0, y: 0, width: width, height: height)
    return drawing
  }

  /// Draws the chart into a rectangle of a picture.
  public func draw(
    into drawing: inout Drawing, x: Double, y: Double, width: Double, height: Double
  ) {
    let left = x + 52
    let right = x + width - 16
    let upper = y + 46
    let lower = y + height - 44
    let xs = curves.flatMap { $0.points.map(\.x) }
    let first = countsFromZero ? 0 : xs.min() ?? 0
    let last = max(xs.max() ?? 1, first + 1)
    func place(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
      (
        left + (point.x - first) / (last - first) * (right - left),
        lower - (min(max(point.y, bottom), top) - bottom) / (top - bottom) * (lower - upper)
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
    drawing.text(yLabel, x: left, y: upper - 8, size: 11, tone: .quiet)
    let legend = legendPlace(
      curves.map { $0.points.map(place) }, left: left, right: right, upper: upper, lower: lower)
    var tone = -1
    for (number, curve) in curves.enumerated() {
      if !curve.isDashed || number == 0 { tone += 1 }
      let colour = Tone.series[max(tone, 0) % Tone.series.count]
      drawing.line(
        curve.points.map(place), tone: colour, width: 2, isDashed: curve.isDashed)
      if curve.points.count < 30 {
        for point in curve.points.map(place) {
          drawing.dot(x: point.x, y: point.y, radius: 2.5, tone: colour)
        }
      }
      let height = legend.y + Self.legendLine * (Double(number) + 0.8)
      drawing.line(
        [(legend.x, height - 4), (legend.x + 24, height - 4)], tone: colour, width: 2,
        isDashed: curve.isDashed)
      drawing.text(curve.name, x: legend.x + 30, y: height, size: 12)
    }
  }

  /// Round numbers, about so many, in a range that is not empty.
  static func ticks(
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
