import LeNetGraphics
import LeNetImages
import LeNetModel
import LeNetReading
import LeNetTestSupport
import Testing

/// A linear network with small whole weights reads pictures of black and white, so every number is exact.
@Suite("Explanations")
struct ExplanationTests {
  private static func reader(calibrated: Bool = true) throws -> DigitReader {
    let layout = try Architecture(
      name: "linear", input: Shape(1, 28, 28),
      layers: ["flatten": .flatten, "output": .fullyConnected(units: 4)]
    ).layout()
    var parameters = Parameters(layout: layout)
    // Class 1 likes the left half, class 2 the upper, class 7 the lower; nothing likes a lot of ink.
    for place in 0..<784 {
      let (row, column) = (place / 28, place % 28)
      parameters.values[place] = column < 14 ? 0.125 : -0.0625
      parameters.values[784 + place] = row < 14 ? 0.125 : -0.0625
      parameters.values[2 * 784 + place] = row < 14 ? -0.0625 : 0.125
      parameters.values[3 * 784 + place] = 0.046875
    }
    return try DigitReader(
      model: ModelFile(
        preparation: Preparation(
          rows: 28, columns: 28, resizeMode: .none, mean: [0], standardDeviation: [1]),
        classes: ["1", "2", "7", "other"], training: nil,
        rejectionPolicy: calibrated
          ? RejectionPolicy(
            temperature: 2, points: [.init(coverage: 0.9, threshold: 0.75)], usualCoverage: 0.9)
          : nil,
        parameters: parameters), approach: .resize)
  }

  /// White strokes on black, row and column ranges.
  private static func picture(_ strokes: [(Range<Int>, Range<Int>)]) throws -> RasterImage {
    var bytes = [UInt8](repeating: 0, count: 784)
    for (rows, columns) in strokes {
      for row in rows { for column in columns { bytes[row * 28 + column] = 255 } }
    }
    return try RasterImage(rows: 28, columns: 28, channels: .grey, bytes: bytes)
  }

  @Test(
    "What supports the answer is positive: the ink of the class's half, and not that of the other")
  func occlusion() throws {
    let picture = try Self.picture([(4..<24, 6..<8), (10..<12, 18..<24)])
    let explanation = Explanation(of: picture, name: "mark", by: try Self.reader())
    #expect(explanation.reading.label == "1")
    // On the left stroke; on the right one.
    #expect(explanation.occlusionMap[18 * 28 + 6] > 0)
    #expect(explanation.occlusionMap[11 * 28 + 20] < 0)
    #expect(explanation.occlusionMap.count == 784)
  }

  @Test(
    "The whole drawing and its sentences",
    arguments: [
      ("accepted", [(4..<24, 4..<8), (4..<6, 8..<12)]), ("unsure", [(4..<20, 6..<8)]),
      ("other", [(0..<28, 0..<28)]),
    ])
  func drawing(name: String, strokes: [(Range<Int>, Range<Int>)]) throws {
    let explanation = Explanation(
      of: try Self.picture(strokes), name: "\(name).png", by: try Self.reader())
    #expect(explanation.reading.verdict.rawValue == name)
    let text = readablePicture(explanation.drawing.svg, withPixels: true)
    #expect(
      text == (try Snapshot.kept("\(name).svg", now: text)),
      "LENET_UPDATE_SNAPSHOTS=1 writes the new picture; open it before you commit it")
  }

  @Test(
    "The whole page is what it was when somebody looked at it",
    arguments: [
      ("accepted", [(4..<24, 4..<8), (4..<6, 8..<12)]), ("other", [(0..<28, 0..<28)]),
    ])
  func page(name: String, strokes: [(Range<Int>, Range<Int>)]) throws {
    let explanation = Explanation(
      of: try Self.picture(strokes), name: "\(name) <1>.png", by: try Self.reader())
    let text = readablePicture(explanation.html, withPixels: true)
    #expect(
      text == (try Snapshot.kept("\(name).html", now: text)),
      "LENET_UPDATE_SNAPSHOTS=1 writes the new page; open it before you commit it")
  }

  @Test("Reading of many pictures stops when it is asked to")
  func stop() throws {
    let reader = try Self.reader()
    let paths = (0..<2000).map { "/nowhere/\($0).png" }
    var received = 0
    reader.read(paths, threads: 2, shouldStop: { true }) { _, _ in received += 1 }
    #expect(received == 0)
    reader.read(paths, threads: 2) { _, _ in received += 1 }
    #expect(received == 2000)
  }

  @Test("The whole account of the preparation stands in the drawing, in lines that fit it")
  func longSteps() throws {
    // Two equal strokes, so one of them is left out; the picture is as large as pictures can be.
    let (rows, columns) = (300, 640)
    var bytes = [UInt8](repeating: 255, count: rows * columns)
    for row in 60..<220 {
      for column in [200..<206, 400..<406].joined() { bytes[row * columns + column] = 0 }
    }
    let picture = try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
    let explanation = Explanation(of: picture, name: "two", by: try DigitReader())
    let steps = explanation.steps
    #expect(
      steps.contains("1 piece of ink much like it was left out") && steps.count > 130, "\(steps)")
    // The quiet texts above the pictures.
    let lines = explanation.drawing.svg.split(separator: "\n").filter {
      $0.contains("y=\"67\"") || $0.contains("y=\"82\"")
    }.compactMap { $0.split(separator: ">").dropFirst().first?.split(separator: "<").first }
    #expect(lines.count == 2 && lines.joined(separator: " ") == steps)
    #expect(lines.allSatisfy { $0.count <= 130 })
  }
}
