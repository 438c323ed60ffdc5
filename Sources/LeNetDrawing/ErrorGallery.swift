public import LeNetEvaluation
public import LeNetGraphics
import LeNetText
public import LeNetData
import LeNetModel
import LeNetTraining

extension Drawing {
  /// The misclassified images of a data set, each with its class, the answer, its confidence and its index in
  /// the data set, in the manner of figure 8 of LeCun, Bottou, Bengio and Haffner (1998).
  ///
  /// `index` maps a position in the evaluation to an index in `dataset`. The
  /// most confident answers come first, or the least confident ones; it draws at most `limit` images.
  public static func errors(
    of evaluation: Evaluation, on dataset: Dataset, index: (Int) -> Int = { $0 },
    leastSureFirst: Bool = false, limit: Int = 500
  ) -> Drawing {
    let wrong = evaluation.misreadImages(leastSureFirst: leastSureFirst)
    let shown = wrong.prefix(limit)
    let columns = min(12, max(shown.count, 1))
    let longest = shown.map { width(of: "\($0.truth) → \($0.answer)", size: 11) }.max() ?? 0
    // Names that do not fit side by side go one below the other.
    let widest = 160.0
    let isStacked = longest + 8 > widest
    let (cell, line) = (min(max(60, longest + 8), widest), isStacked ? 112.0 : 98)
    let rows = (shown.count + columns - 1) / columns
    let title =
      "\(wrong.count.grouped) of \(evaluation.count.of("image")) read wrong"
      + (shown.count < wrong.count ? ", \(shown.count.grouped) of them here" : "")
    let order = leastSureFirst ? "the least sure first" : "the surest first"
    var drawing = Drawing(
      width: 2 * margin + cell * Double(columns),
      height: topWithDetail + line * Double(rows) + margin / 2, title: title,
      summary: shown.isEmpty
        ? "No image was read wrong."
        : "Class and answer, \(order): "
          + shown.map {
            "\($0.truth) → \($0.answer), \(NumberText.confidence($0.confidence)), image \(index($0.position))"
          }
          .joined(separator: "; ") + ".")
    drawing.heading(
      title,
      detail: shown.isEmpty
        ? nil : "class → answer, its probability and the image's number, \(order)")
    for (place, image) in shown.enumerated() {
      let x = margin + cell * Double(place % columns)
      let y = topWithDetail + line * Double(place / columns)
      drawing.bitmap(
        Bitmap(image: index(image.position), of: dataset), x: x + (cell - 50) / 2, y: y, width: 50)
      let (truth, answer) = (image.truth, image.answer)
      let texts =
        isStacked
        ? [truth.fitted(to: cell - 8, size: 11), "→ \(answer)".fitted(to: cell - 8, size: 11)]
        : ["\(truth) → \(answer)"]
      for (row, text) in texts.enumerated() {
        drawing.text(
          text, x: x + cell / 2, y: y + 63 + 14 * Double(row), size: 11, anchor: .middle)
      }
      let below = y + 63 + 14 * Double(texts.count - 1)
      drawing.text(
        NumberText.confidence(image.confidence), x: x + cell / 2, y: below + 12,
        size: 9.5,
        anchor: .middle, tone: .quiet)
      drawing.text(
        "\(index(image.position))", x: x + cell / 2, y: below + 23, size: 9, anchor: .middle,
        tone: .quiet)
    }
    return drawing
  }
}
