import LeNetPictures
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
}
