package import LeNetData
package import LeNetGraphics
package import LeNetModel

/// The output of a layer for an image, or the network's input.
package struct LayerActivity: Sendable {
  /// The layer's name, `input` for the input.
  package let name: String
  /// The shape of `values`.
  package let shape: Shape
  /// `[map][row][column]`.
  package let values: [Float]

  /// One layer's numbers.
  package init(name: String, shape: Shape, values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// The numbers, by maps, rows and columns; a vector has one axis.
  package var array: NamedArray {
    NamedArray(
      name: name,
      sizes: shape.isFlat ? [shape.maps] : [shape.maps, shape.rows, shape.columns], values: values)
  }

  /// The input and every layer that changes numbers: `activity` holds a list for the input and
  /// for each layer, as `Engine.activity(of:)` returns it.
  package static func all(_ activity: [[Float]], of layout: NetworkLayout) -> [LayerActivity] {
    guard let first = activity.first else { return [] }
    return [LayerActivity(name: "input", shape: layout.input, values: first)]
      + zip(layout.layers, activity.dropFirst()).compactMap { layer, values in
        layer.layer.isInert
          ? nil : LayerActivity(name: layer.name, shape: layer.output, values: values)
      }
  }
}

extension Drawing {
  /// Draws every layer's maps in rows, with names and sizes at the left; `answer` is a line about the output, which is
  /// a box for each of `classes`, or the likeliest of many, with the greatest filled.
  ///
  /// `isDistance` means that an output is a negated distance.
  package static func maps(
    _ layers: [LayerActivity], classes: [String], title: String, detail: String, summary: String,
    isDistance: Bool = false
  ) -> Drawing {
    let isAnswer = layers.last?.values.count == classes.count
    let heights = layers.enumerated().map { place, layer in
      isAnswer && place == layers.count - 1
        ? OutputBoxes(layer.values, classes: classes, isDistance: isDistance).height
        : max(MapPictures.height(of: layer.shape), 26)
    }
    var drawing = Drawing(
      width: 760, height: heights.reduce(topWithDetail) { $0 + $1 + 16 }, title: title,
      summary: summary)
    drawing.heading(title, detail: detail)
    var y = topWithDetail
    for (place, (layer, height)) in zip(layers, heights).enumerated() {
      drawing.text(layer.name.shortened(to: 9), x: margin, y: y + 12, size: 12.5, isBold: true)
      drawing.text(
        layer.shape.displayText.shortened(to: 11), x: margin, y: y + 26, size: 10.5, tone: .quiet)
      if isAnswer, place == layers.count - 1 {
        OutputBoxes(layer.values, classes: classes, isDistance: isDistance)
          .draw(into: &drawing, y: y)
      } else {
        MapPictures.draw(layer.values, layer.shape, into: &drawing, x: MapPictures.left, y: y)
      }
      y += height + 16
    }
    return drawing
  }
}
