public import LeNetEvaluation
public import LeNetGraphics
public import LeNetData
public import LeNetModel
import LeNetTraining
import LeNetEngine

/// Drawings of a model's activity, layer by layer.
public struct ActivityPictures {
  private let engine: any Engine<Float>
  let layout: NetworkLayout
  /// The data set of the images.
  package let dataset: Dataset
  /// The name of the network.
  package let name: String
  private let classes: [String]
  /// The model's parameters, in the order of the layout.
  let parameters: [Float]

  /// Drawings of a model and a data set; throws if they do not fit.
  public init(_ model: ModelFile, on dataset: Dataset) throws(EvaluationError) {
    engine = try Evaluator(model: model, threads: 1).engine(for: dataset.shape, data: dataset.name)
    layout = engine.layout
    name = model.architecture.name
    classes = model.classes
    parameters = model.parameters.values
    self.dataset = dataset
  }

  /// The activity of every layer for one image; traps unless the data set has an image of that number.
  public func activity(of image: Int) -> Drawing {
    let shown = answer(image, AffineMap())
    return .maps(
      LayerActivity.all(shown.activity, of: layout), classes: classes,
      title: title(of: image),
      detail: "answer \(shown.text); black is least, white greatest in a layer",
      summary: "Every layer's maps for an image of class \(shown.label): the answer is "
        + "\(shown.text). Black is least, white greatest.", isDistance: isDistance)
  }

  /// The numbers of that drawing, and the answer, in words too.
  package func layers(
    of image: Int
  ) -> (layers: [LayerActivity], label: String, answer: String, text: String) {
    let shown = answer(image, AffineMap())
    return (
      LayerActivity.all(shown.activity, of: layout), shown.label, shown.answer,
      "\(title(of: image)): answer \(shown.text)"
    )
  }

  /// The layers and the answer for an image shifted, scaled and rotated: after figure 13 of
  /// the paper.
  ///
  /// Traps unless the data set has an image of that number.
  public func invariance(of image: Int) -> Drawing {
    let (cell, line) = (126.0, 186.0)
    let middle = layout.layers.indices.filter { layout.layers[$0].output.rows > 1 }.last
    let vector = layout.layers.count > 1 ? layout.layers.count - 2 : nil
    var answers: [String] = []
    var drawing = Drawing(
      width: 92 + cell * 7, height: Drawing.topWithDetail + line * 3,
      title: "\(name) under shift, scale and rotation", summary: "")
    let layers = [middle, vector].compactMap { $0.map { layout.layers[$0].name } }
    drawing.heading(
      title(of: image),
      detail: "input, \(layers.joined(separator: ", ")), the answer and the runner-up with their "
        + "\(outputName)s")
    for (row, kind) in Self.moves.enumerated() {
      let y = Drawing.topWithDetail + line * Double(row)
      drawing.text(kind.name, x: Drawing.margin, y: y + 40, size: 12, tone: .quiet)
      for (column, (value, map)) in kind.maps.enumerated() {
        let x = 84 + cell * Double(column)
        let shown = answer(image, map)
        drawing.bitmap(input(image, map, shown.activity[0]), x: x, y: y, width: 64)
        if let middle {
          // The first maps, two rows of them.
          let shape = layout.layers[middle].output
          let few = Shape(min(shape.maps, 16), shape.rows, shape.columns)
          MapPictures.draw(
            Array(shown.activity[middle + 1].prefix(few.count)), few, into: &drawing, x: x,
            y: y + 70, scale: min(2.2, 16 / Double(max(shape.rows, 1))), perRow: 8)
        }
        if let vector {
          let shape = layout.layers[vector].output
          MapPictures.draw(
            shown.activity[vector + 1], shape, into: &drawing, x: x, y: y + 106,
            scale: min(4, (cell - 8) / MapPictures.width(of: shape) * 10))
        }
        drawing.text(value, x: x + 70, y: y + 14, size: 11, tone: .quiet)
        for (place, (name, number)) in shown.best.enumerated() {
          let isWrong = place == 0 && !shown.isRight
          let rest = " (\(number))"
          let room = cell - 40 - Drawing.width(of: rest, size: 11)
          drawing.text(
            name.fitted(to: room, size: 11) + rest, x: x + 36, y: y + 130 + 16 * Double(place),
            size: 11,
            tone: isWrong ? .vermilion : place == 0 ? .ink : .quiet)
        }
        answers.append("\(kind.name) \(value): \(shown.answer)")
      }
    }
    return drawing.described(
      "Answers to an image of class \(dataset.classes[Int(dataset.labels[image])]): \(answers.joined(separator: ", "))."
    )
  }

