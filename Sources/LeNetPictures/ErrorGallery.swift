public import LeNetData
import LeNetModel
public import LeNetTraining

extension Drawing {
  /// All images of a data set that were read wrong, each with its class and the answer, as figure 8 of
  /// LeCun, Bottou, Bengio and Haffner (1998) shows them.
  ///
  /// The evaluation is that of the whole data set, whose images have one map. At most `limit` images
  /// are drawn.
  public static func errors(
    of evaluation: Evaluation, on dataset: Dataset, limit: Int = 500
  ) -> Drawing {
    let wrong = (0..<evaluation.total).filter {
      evaluation.predictions[$0] != evaluation.labels[$0]
    }
    let shown = wrong.prefix(limit)
    let columns = min(14, max(shown.count, 1))
    let (cell, line) = (52.0, 68.0)
    let title = "\(wrong.count) of \(evaluation.total) images read wrong"
    let names = shown.map { image in
      "\(evaluation.classes[evaluation.labels[image]]) as "
        + evaluation.classes[evaluation.predictions[image]]
    }
    let rows = (shown.count + columns - 1) / columns
    var drawing = Drawing(
      width: max(24 + cell * Double(columns), 320), height: 44 + line * Double(rows), title: title,
      summary: "Class and answer: \(names.joined(separator: ", ")).")
    drawing.text("\(title), class → answer", x: 16, y: 26, size: 14)
    let shape = dataset.shape
    for (place, image) in shown.enumerated() {
      let x = 16 + cell * Double(place % columns)
      let y = 40 + line * Double(place / columns)
      let start = image * shape.count
      drawing.bitmap(
        Bitmap(
          ink: dataset.images[start..<start + shape.rows * shape.columns], rows: shape.rows,
          columns: shape.columns), x: x, y: y, width: cell - 8)
      let truth = evaluation.classes[evaluation.labels[image]]
      let answer = evaluation.classes[evaluation.predictions[image]]
      drawing.text(
        "\(truth) → \(answer)", x: x + (cell - 8) / 2, y: y + cell + 4, size: 11, anchor: .middle)
    }
    return drawing
  }
}
