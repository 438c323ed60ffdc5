public import LeNetGraphics
public import LeNetImages
import LeNetText

/// The steps from a picture to its numbers: boxes, cuts, the best path, and the answers of the network that slides.
public struct PageExplanation: Sendable {
  /// The numbers.
  public let reading: PageReading
  /// The name of the picture.
  public let name: String
  /// All steps in one drawing.
  public let drawing: Drawing

  /// The most rows to draw in detail.
  private static let mostRows = 12
  private static let width = 800.0

  /// Reads a picture and keeps the steps.
  public init(of picture: RasterImage, name: String, by reader: NumberReader) {
    let picture = picture.shrunk(toFit: RasterImage.longestPageSide)
    let rows = reader.rows(of: picture)
    reading = reader.page(picture, found: rows)
    self.name = name
    let shown = rows.filter { !$0.symbols.isEmpty }.prefix(Self.mostRows)
    var drawing = Drawing(
      width: Self.width, height: 0, title: "How \(name) was read",
      summary: reading.numbers.isEmpty
        ? "No number was found." : "Read as \(reading.lines.map(\.text).joined(separator: ", ")).")
    drawing.text(name.shortened(to: 80), x: 16, y: 28, size: 15, isBold: true)
    drawing.text(
      "The numbers with their confidence; green: accepted, orange: unsure, red: refused.", x: 16,
      y: 48,
      size: 11.5, tone: .quiet)
    var y = Self.draw(picture, reading, into: &drawing, y: 60) + 30
    for row in shown {
      y = RowDrawing(row, width: Self.width - 96).draw(into: &drawing, x: 80, y: y) + 34
    }
    let left = rows.count { !$0.symbols.isEmpty } - shown.count
    if left > 0 { drawing.text("and \(left.of("more row"))", x: 16, y: y, tone: .quiet) }
    drawing.height = y + 12
    self.drawing = drawing
  }

  /// The picture with the boxes of its numbers; the place below it.
  private static func draw(
    _ picture: RasterImage, _ reading: PageReading, into drawing: inout Drawing, y: Double
  ) -> Double {
    let wide = min(width - 32, 700 * Double(picture.columns) / Double(max(picture.rows, 1)))
    let scale = wide / Double(max(picture.columns, 1))
    drawing.bitmap(Bitmap(picture, longest: 1_000), x: 16, y: y, width: wide)
    for number in reading.numbers {
      let box = number.box
      // Boxes are in pixels of the file.
      let unit = scale * Double(picture.columns) / Double(max(reading.columns, 1))
      let (left, top) = (
        16 + Double(box.columns.lowerBound) * unit, y + Double(box.rows.lowerBound) * unit
      )
      let (right, bottom) = (
        16 + Double(box.columns.upperBound) * unit, y + Double(box.rows.upperBound) * unit
      )
      drawing.line(
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)],
        tone: number.verdict.tone, width: 1.5)
      drawing.text(
        "\(number.text) \(NumberText.confidence(number.confidence))", x: left, y: top - 3,
        size: 10.5,
        tone: number.verdict.tone, isBold: true)
    }
    return y + scale * Double(picture.rows)
  }

  /// A self-contained HTML page.
  public var html: String {
    HTMLPage.text(
      title: drawing.title, style: "",
      body: """
        <h1>\(name.escaped)</h1>
        <p><strong>\(drawing.summary.escaped)</strong></p>
        <figure>\(drawing.embedded(as: "page"))</figure>
        """)
  }

  /// The drawing as a PNG file, twice as large; throws if libvips is missing or cannot draw.
  public func png() throws(ImageError) -> [UInt8] {
    try RasterImage(drawing: drawing.svg, scale: 2).encoded(as: ".png")
  }
}

extension NumberReading.Verdict {
  fileprivate var tone: Tone {
    switch self {
    case .accepted: .green
    case .unsure: .orange
    case .refused: .vermilion
    }
  }
}

/// A row in detail: its ink with the cuts, the parts of the best path, and the answers of the network that slides.
private struct RowDrawing {
  private let path: RowPath
  private let scale: Double

  init(_ path: RowPath, width: Double) {
    self.path = path
    let ink = path.row.ink
    scale = min(width / Double(max(ink.columns, 1)), 90 / Double(max(ink.rows, 1)))
  }