  /// The movements of an image, of three kinds.
  private static let moves: [(name: String, maps: [(String, AffineMap)])] = [
    ("shift down", [-9, -6, -3, 0, 3, 6, 9].map { ("\(Int($0))", AffineMap(rowShift: $0)) }),
    (
      "scale",
      [0.5, 0.65, 0.8, 1, 1.2, 1.4, 1.6].map {
        ($0.plain, AffineMap(rowScale: $0, columnScale: $0))
      }
    ),
    ("rotation", [-45, -30, -15, 0, 15, 30, 45].map { ("\(Int($0))°", AffineMap(rotation: $0)) }),
  ]

  /// The movements with the input and the answer for each.
  package func moved(_ image: Int) -> [(name: String, answers: [MovedAnswer])] {
    Self.moves.map { kind in
      (
        kind.name,
        kind.maps.map { value, map in
          let shown = answer(image, map)
          return MovedAnswer(
            move: value,
            input: mean(shown.activity[0]), answer: shown.answer, isRight: shown.isRight)
        }
      )
    }
  }

  /// The model, the image and its class, for a title.
  package func title(of image: Int) -> String {
    "\(name), image \(image) (class \(dataset.classes[Int(dataset.labels[image])].shortened(to: 40)))"
  }

  /// The rows and columns of the input.
  package var inputSize: (rows: Int, columns: Int) { (layout.input.rows, layout.input.columns) }

  /// A model's answer for a moved image.
  package struct MovedAnswer {
    /// The amount of movement, as text.
    package let move: String
    /// The input row by row; the mean of several maps.
    package let input: [Float]
    package let answer: String
    package let isRight: Bool
  }

  private struct Answer {
    let activity: [[Float]]
    let label: String
    let answer: String
    let isRight: Bool
    /// The answer and the second best, each with its output.
    let best: [(name: String, number: String)]
    /// The same in words.
    let text: String
  }

  /// The numbers of the input and of every layer for one image.
  func activity(of image: Int, moved map: AffineMap) -> [[Float]] {
    engine.activity(of: MovedImages(dataset: dataset, range: image..<image + 1, map: map))
  }

  private func answer(_ image: Int, _ map: AffineMap) -> Answer {
    let activity = activity(of: image, moved: map)
    let outputs = activity[activity.count - 1]
    let order = outputs.indices.sorted { outputs[$0] > outputs[$1] }
    let best = order.prefix(2).map { (classes[$0], number(outputs[$0])) }
    let texts = best.map { "\($0.0.shortened(to: 40)) (\(outputName) \($0.1))" }
    let label = dataset.classes[Int(dataset.labels[image])]
    let answer = order.first.map { classes[$0] } ?? ""
    return Answer(
      activity: activity, label: label, answer: answer, isRight: answer == label, best: best,
      text: texts.joined(separator: ", then "))
  }

  /// An output with one decimal; for a radial basis unit, its distance.
  private func number(_ output: Float) -> String {
    Double(isDistance ? -output : output).tenths
  }

  /// The meaning of an output: a sum before softmax, a distance, or the result of the last layer's
  /// activation.
  private var outputName: String {
    if isDistance { return "distance" }
    switch layout.layers.last?.layer.activation {
    case .softmax, .identity: return "logit"
    default: return "output"
    }
  }

  /// The network's input for a moved image: in colour with three maps, else the first map in grey.
  private func input(_ image: Int, _ map: AffineMap, _ values: [Float]) -> Bitmap {
    let shape = dataset.shape
    guard layout.input.maps == 3, shape.maps == 3 else {
      let (rows, columns) = (layout.input.rows, layout.input.columns)
      return Bitmap(
        shades: values.prefix(rows * columns), from: values.min() ?? 0, to: values.max() ?? 1,
        rows: rows, columns: columns)
    }
    var pixels = [UInt8](repeating: 0, count: shape.count)
    var span = pixels.mutableSpan
    MovedImages(dataset: dataset, range: image..<image + 1, map: map)
      .writePixels(of: 0, into: &span)
    return Bitmap(colours: pixels, rows: shape.rows, columns: shape.columns)
  }

  /// The mean of an input's maps.
  private func mean(_ values: [Float]) -> [Float] {
    let (maps, area) = (layout.input.maps, layout.input.rows * layout.input.columns)
    return (0..<area).map { place in
      (0..<maps).reduce(0) { $0 + values[$1 * area + place] } / Float(max(maps, 1))
    }
  }

  private var isDistance: Bool { layout.layers.last?.layer.givesDistances == true }
}

extension Double {
  fileprivate var tenths: String { ((self * 10).rounded() / 10).plain }
}
