import LeNetModel
import LeNetText

/// A curve in characters: Braille patterns of 2 x 4 dots each, or stars without Unicode.
package struct CurvePlot: Sendable {
  /// The points, from left to right.
  package var points: [(x: Double, y: Double)]
  /// The ends of both axes.
  package var xRange: ClosedRange<Double>
  package var yRange: ClosedRange<Double>

  package init(
    points: [(x: Double, y: Double)], xRange: ClosedRange<Double>, yRange: ClosedRange<Double>
  ) {
    self.points = points
    self.xRange = xRange
    self.yRange = yRange
  }

  /// A plot whose y axis fits the later two thirds of the points; earlier points above it
  /// are left out.
  package init(
    points: [(x: Double, y: Double)], upTo end: Double, within limit: ClosedRange<Double>
  ) {
    let finite = points.filter { $0.x.isFinite && $0.y.isFinite }
    let shown = finite.suffix(max(2, finite.count * 2 / 3)).map(\.y)
    let (least, greatest) = (shown.min() ?? 0, shown.max() ?? 1)
    let margin = max((greatest - least) * 0.05, max(abs(greatest), 1e-6) * 1e-3)
    let top = max(limit.lowerBound + margin, min(greatest + margin, limit.upperBound))
    let bottom = min(top - margin, max(least - margin, limit.lowerBound))
    let inside = finite.firstIndex { $0.y <= top } ?? finite.startIndex
    self.init(
      points: Array(finite[max(0, inside - 1)...]), xRange: 0...max(end, 1),
      yRange: bottom...top)
  }

  /// The lines of the plot, `columns` characters wide; points outside lie on the edge.
  package func lines(columns: Int, rows: Int, unicode: Bool) -> [String] {
    guard columns > 0, rows > 0 else { return [] }
    let (across, down) = unicode ? (2, 4) : (1, 1)
    let (width, height) = (columns * across, rows * down)
    var dots = [Bool](repeating: false, count: width * height)
    func place(_ point: (x: Double, y: Double)) -> (column: Int, row: Int) {
      func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
        let length = range.upperBound - range.lowerBound
        return length > 0 ? min(max((value - range.lowerBound) / length, 0), 1) : 0
      }
      return (
        Int(share(point.x, xRange) * Double(width - 1) + 0.5),
        height - 1 - Int(share(point.y, yRange) * Double(height - 1) + 0.5)
      )
    }
    var last: (column: Int, row: Int)?
    for point in points.filter({ $0.x.isFinite && $0.y.isFinite }) {
      let next = place(point)
      let from = last ?? next
      let steps = max(abs(next.column - from.column), abs(next.row - from.row), 1)
      for step in 0...steps {
        let column = from.column + (next.column - from.column) * step / steps
        let row = from.row + (next.row - from.row) * step / steps
        dots[row * width + column] = true
      }
      last = next
    }
    return (0..<rows).map { row in
      String(
        (0..<columns).map { column in
          guard unicode else { return dots[row * width + column] ? "*" : " " }
          return Self.braille { dots[(row * down + $1) * width + column * across + $0] }
        })
    }
  }

  /// The plot below a title, with the ends of the y axis; all lines have the requested width.
  func block(
    title: String, width: Int, height: Int, decimals: Int, unicode: Bool
  ) -> [String] {
    let drawn = lines(
      columns: max(4, width - Self.margin.count), rows: height, unicode: unicode)
    let bar = unicode ? "│" : "|"
    return [TextTable.pad(String(title.prefix(width)), to: width, .left)]
      + drawn.enumerated().map { row, line in
        let value = row == 0 ? yRange.upperBound : row == height - 1 ? yRange.lowerBound : nil
        let text = points.isEmpty ? "" : value.map { NumberText.fixed($0, decimals) } ?? ""
        return TextTable.pad(
          TextTable.pad(text, to: Self.margin.count - 2, .right) + " " + bar + line, to: width,
          .left)
      }
  }

  /// The width of the labels at the ends of the y axis.
  static let margin = String(repeating: " ", count: 9)

  /// Two lines of blocks side by side.
  static func beside(_ left: String, _ right: String) -> String {
    var line = left + "  " + right
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The pattern of eight dots, Unicode block U+2800; a blank without dots.
  private static func braille(_ isSet: (_ column: Int, _ row: Int) -> Bool) -> Character {
    let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    var pattern: UInt32 = 0
    for column in 0..<2 {
      for row in 0..<4 where isSet(column, row) { pattern |= bits[column][row] }
    }
    guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + pattern) else { return " " }
    return Character(scalar)
  }
}