  /// Draws it; the place below.
  func draw(into drawing: inout Drawing, x: Double, y: Double) -> Double {
    let ink = path.row.ink
    drawing.text("ink, cuts", x: 16, y: y + 14, size: 11, tone: .quiet)
    drawing.bitmap(
      Bitmap(
        ink: ink.values.map { UInt8(min(max($0, 0), 1) * 255) }, rows: ink.rows,
        columns: ink.columns), x: x, y: y, width: scale * Double(ink.columns))
    drawCuts(into: &drawing, x: x, y: y)
    var y = y + scale * Double(ink.rows) + 22
    y = drawPath(into: &drawing, x: x, y: y)
    return drawFrames(into: &drawing, x: x, y: y + 8)
  }

  /// All cuts; those of the best path are thick.
  private func drawCuts(into drawing: inout Drawing, x: Double, y: Double) {
    let chosen = Set(
      path.choices.compactMap { choice in path.graph?.edges[choice.edge].to })
    for (number, cut) in path.row.cuts.enumerated().dropFirst().dropLast() {
      let points = cut.columns.enumerated().map { row, column in
        (x: x + Double(column) * scale, y: y + (Double(row) + 0.5) * scale)
      }
      let isChosen = chosen.contains(number)
      drawing.line(points, tone: isChosen ? .vermilion : .blue, width: isChosen ? 2 : 0.6)
    }
  }

  /// The parts of the best path as arcs between their cuts, with what each was read as.
  private func drawPath(into drawing: inout Drawing, x: Double, y: Double) -> Double {
    guard let graph = path.graph else { return y }
    func place(_ node: Int) -> Double {
      node == 0
        ? x
        : node == graph.last
          ? x + scale * Double(path.row.ink.columns)
          : x + scale * Double(path.row.cuts[node].middle)
    }
    drawing.text("best path", x: 16, y: y + 4, size: 11, tone: .quiet)
    for edge in graph.edges where edge.part != nil {
      drawing.line(arc(place(edge.from), place(edge.to), y, down: true), tone: .faint, width: 0.7)
    }
    for choice in path.choices {
      let edge = graph.edges[choice.edge]
      guard let symbol = graph.symbol(choice) else { continue }
      let (left, right) = (place(edge.from), place(edge.to))
      drawing.line(arc(left, right, y, down: true), tone: .vermilion, width: 1.5)
      drawing.text(
        "\(symbol.character)", x: (left + right) / 2, y: y - 5, size: 14, anchor: .middle,
        isBold: true)
    }
    for node in 0...graph.last { drawing.dot(x: place(node), y: y, radius: 2, tone: .ink) }
    return y + 26
  }

  private func arc(
    _ left: Double, _ right: Double, _ y: Double, down: Bool
  ) -> [(x: Double, y: Double)] {
    let depth = min(22, 4 + (right - left) / 8)
    return (0...8).map { step in
      let t = Double(step) / 8
      return (left + (right - left) * t, y + 4 * t * (1 - t) * depth)
    }
  }

  /// The probabilities of the classes in each frame: a row for each digit, and one for what lies between digits.
  private func drawFrames(into drawing: inout Drawing, x: Double, y: Double) -> Double {
    guard let slid = path.slid else { return y }
    let scores = slid.scores
    let values = (0..<scores.classes).flatMap { label in
      (0..<scores.frames).map { UInt8(min(max(scores[$0, label], 0), 1) * 255) }
    }
    let side = scale * Double(SpaceDisplacementNetwork.step) / Double(slid.strip.scale)
    let (wide, cell) = (side * Double(scores.frames), 9.0)
    drawing.text("sliding", x: 16, y: y + 12, size: 11, tone: .quiet)
    for label in 0..<scores.classes {
      drawing.text(
        label == scores.between ? "·" : "\(label)", x: x - 12, y: y + cell * Double(label) + 8,
        size: 8,
        tone: .quiet)
      for frame in 0..<scores.frames {
        let value = Double(values[label * scores.frames + frame]) / 255
        guard value >= 0.02 else { continue }
        drawing.rectangle(
          x: x + side * Double(frame), y: y + cell * Double(label), width: side, height: cell,
          tone: label == scores.between ? .quiet : .blue, opacity: value)
      }
    }
    drawing.line([(x, y), (x + wide, y)], tone: .faint)
    return y + cell * Double(scores.classes)
  }
}
