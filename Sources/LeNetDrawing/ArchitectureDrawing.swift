public import LeNetGraphics
import LeNetText
public import LeNetModel

extension Drawing {
  /// A network as figure 2 of LeCun, Bottou, Bengio and Haffner (1998) draws LeNet-5: a stack of squares for the
  /// maps of each layer, windows with lines to the number that they produce, and bars for vectors.
  public static func architecture(_ layout: NetworkLayout) -> Drawing {
    ArchitectureDrawing(layout).drawing
  }
}

/// A network's layers from left to right.
private struct ArchitectureDrawing {
  private let layout: NetworkLayout
  private var nodes: [ArchitectureNode] = []
  /// The captions below the gaps between nodes, and below the last node.
  private var captions: [[String]] = []
  /// The layer that produces each node except the first.
  private var positions: [Int] = []

  /// The longest side of the largest map.
  private static let largestSide = 116.0
  /// The least space between two nodes.
  private static let gap = 50.0
  private static let captionSize = 11.0
  private static let line = 14.5

  init(_ layout: NetworkLayout) {
    self.layout = layout
    let maps = [layout.input] + layout.layers.map(\.output)
    let side = maps.filter { !$0.isFlat }.map { max($0.rows, $0.columns) }.max() ?? 1
    let scale = Self.largestSide / Double(side)
    nodes.append(
      ArchitectureNode(name: "input", shape: layout.input, tone: .quiet, scale: scale))
    var words: [String] = []
    for (position, layer) in layout.layers.enumerated() {
      words += layer.layer.displayLines
      let count = layer.parameters.reduce(0) { $0 + $1.coefficients }
      if count > 0 { words.append("\(count.grouped) param.") }
      if layer.layer.isBetweenMaps { continue }
      nodes.append(
        ArchitectureNode(
          name: layer.name, shape: layer.output, tone: layer.layer.tone, scale: scale))
      captions.append(words)
      positions.append(position)
      words = []
    }
    captions.append(words)
    place()
  }

  private func captionWidth(_ gap: Int) -> Double {
    captions[gap].map { Drawing.width(of: $0, size: Self.captionSize) }.max() ?? 0
  }

  /// Places the nodes side by side, with room for the texts above and below.
  private mutating func place() {
    let tallest = nodes.map(\.height).max() ?? 0
    for index in nodes.indices { nodes[index].middle = Drawing.topWithDetail + 52 + tallest / 2 }
    nodes[0].x = Drawing.margin + max(0, nodes[0].labelWidth - nodes[0].width) / 2
    var captionsEnd = Drawing.margin
    for index in nodes.indices.dropFirst() {
      let last = nodes[index - 1]
      let caption = captionWidth(index - 1)
      let labels =
        last.centre + (last.labelWidth + nodes[index].labelWidth) / 2 + 12
        - nodes[index].width / 2
      // Centres the caption below the gap.
      nodes[index].x = max(
        last.right + Self.gap, labels, 2 * (captionsEnd + caption / 2) - last.right)
      captionsEnd = (last.right + nodes[index].x) / 2 + caption / 2 + 12
    }
  }

  var drawing: Drawing {
    let bottom = nodes.map { $0.middle + $0.height / 2 }.max() ?? 0
    let lines = captions.map(\.count).max() ?? 0
    let summary = NetworkSummary(layout)
    let last = nodes[nodes.count - 1]
    let end = max(
      last.right, last.centre + last.labelWidth / 2,
      last.centre + captionWidth(captions.count - 1) / 2)
    let name = layout.architecture.name
    var drawing = Drawing(
      width: end + Drawing.margin + 8,
      height: bottom + 22 + Self.line * Double(lines) + Drawing.margin / 2,
      title: "The network \(name)", summary: description)
    let totals = summary.totals
    drawing.heading(
      name,
      detail: "\(totals.trainable.grouped) trained parameters, "
        + (totals.fixed > 0 ? "\(totals.fixed.grouped) fixed, " : "")
        + "\(totals.connections.grouped) connections, "
        + "\(totals.multiplyAdds.grouped) multiply-adds")
    for node in nodes { node.draw(into: &drawing) }
    for index in nodes.indices.dropFirst() { join(index, into: &drawing) }
    for (gap, words) in captions.enumerated() {
      let isLast = gap == captions.count - 1
      let x = isLast ? last.centre : (nodes[gap].right + nodes[gap + 1].x) / 2
      for (place, word) in words.enumerated() {
        drawing.text(
          word, x: x, y: bottom + 24 + Self.line * Double(place), size: Self.captionSize,
          anchor: .middle, tone: word.hasSuffix("param.") ? .quiet : .ink)
      }
    }
    return drawing
  }

  /// The lines from one node to the next: those of a window, or of all to all.
  private func join(_ index: Int, into drawing: inout Drawing) {
    let (from, to) = (nodes[index - 1], nodes[index])
    let layer = layout.layers[positions[index - 1]]
    guard !to.shape.isFlat, !layer.input.isFlat else {
      for exit in from.exits {
        for entry in to.entries { drawing.line([exit, entry], tone: .quiet, width: 0.8) }
      }
      return
    }
    // Alternates places, so that a window does not cover the number of the layer before.
    let share = index % 2 == 0 ? 0.25 : 0.7
    let row = Int(Double(to.shape.rows) * share)
    let column = Int(Double(to.shape.columns) * share)
    let window = from.place(layer.sources(row: row, column: column))
    let unit = to.place(MapArea(rows: row..<row + 1, columns: column..<column + 1))
    drawing.rectangle(
      x: window.x, y: window.y, width: window.width, height: window.height, tone: .paper,
      opacity: 0.6)
    drawing.outline(
      x: window.x, y: window.y, width: window.width, height: window.height, tone: .ink)
    let target = (x: unit.x, y: unit.y + unit.height / 2)
    for y in [window.y, window.y + window.height] {
      drawing.line([(window.x + window.width, y), target], tone: .ink, width: 0.8)
    }
    drawing.rectangle(
      x: unit.x, y: unit.y, width: unit.width, height: unit.height, tone: .ink)
  }

  /// Every layer in words.
  private var description: String {
    let layers = layout.layers.map { layer in
      "\(layer.name), \(layer.layer.sentence), makes \(layer.output.displayText)"
    }
    return "From an input of \(layout.input.displayText): \(layers.joined(separator: "; "))."
  }
}
