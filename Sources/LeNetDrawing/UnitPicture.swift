import LeNetGraphics
package import LeNetModel
import LeNetText

/// One number of a layer, with all its inputs.
package struct UnitPicture: Sendable {
  /// The layer.
  package let layer: LayerLayout
  /// The name of its input.
  package let before: String
  /// The number's map, or its index in a vector.
  package let map: Int
  /// The number's row.
  package let row: Int
  /// The number's column.
  package let column: Int
  /// The computation of the number.
  package let arithmetic: UnitArithmetic
  /// The layer's input, `[map][row][column]`.
  package let input: [Float]
  /// The layer's output, `[map][row][column]`.
  package let output: [Float]

  /// The number's layer, map, row and column, as text.
  package var name: String {
    layer.output.isFlat
      ? "\(layer.name), unit \(map)" : "\(layer.name), map \(map), row \(row), column \(column)"
  }

  /// The number that the network computed.
  package var computed: Float {
    output[(map * layer.output.rows + row) * layer.output.columns + column]
  }

  private static let side = 150.0
  private static let cell = (width: 40.0, height: 27.0)
  private static let between = 34.0

  func drawing(detail: String) -> Drawing {
    var drawing = Drawing(
      width: 0, height: 0, title: "How one number is computed: \(name)",
      summary: "\(arithmetic.steps.joined(separator: "; ")).")
    drawing.heading("How one number is computed: \(name)", detail: detail)
    let y = Drawing.topWithDetail + 22
    var x = Drawing.margin
    var bottom = y
    if let source = arithmetic.source, layer.input.rows > 1 {
      let area = layer.sources(row: row, column: column)
      draw(
        "\(before), map \(source)", input, source, layer.input, area, into: &drawing, x: x, y: y)
      x += Self.side + Self.between
      bottom = y + Self.side
    }
    for grid in arithmetic.grids {
      let size = draw(grid, into: &drawing, x: x, y: y)
      bottom = max(bottom, y + size.height)
      x += size.width + Self.between
      if !grid.sign.isEmpty {
        drawing.text(
          grid.sign, x: x - Self.between / 2, y: y + size.height / 2 + 6, size: 18,
          anchor: .middle)
      }
    }
    if layer.output.rows > 1 {
      drawing.text(
        "→", x: x - Self.between / 2, y: y + Self.side / 2 + 6, size: 18, anchor: .middle)
      let area = MapArea(rows: row..<row + 1, columns: column..<column + 1)
      draw(
        "\(layer.name), map \(map)", output, map, layer.output, area, into: &drawing, x: x, y: y)
      x += Self.side + Self.between
      bottom = max(bottom, y + Self.side)
    }
    var line = bottom + 30
    for step in arithmetic.steps {
      drawing.text(step, x: Drawing.margin, y: line, size: 13)
      drawing.width = max(
        drawing.width, Drawing.width(of: step, size: 13) + 2 * Drawing.margin)
      line += 20
    }
    drawing.width = max(drawing.width, x - Self.between + Drawing.margin)
    drawing.height = line
    return drawing
  }

  /// Draws a map with a marked area.
  private func draw(
    _ title: String, _ values: [Float], _ map: Int, _ shape: Shape, _ area: MapArea,
    into drawing: inout Drawing, x: Double, y: Double
  ) {
    let scale = Self.side / Double(max(shape.rows, shape.columns))
    let size = shape.rows * shape.columns
    let part = values[map * size..<(map + 1) * size]
    drawing.text(title, x: x, y: y - 8, size: 12, tone: .quiet)
    drawing.bitmap(
      Bitmap(
        shades: part, from: part.min() ?? 0, to: part.max() ?? 1, rows: shape.rows,
        columns: shape.columns), x: x, y: y, width: Double(shape.columns) * scale)
    drawing.outline(
      x: x + Double(area.columns.lowerBound) * scale, y: y + Double(area.rows.lowerBound) * scale,
      width: Double(area.columns.count) * scale, height: Double(area.rows.count) * scale,
      tone: .vermilion, stroke: 2)
  }

  /// Draws few numbers in cells, or many as a bitmap; returns the size of the drawing.
  private func draw(
    _ grid: UnitArithmetic.Grid, into drawing: inout Drawing, x: Double, y: Double
  ) -> (width: Double, height: Double) {
    let rows = (grid.values.count + grid.columns - 1) / grid.columns
    drawing.text(grid.title, x: x, y: y - 8, size: 12, tone: .quiet)
    let reach = grid.values.map(\.magnitude).max() ?? 0
    guard grid.columns <= 7, rows <= 7 else {
      let padded =
        grid.values.map(Float.init)
        + Array(repeating: 0, count: rows * grid.columns - grid.values.count)
      let bitmap =
        grid.isSigned
        ? Bitmap(signed: padded, reach: Float(reach), rows: rows, columns: grid.columns)
        : Bitmap(
          shades: padded, from: padded.min() ?? 0, to: padded.max() ?? 1, rows: rows,
          columns: grid.columns)
      let scale = Self.side / Double(max(rows, grid.columns))
      drawing.bitmap(bitmap, x: x, y: y, width: Double(grid.columns) * scale)
      return (Double(grid.columns) * scale, Double(rows) * scale)
    }
    for (place, value) in grid.values.enumerated() {
      let left = x + Self.cell.width * Double(place % grid.columns)
      let top = y + Self.cell.height * Double(place / grid.columns)
      drawing.rectangle(
        x: left + 0.5, y: top + 0.5, width: Self.cell.width - 1, height: Self.cell.height - 1,
        tone: value < 0 ? .blue : .orange,
        opacity: reach > 0 && value.isFinite ? 0.06 + 0.44 * value.magnitude / reach : 0.06)
      drawing.text(
        value.magnitude < 1e4 ? value.plain : "…", x: left + Self.cell.width / 2,
        y: top + Self.cell.height / 2 + 4, size: 11, anchor: .middle)
    }
    return (
      max(
        Self.cell.width * Double(grid.columns), Drawing.width(of: grid.title, size: 12)),
      Self.cell.height * Double(rows)
    )
  }
}

/// Why the computation of a number cannot be shown.
package enum UnitError: Error, Equatable, CustomStringConvertible {
  /// The network has no such layer.
  case noLayer(String, known: [String])
  /// The layer computes nothing during inference.
  case noArithmetic(layer: String, kind: String)
  /// The layer has fewer maps, rows or columns.
  case noPlace(layer: String, what: String, got: Int, count: Int)

  /// What is wrong and what to do, in one sentence.
  package var description: String {
    switch self {
    case .noLayer(let name, let known):
      "the network has no layer \(name); choose one of \(known.joined(separator: ", "))"
        + didYouMean(name, among: known)
    case .noArithmetic(let layer, let kind):
      "the layer \(layer), \(kind), does not change its input during inference; choose another"
    case .noPlace(let layer, let what, let got, let count):
      "the \(what) is \(got); expected a number from 0 to \(count - 1) for the layer \(layer)"
    }
  }
}
