import LeNet
import LeNetDrawing
import LeNetGraphics
import LeNetText

/// A chart in characters: one plot per curve, all with the same axes.
struct ChartText {
  private let chart: Chart

  private static let height = 8
  private static let widest = 60

  init(_ chart: Chart) {
    self.chart = chart
  }

  /// Two plots side by side.
  func lines(on terminal: Terminal) -> [String] {
    let xs = chart.curves.flatMap { $0.points.map(\.x) }
    let first = chart.countsFromZero ? 0 : xs.min() ?? 0
    let last = xs.max() ?? 1
    let width = max(24, min(Self.widest, (terminal.columns - 2) / 2))
    let blocks = chart.curves.map { curve -> [String] in
      let parts = chart.parts(of: curve)
      let drawn = (parts.isEmpty ? [[]] : parts).map { points in
        CurvePlot(points: points, xRange: first...last, yRange: chart.bottom...chart.top).block(
          title: curve.name.visible, width: width, height: Self.height, decimals: 2,
          unicode: terminal.showsUnicode)
      }
      let end = curve.points.last.map { "ends at \(NumberText.fixed($0.y, 2))" } ?? ""
      return Self.united(drawn) + [TextTable.pad(CurvePlot.margin + end, to: width, .left)]
    }
    let span =
      "\(chart.xLabel) \(NumberText.plain(first)) to \(NumberText.plain(last))"
    return ["\(chart.yLabel), \(span)\(chart.cutOff)"]
      + rows.flatMap { row -> [String] in
        let left = blocks[row.lowerBound]
        let right = row.count > 1 ? blocks[row.lowerBound + 1] : left.map { _ in "" }
        return [""] + zip(left, right).map { CurvePlot.beside($0, $1) }
      }
  }

  /// Merges plots of a curve's parts with the same axes into one.
  private static func united(_ drawn: [[String]]) -> [String] {
    drawn.dropFirst().reduce(drawn.first ?? []) { lines, more in
      zip(lines, more).map { first, second in
        String(zip(first, second).map { united($0, with: $1) })
      }
    }
  }

  /// The dots of both lines; other characters are equal, or blank in one of them.
  private static func united(_ first: Character, with second: Character) -> Character {
    let patterns: ClosedRange<UInt32> = 0x2800...0x28FF
    guard let one = first.unicodeScalars.first?.value,
      let other = second.unicodeScalars.first?.value,
      patterns.contains(one), patterns.contains(other),
      let both = Unicode.Scalar(one | other)
    else { return first == " " ? second : first }
    return Character(both)
  }

  /// Pairs of curves for the rows; a dashed curve stays next to its solid one.
  private var rows: [Range<Int>] {
    var rows: [Range<Int>] = []
    while let place = rows.last?.upperBound ?? chart.curves.indices.first,
      place < chart.curves.count
    {
      let next = chart.curves[(place + 1)...].prefix(2).map(\.isDashed)
      let isAlone = next.isEmpty || next == [false, true]
      rows.append(place..<place + (isAlone ? 1 : 2))
    }
    return rows
  }
}
