public import LeNetData
import LeNetModel
public import LeNetTraining

extension Drawing {
  /// The images of a data set that were read wrong with the greatest confidence, each with its class,
  /// the answer and that confidence; nil where all were read right.
  ///
  /// The evaluation is that of the whole data set.
  public static func surestErrors(
    of evaluation: Evaluation, on dataset: Dataset, limit: Int = 24
  ) -> Drawing? {
    let wrong = (0..<evaluation.total).filter {
      evaluation.predictions[$0] != evaluation.labels[$0]
    }
    func confidence(_ image: Int) -> Float {
      evaluation.scores(of: image).max() ?? 0
    }
    let shown = wrong.map { (image: $0, confidence: confidence($0)) }
      .sorted { ($1.confidence, $0.image) < ($0.confidence, $1.image) }.prefix(limit)
    guard !shown.isEmpty else { return nil }
    let (columns, cell, line) = (min(8, shown.count), 84.0, 104.0)
    let rows = (shown.count + columns - 1) / columns
    let names = shown.map { "\(evaluation.truthAndAnswer(of: $0.image)) (image \($0.image))" }
    var drawing = Drawing(
      width: max(16 + cell * Double(columns), 320), height: 44 + line * Double(rows),
      title: "The surest wrong answers",
      summary: "Class and answer: \(names.joined(separator: ", ")).")
    drawing.text(
      "The surest of \(wrong.count) wrong answers: class → answer", x: 16, y: 26, size: 14)
    for (place, error) in shown.enumerated() {
      let x = 16 + cell * Double(place % columns)
      let y = 40 + line * Double(place / columns)
      drawing.bitmap(dataset.bitmap(of: error.image), x: x, y: y, width: cell - 20)
      drawing.text(
        evaluation.truthAndAnswer(of: error.image), x: x + (cell - 20) / 2, y: y + cell - 6,
        size: 11.5, anchor: .middle)
      drawing.text(
        "\((100 * Double(error.confidence)).fixed(1)) %", x: x + (cell - 20) / 2, y: y + cell + 8,
        size: 10.5, anchor: .middle, tone: .quiet)
    }
    return drawing
  }
}

extension Evaluation {
  fileprivate func truthAndAnswer(of image: Int) -> String {
    "\(classes[labels[image]]) → \(classes[predictions[image]])"
  }
}

extension Dataset {
  /// An image as it is: one map as ink, three maps as colours, of others the first.
  fileprivate func bitmap(of image: Int) -> Bitmap {
    let pixels = pixels(of: image)
    let area = shape.rows * shape.columns
    guard shape.maps == 3 else {
      return Bitmap(ink: pixels.prefix(area), rows: shape.rows, columns: shape.columns)
    }
    return Bitmap(
      rows: shape.rows, columns: shape.columns,
      colours: (0..<area).map { (pixels[$0], pixels[area + $0], pixels[2 * area + $0]) })
  }
}
