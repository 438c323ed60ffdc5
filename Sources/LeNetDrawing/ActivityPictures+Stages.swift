public import LeNetGraphics
import LeNetModel
import LeNetData
import LeNetEngine
import LeNetText
import LeNetTraining

extension ActivityPictures {
  /// The distribution of each stage's outputs for the first images, at most `count`.
  package func spreads(images count: Int) -> [Spread] {
    let count = min(max(count, 1), dataset.count)
    var values: [(name: String, values: [Float])] = []
    for image in 0..<count {
      let activity = activity(of: image, moved: AffineMap())
      for (place, stage) in StageActivity.all(activity, of: layout).enumerated() {
        if image == 0 { values.append((stage.name, [])) }
        values[place].values += stage.values
      }
    }
    return values.compactMap { Spread(stage: $0.name, values: $0.values) }
  }

  /// A histogram of each stage's outputs for the first images, at most `count`.
  public func spread(images count: Int) -> Drawing {
    .spreads(
      spreads(images: count), title: "What the stages of \(name) make",
      detail: "the first \(min(max(count, 1), dataset.count).of("image")) of \(dataset.name); "
        + "heights are roots of counts")
  }

  /// The arithmetic of one number of a stage for an image; without a map and a place, those of the
  /// greatest number.
  package func unit(
    of image: Int, stage name: String, map: Int?, row: Int?, column: Int?
  ) throws(UnitError) -> UnitPicture {
    guard let position = layout.stages.firstIndex(where: { $0.name == name }) else {
      throw .noStage(name, known: layout.stages.map(\.name))
    }
    let stage = layout.stages[position]
    let shape = stage.output
    for (what, got, count) in [
      ("map", map, shape.maps), ("row", row, shape.rows), ("column", column, shape.columns),
    ] {
      guard let got, !(0..<count).contains(got) else { continue }
      throw .noPlace(stage: name, what: what, got: got, count: count)
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
      of: stage, map: chosenMap, row: chosenRow, column: chosenColumn, input: activity[position]
    ) { role in
      stage.parameters.first { $0.role == role }.map { Array(parameters[$0.range]) } ?? []
    }
    guard let arithmetic else { throw .noArithmetic(stage: name, kind: stage.stage.kind) }
    let before = position > 0 ? layout.stages[position - 1].name : "input"
    return UnitPicture(
      stage: stage, before: before, map: chosenMap, row: chosenRow, column: chosenColumn,
      arithmetic: arithmetic, input: activity[position], output: output)
  }

  /// A drawing of the arithmetic of one number.
  package func drawing(of unit: UnitPicture, image: Int) -> Drawing {
    unit.drawing(
      detail: "\(title(of: image)) of \(dataset.name): \(unit.stage.stage.sentence)")
  }
}
