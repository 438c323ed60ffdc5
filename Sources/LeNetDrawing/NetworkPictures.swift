public import LeNetGraphics
import LeNetText
public import LeNetModel

extension Drawing {
  /// The ten bitmaps of LeNet-5's output units: figure 3 of the paper.
  public static var digitBitmaps: Drawing {
    var drawing = Drawing(
      width: 10 * 66 + 22, height: 192, title: "Prototypes of the output units",
      summary: "The digits 0 to 9 as bitmaps of 7 by 12 pixels; 0, 2, 4 and 5 have a bar on top.")
    drawing.heading("Prototypes of the output units", detail: "7 × 12 pixels, ink +1, paper -1")
    for (digit, bitmap) in DigitBitmap.all.enumerated() {
      let x = 16 + 66 * Double(digit)
      drawing.bitmap(
        Bitmap(
          ink: bitmap.coordinates.map { $0 > 0 ? 230 : 20 }, rows: DigitBitmap.rows,
          columns: DigitBitmap.columns), x: x, y: 64, width: 56)
      drawing.text("\(digit)", x: x + 28, y: 178, anchor: .middle, tone: .quiet)
    }
    return drawing
  }

  /// A connection table: the input maps (rows) of each map of a layer (columns).
  public static func connections(_ table: ConnectionTable, layer: String, source: String) -> Drawing
  {
    let inputs = (table.sources.joined().max() ?? 0) + 1
    let cell = table.sources.count > 40 ? 9.0 : 26.0
    let isDense = cell < 20
    let width = 60 + cell * Double(table.sources.count) + 16
    let lists = table.sources.enumerated().map { map, sources in
      "map \(map) takes \(sources.map(String.init).joined(separator: ", "))"
    }
    var drawing = Drawing(
      width: width, height: 100 + cell * Double(inputs),
      title: "Maps of \(source) that feed each map of \(layer)",
      summary: lists.joined(separator: "; ") + ".")
    drawing.heading(
      "Maps of \(source) that feed each map of \(layer)",
      detail:
        "\(table.links.grouped) of \((inputs * table.sources.count).of("possible link")); maps of \(source) down, of "
        + "\(layer) across")
    for (map, sources) in table.sources.enumerated() {
      let x = 52 + cell * Double(map)
      if !isDense {
        drawing.text("\(map)", x: x + cell / 2, y: 76, size: 11, anchor: .middle, tone: .quiet)
      }
      for input in 0..<inputs {
        let isLink = sources.contains(input)
        drawing.rectangle(
          x: x + 1, y: 83 + cell * Double(input), width: cell - 2, height: cell - 2,
          tone: isLink ? .blue : .faint)
      }
    }
    for input in 0..<inputs where !isDense || input % 5 == 0 {
      drawing.text(
        "\(input)", x: 42, y: 83 + cell * (Double(input) + 0.5) + 3, size: 11, anchor: .end,
        tone: .quiet)
    }
    return drawing
  }

  /// The kernels of a model's convolutions, one row for each output map; absent links stay empty.
  ///
  /// Of a layer with more than `most` maps it draws the first ones, and says so. Blue is negative, orange positive;
  /// each layer has a separate scale. Traps if `most` is below 1.
  public static func kernels(of model: ModelFile, most: Int = 24) -> Drawing {
    precondition(most >= 1, "the first \(most) maps of a layer are to be drawn")
    let layout = model.parameters.layout
    let layers = layout.layers.compactMap { layer -> (LayerLayout, Convolution)? in
      if case .convolution(let convolution) = layer.layer { (layer, convolution) } else { nil }
    }
    func first(_ count: Int, _ what: String) -> String {
      "\(count.of(what))\(count > most ? ", of which the first \(most) are here" : "")"
    }
    let cell = 34.0
    let widest =
      layers.map { min($0.0.input.maps == 1 ? $0.1.maps : $0.0.input.maps, most) }
      .max() ?? 1
    // A layer with one input map takes one row.
    let rows = layers.map { $0.0.input.maps == 1 ? 1 : min($0.1.maps, most) }
    let height = zip(layers, rows).reduce(Drawing.topWithDetail + 8) {
      $0 + 40 + cell * Double($1.1)
    }
    var drawing = Drawing(
      width: max(60 + cell * Double(widest), 420), height: height,
      title: "Kernels of \(model.architecture.name)",
      summary: layers.map { layer, convolution in
        "\(layer.name): \(convolution.maps.of("map")) of kernels \(convolution.kernel) by "
          + "\(convolution.kernel) over \(layer.input.maps.of("map"))"
      }.joined(separator: "; ") + ". Blue is negative, orange positive.")
    drawing.heading(
      "Kernels of \(model.architecture.name)",
      detail: "blue is negative, orange positive, white 0; each layer has its own scale")
    var y = Drawing.topWithDetail + 18
    for ((layer, convolution), rowCount) in zip(layers, rows) {
      guard let tensor = layer.parameters.first(where: { $0.role == .weight }) else { continue }
      let weights = Array(model.parameters.values[tensor.range])
      let reach = weights.map(abs).max() ?? 0
      drawing.text(
        "\(layer.name): \(first(convolution.maps, "map")), kernels over "
          + "\(first(layer.input.maps, "map")), greatest weight \(Double(reach).plain)",
        x: Drawing.margin, y: y, size: 13, isBold: true)
      y += 12
      let area = convolution.kernel * convolution.kernel
      for map in 0..<min(convolution.maps, most) {
        let sources = convolution.connections?.sources[map] ?? Array(0..<layer.input.maps)
        for source in sources where source < most {
          let start = (map * layer.input.maps + source) * area
          let column = rowCount == 1 ? map : source
          let row = rowCount == 1 ? 0 : map
          drawing.bitmap(
            Bitmap(
              signed: weights[start..<start + area], reach: reach, rows: convolution.kernel,
              columns: convolution.kernel), x: 44 + cell * Double(column),
            y: y + cell * Double(row), width: cell - 4)
        }
        if rowCount > 1 {
          drawing.text(
            "\(map)", x: 36, y: y + cell * (Double(map) + 0.5), size: 11, anchor: .end,
            tone: .quiet)
        }
      }
      y += cell * Double(rowCount) + 28
    }
    return drawing
  }
}
