import LeNetDrawing
import LeNetGraphics
import Testing

@Suite("Charts")
struct ChartTests {
  private static func chart(_ ys: [Double], top: Double, bottom: Double = 0) -> Chart {
    Chart(
      title: "error", xLabel: "epoch", yLabel: "error",
      curves: [Chart.Curve(name: "a", points: ys.enumerated().map { (Double($0), $1) })], top: top,
      bottom: bottom)
  }

  @Test(
    "Lines are cut off at the frame, and no point is moved",
    arguments: [
      ([1, 3, 2], 4, "0,1 1,3 2,2", 3), ([8, 0, 8], 4, "0.5,4 1,0 1.5,4", 1),
      ([2, 6, 2], 4, "0,2 0.5,4;1.5,4 2,2", 2), ([8, 9, 7], 4, "", 0), ([4, 4], 4, "0,4 1,4", 2),
      ([-4, 8], 4, "0.3333333333333333,0 0.6666666666666666,4", 0),
      ([8, 4, 8], 4, "1,4 1,4 1,4", 1),
      ([1, .nan, 2, 3], 4, "0,1;2,2 3,3", 3), ([.infinity, 2], 4, "1,2", 1), ([2], 4, "0,2", 1),
    ] as [([Double], Double, String, Int)])
  func clipped(ys: [Double], top: Double, parts: String, marks: Int) {
    let chart = Self.chart(ys, top: top)
    let texts = chart.parts(of: chart.curves[0]).map { part in
      part.map { "\($0.x),\($0.y)".replacing(".0,", with: ",") }.map {
        $0.hasSuffix(".0") ? String($0.dropLast(2)) : $0
      }.joined(separator: " ")
    }
    #expect(texts.joined(separator: ";") == parts)
    #expect(chart.marks(of: chart.curves[0]).count == marks)
    let check = SVGCheck(chart.drawing().svg)
    #expect(check.defects.isEmpty, "\(check.defects)")
  }

  /// A curve through places that the axes have numbers for.
  @Test("The axes' numbers stand where points of those values lie", arguments: [0.0, 2])
  func ticks(bottom: Double) throws {
    let points = (3...13).map { (x: Double($0), y: bottom + 0.2 * Double($0 - 3)) }
    let chart = Chart(
      title: "error", xLabel: "epoch", yLabel: "loss",
      curves: [Chart.Curve(name: "a", points: points)], top: bottom + 2, bottom: bottom)
    let svg = SVGCheck(chart.drawing().svg)
    #expect(svg.defects.isEmpty && svg.dots.count == 11)
    let levels = svg.places.filter { $0.x == Chart.left - 8 }
    #expect(levels.count >= 5)
    for level in levels {
      let value = try #require(Double(level.text))
      let point = try #require(points.firstIndex { abs($0.y - value) < 1e-9 })
      #expect(abs(level.y - 4 - svg.dots[point].y) < 0.02, "\(level.text)")
    }
    let axis = try #require(svg.dots.map(\.y).max())
    let columns = svg.places.filter { abs($0.y - 16 - axis) < 0.02 }
    #expect(columns.count >= 5)
    for column in columns {
      let value = try #require(Double(column.text))
      let point = try #require(points.firstIndex { $0.x == value })
      #expect(abs(column.x - svg.dots[point].x) < 0.02, "\(column.text)")
    }
    #expect(svg.texts.first == "error" && svg.texts.contains("epoch") && svg.texts.contains("loss"))
  }

  @Test("The legend lies below the axis, however many curves there are", arguments: [1, 2, 5, 10])
  func legend(count: Int) throws {
    let curves = (0..<count).map {
      Chart.Curve(
        name: "runs/a-rather-long-name-of-a-folder-\($0): training", points: [(0, 0), (3, 1)])
    }
    for width in [400.0, 640] {
      let svg = Chart(title: "error", xLabel: "epoch", yLabel: "y", curves: curves, top: 1)
        .drawing(width: width).svg
      #expect(SVGCheck(svg).defects.isEmpty, "\(SVGCheck(svg).defects)")
      let lines = svg.split(separator: "\n")
      func height(_ line: Substring) -> Double? {
        line.firstMatch(of: #/ y="([0-9.]+)"/#).flatMap { Double($0.output.1) }
      }
      let dots = lines.compactMap { $0.firstMatch(of: #/cy="([0-9.]+)"/#) }
        .compactMap { Double($0.output.1) }
      let names = lines.filter { $0.contains(">runs/") }
      let axis = try #require(dots.max())
      #expect(names.count == count && names.allSatisfy { (height($0) ?? 0) > axis })
      // As many lines as there are heights, and none over another.
      #expect(Set(names.compactMap(height)).count == count || width > 400)
    }
  }

  /// Falling curves: the start of a training lies outside unless it is close to the rest.
  @Test(
    "The scale leaves room for everything from the end of the first epoch on",
    arguments: [
      // Of a curve of tests the first point is the end of the first epoch.
      ([9, 8, 2, 1], false, 9.45), ([90, 8, 2, 1], false, 94.5),
      // Of a training curve it is the mean of that epoch.
      ([90, 8, 2, 1], true, 10.4), ([15, 8, 2, 1], true, 15.75),
      // Of few points all count.
      ([90, 8], true, 94.5), ([], true, 1.05),
    ] as [([Double], Bool, Double)])
  func scale(ys: [Double], isTraining: Bool, top: Double) {
    let points = ys.enumerated().map { (x: Double($0 + 1), y: $1) }
    #expect(abs(Chart.top(of: [(points, isTraining)]) - top) < 1e-9)
  }
}
