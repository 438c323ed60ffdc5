package import LeNetGraphics
package import LeNetModel

/// The output of a stage for an image, or the network's input.
package struct StageActivity: Sendable {
  /// The stage's name, `input` for the input.
  package let name: String
  /// The shape of `values`.
  package let shape: Shape
  /// `[map][row][column]`.
  package let values: [Float]

  /// One stage's numbers.
  package init(name: String, shape: Shape, values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// The input and every stage that changes numbers: `activity` holds a list for the input and
  /// for each stage, as `Engine.activity(of:)` returns it.
  package static func all(_ activity: [[Float]], of layout: NetworkLayout) -> [StageActivity] {
    guard let first = activity.first else { return [] }
    return [StageActivity(name: "input", shape: layout.input, values: first)]
      + zip(layout.stages, activity.dropFirst()).compactMap { stage, values in
        stage.stage.isInert
          ? nil : StageActivity(name: stage.name, shape: stage.output, values: values)
      }
  }
}

extension Drawing {
  /// Draws every stage's maps in rows, with names and sizes at the left; `answer` is a line about the output, which is
  /// a box for each of `classes`, or the likeliest of many, with the greatest filled.
  ///
  /// `isDistance` means that an output is a negated distance.
  package static func maps(
    _ stages: [StageActivity], classes: [String], title: String, detail: String, summary: String,
    isDistance: Bool = false
  ) -> Drawing {
    let isAnswer = stages.last?.values.count == classes.count
    let heights = stages.enumerated().map { place, stage in
      isAnswer && place == stages.count - 1
        ? OutputBoxes(stage.values, classes: classes, isDistance: isDistance).height
        : max(MapPictures.height(of: stage.shape), 26)
    }
    var drawing = Drawing(
      width: 760, height: heights.reduce(topWithDetail) { $0 + $1 + 16 }, title: title,
      summary: summary)
    drawing.heading(title, detail: detail)
    var y = topWithDetail
    for (place, (stage, height)) in zip(stages, heights).enumerated() {
      drawing.text(stage.name.shortened(to: 9), x: margin, y: y + 12, size: 12.5, isBold: true)
      drawing.text(
        stage.shape.displayText.shortened(to: 11), x: margin, y: y + 26, size: 10.5, tone: .quiet)
      if isAnswer, place == stages.count - 1 {
        OutputBoxes(stage.values, classes: classes, isDistance: isDistance)
          .draw(into: &drawing, y: y)
      } else {
        MapPictures.draw(stage.values, stage.shape, into: &drawing, x: MapPictures.left, y: y)
      }
      y += height + 16
    }
    return drawing
  }
}
