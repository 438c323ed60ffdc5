public import LeNetGraphics
import LeNetModel
import LeNetData
import LeNetEngine
import LeNetText
import LeNetTraining

extension ActivityPictures {
  /// The distribution of each layer's outputs for the first images, at most `count`.
  package func spreads(images count: Int) -> [Spread] {
    let count = min(max(count, 1), dataset.count)
    var values: [(name: String, values: [Float])] = []
    for image in 0..<count {
      let activity = activity(of: image, moved: AffineMap())
      for (place, layer) in LayerActivity.all(activity, of: layout).enumerated() {
        if image == 0 { values.append((layer.name, [])) }
        values[place].values += layer.values
      }
    }
    return values.compactMap { Spread(layer: $0.name, values: $0.values) }
  }

  /// A histogram of each layer's outputs for the first images, at most `count`.
  public func spread(images count: Int) -> Drawing {
    drawing(of: spreads(images: count), images: count)
  }

  /// The drawing of histograms that are there already.
  package func drawing(of spreads: [Spread], images count: Int) -> Drawing {
    .spreads(
      spreads, title: "The outputs of each layer of \(name)",
      detail: "the first \(min(max(count, 1), dataset.count).of("image")) of \(dataset.name); "
        + "heights are square roots of counts")
  }

  /// The arithmetic of one number of a layer for an image; without a map and a place, those of the
  /// greatest number.
  package func unit(
    of image: Int, layer name: String, map: Int?, row: Int?, column: Int?
  ) throws(UnitError) -> UnitPicture {
    guard let position = layout.layers.firstIndex(where: { $0.name == name }) else {
      throw .noLayer(name, known: layout.layers.map(\.name))
    }
    let layer = layout.layers[position]
    let shape = layer.output
    for (what, got, count) in [
      ("map", map, shape.maps), ("row", row, shape.rows), ("column", column, shape.columns),
    ] {
      guard let got, !(0..<count).contains(got) else { continue }
      throw .noPlace(layer: name, what: what, got: got, count: count)
    }
    let activity = activity(of: image, moved: AffineMap())
    let output = activity[position + 1]
    let area = shape.rows * shape.columns
    let places = output.indices.filter { place in
      (map ?? place / area) == place / area
        && (row ?? place % area / shape.columns) == place % area / shape.columns
        && (column ?? place % shape.columns) == place % shape.columns
    }
    let place = places.max { output[$0] < output[$1] } ?? 0
    let (chosenMap, chosenRow, chosenColumn) = (
      place / area, place % area / shape.columns, place % shape.columns
    )
    let parameters = parameters
    let arithmetic = UnitArithmetic(
      of: layer, map: chosenMap, row: chosenRow, column: chosenColumn, input: activity[position]
    ) { role in
      layer.parameters.first { $0.role == role }.map { Array(parameters[$0.range]) } ?? []
    }
    guard let arithmetic else { throw .noArithmetic(layer: name, kind: layer.layer.kind) }
    let before = position > 0 ? layout.layers[position - 1].name : "input"
    return UnitPicture(
      layer: layer, before: before, map: chosenMap, row: chosenRow, column: chosenColumn,
      arithmetic: arithmetic, input: activity[position], output: output)
  }

  /// A drawing of the arithmetic of one number.
  package func drawing(of unit: UnitPicture, image: Int) -> Drawing {
    unit.drawing(
      detail: "\(title(of: image)) of \(dataset.name): \(unit.layer.layer.sentence)")
  }
}
