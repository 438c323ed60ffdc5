import LeNet
import LeNetDrawing
import LeNetText

/// A network from input to output as text lines: each layer's output, its parameters and its receptive field.
struct ArchitectureText {
  private let layout: NetworkLayout

  init(_ layout: NetworkLayout) {
    self.layout = layout
  }

  func lines(on terminal: Terminal) -> [String] {
    let totals = NetworkSummary(layout).totals
    let head =
      "\(layout.architecture.name): \(totals.trainable.grouped) trained parameters, "
      + (totals.fixed > 0 ? "\(totals.fixed.grouped) fixed, " : "")
      + "\(totals.connections.grouped) connections"
    let names = ["input"] + layout.layers.map(\.name)
    let shapes = ([layout.input] + layout.layers.map(\.output)).map(text)
    let nameWidth = names.map(\.count).max() ?? 0
    let shapeWidth = shapes.map(\.count).max() ?? 0
    func line(_ index: Int, _ rest: String) -> String {
      let name = TextTable.pad(names[index], to: nameWidth, .left)
      return terminal.paint(name, .bold) + "  "
        + (rest.isEmpty
          ? shapes[index] : TextTable.pad(shapes[index], to: shapeWidth, .left) + rest)
    }
    var lines = [head, "", line(0, "")]
    let bar = terminal.showsUnicode ? "│" : "|"
    for (place, layer) in layout.layers.enumerated() {
      let count = layer.parameters.reduce(0) { $0 + $1.coefficients }
      lines.append(
        "  \(bar) \(layer.layer.sentence)"
          + (count > 0 ? "; \(count.grouped) parameters" : ""))
      let sees = layout.input.isFlat || layer.layer.isInert ? "" : "  sees \(field(place))"
      lines.append(line(place + 1, sees))
    }
    return lines.map { plain($0, terminal) }
  }

  private func text(_ shape: Shape) -> String { shape.displayText }

  private func field(_ layer: Int) -> String {
    let area = layout.receptiveField(ofLayer: layer)
    return "\(area.rows.count) × \(area.columns.count) of the input"
  }

  private func plain(_ text: String, _ terminal: Terminal) -> String {
    terminal.showsUnicode ? text : text.replacing("×", with: "x")
  }
}

/// A connection table as the paper's Table I prints it.
struct ConnectionText {
  private let table: ConnectionTable
  private let layer: String
  private let source: String

  init(_ table: ConnectionTable, layer: String, source: String) {
    self.table = table
    self.layer = layer
    self.source = source
  }

  var lines: [String] {
    let inputs = (table.sources.joined().max() ?? 0) + 1
    var text = TextTable(
      columns: [.init("", .right)] + table.sources.indices.map { .init("\($0)", .right) })
    for input in 0..<inputs {
      text.addRow(["\(input)"] + table.sources.map { $0.contains(input) ? "X" : "" })
    }
    return [
      "maps of \(source) (down) that feed each map of \(layer) (across): \(table.links) links of "
        + "\(inputs * table.sources.count)", "",
    ] + text.lines()
  }
}
