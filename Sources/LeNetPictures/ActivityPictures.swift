public import LeNetData
public import LeNetModel
public import LeNetTraining
import LeNetEngine

/// What a model makes of images, stage by stage.
public struct ActivityPictures {
  private let engine: Engine<Float>
  private let layout: NetworkLayout
  private let dataset: Dataset
  private let name: String

  /// Pictures of a model at work on a data set; throws where the two do not go together.
  public init(_ model: ModelFile, on dataset: Dataset) throws(EvaluationError) {
    engine = try Evaluator(model: model, threads: 1).engine(for: dataset.shape, data: dataset.name)
    layout = engine.layout
    name = model.architecture.name
    self.dataset = dataset
  }

  /// The activity of every stage for one image.
  public func activity(of image: Int) -> Drawing {
    let shown = answer(image, AffineMap())
    var rows: [(name: String, shape: Shape, values: [Float])] = [
      ("input", layout.input, shown.activity[0])
    ]
    for (stage, values) in zip(layout.stages, shown.activity.dropFirst())
    where stage.stage != .flatten {
      rows.append((stage.name, stage.output, values))
    }
    let heights = rows.map { MapPictures.height(of: $0.shape) }
    var drawing = Drawing(
      width: 760, height: heights.reduce(64) { $0 + $1 + 16 },
      title: "Activity of \(name) for image \(image)",
      summary: "Every stage's maps for an image of class \(shown.label): the answer is "
        + "\(shown.text). Black is least, white greatest.")
    drawing.text(
      "\(name), image \(image) of class \(shown.label): answer \(shown.text)", x: 16, y: 26,
      size: 14)
    var y = 44.0
    for (row, height) in zip(rows, heights) {
      drawing.text(row.name, x: 16, y: y + height / 2 + 4, size: 12, tone: .quiet)
      if row.name == layout.stages.last?.name {
        draw(outputs: row.values, into: &drawing, y: y)
      } else {
        MapPictures.draw(row.values, row.shape, into: &drawing, x: 84, y: y)
      }
      y += height + 16
    }
    return drawing
  }

  /// What becomes of stages and answer when an image is shifted, scaled and turned: after figure 13 of
  /// the paper.
  public func invariance(of image: Int) -> Drawing {
    let kinds: [(name: String, maps: [(String, AffineMap)])] = [
      (
        "shift down", [-9, -6, -3, 0, 3, 6, 9].map { ("\(Int($0))", AffineMap(rowShift: $0)) }
      ),
      (
        "scale",
        [0.5, 0.65, 0.8, 1, 1.2, 1.4, 1.6].map {
          ($0.plain, AffineMap(rowScale: $0, columnScale: $0))
        }
      ),
      (
        "rotation", [-45, -30, -15, 0, 15, 30, 45].map { ("\(Int($0))°", AffineMap(rotation: $0)) }
      ),
    ]
    let (cell, line) = (126.0, 186.0)
    let label = dataset.classes[Int(dataset.labels[image])]
    let middle = layout.stages.indices.filter { layout.stages[$0].output.rows > 1 }.last
    let vector = layout.stages.count > 1 ? layout.stages.count - 2 : nil
    var answers: [String] = []
    var drawing = Drawing(
      width: 92 + cell * 7, height: 44 + line * 3, title: "\(name) under shift, scale and rotation",
      summary: "")
    drawing.text(
      "\(name), image \(image) of class \(label): input, "
        + "\([middle, vector].compactMap { $0.map { layout.stages[$0].name } }.joined(separator: ", "))"
        + ", the answer and the runner-up", x: 16, y: 26, size: 14)
    for (row, kind) in kinds.enumerated() {
      let y = 44 + line * Double(row)
      drawing.text(kind.name, x: 16, y: y + 40, size: 12, tone: .quiet)
      for (column, (value, map)) in kind.maps.enumerated() {
        let x = 84 + cell * Double(column)
        let shown = answer(image, map)
        drawing.bitmap(
          Bitmap(
            shades: shown.activity[0].prefix(layout.input.rows * layout.input.columns),
            from: shown.activity[0].min() ?? 0, to: shown.activity[0].max() ?? 1,
            rows: layout.input.rows, columns: layout.input.columns), x: x, y: y, width: 64)
        if let middle {
          MapPictures.draw(
            shown.activity[middle + 1], layout.stages[middle].output, into: &drawing, x: x,
            y: y + 70, scale: 2.2, perRow: 8)
        }
        if let vector {
          MapPictures.draw(
            shown.activity[vector + 1], layout.stages[vector].output, into: &drawing, x: x,
            y: y + 112, scale: 4)
        }
        drawing.text(value, x: x + 70, y: y + 14, size: 11, tone: .quiet)
        for (place, text) in shown.texts.enumerated() {
          let isWrong = place == 0 && shown.answer != label
          drawing.text(
            text, x: x + 36, y: y + 130 + 16 * Double(place), size: 11,
            tone: isWrong ? .vermilion : place == 0 ? .ink : .quiet)
        }
        answers.append("\(kind.name) \(value): \(shown.answer)")
      }
    }
    return drawing.described(
      "Answers to an image of class \(label): \(answers.joined(separator: ", ")).")
  }

  private struct Answer {
    let activity: [[Float]]
    let label: String
    let answer: String
    /// The answer and the one that came second, each with its output, or with its distance where the
    /// outputs are distances.
    let texts: [String]

    var text: String { texts.joined(separator: ", then ") }
  }

  private func answer(_ image: Int, _ map: AffineMap) -> Answer {
    let activity = engine.activity(
      of: MovedImages(dataset: dataset, range: image..<image + 1, map: map))
    let outputs = activity[activity.count - 1]
    let order = outputs.indices.sorted { outputs[$0] > outputs[$1] }
    let texts = order.prefix(2).map { "\(dataset.classes[$0]) (\(number(outputs[$0])))" }
    return Answer(
      activity: activity, label: dataset.classes[Int(dataset.labels[image])],
      answer: order.first.map { dataset.classes[$0] } ?? "",
      texts: texts)
  }

  /// An output to one decimal; the distance where it is one.
  private func number(_ output: Float) -> String {
    if case .radialBasis = layout.stages.last?.stage { return Double(-output).tenths }
    return Double(output).tenths
  }

  // MARK: Outputs

  /// A box for each class, the greatest output filled.
  private func draw(outputs: [Float], into drawing: inout Drawing, y: Double) {
    let best = outputs.indices.max { outputs[$0] < outputs[$1] }
    for (index, output) in outputs.enumerated() {
      let x = 84 + 64 * Double(index)
      drawing.rectangle(
        x: x, y: y, width: 58, height: 22, tone: index == best ? .blue : .faint)
      drawing.text(
        "\(dataset.classes[index]): \(number(output))", x: x + 29, y: y + 15,
        size: 10.5, anchor: .middle, tone: index == best ? .paper : .ink)
    }
  }
}

extension Double {
  fileprivate var tenths: String { ((self * 10).rounded() / 10).plain }
}
