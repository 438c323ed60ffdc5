public import LeNetEvaluation
public import LeNetGraphics
import LeNetModel
import LeNetText
import LeNetTraining

extension Drawing {
  /// A confusion matrix with counts and rates, precision and recall, and the most
  /// frequent confusions.
  ///
  /// `subject` names the model and the images.
  public static func confusion(of evaluation: Evaluation, subject: String) -> Drawing {
    ConfusionMatrix(evaluation, subject: subject).drawing
  }
}

/// The matrix, truth down, answer across.
private struct ConfusionMatrix {
  private let evaluation: Evaluation
  private let subject: String
  private let cell: Double
  private let left: Double
  /// The top of the cells, below the heads of the columns.
  private let top: Double
  /// The names in the heads of rows and columns.
  private let names: [String]
  /// Whether a name is wider than its column, so that all are slanted.
  private let isSlanted: Bool
  /// The greatest rate of confusion.
  private let greatestRate: Double

  private static let mostConfusions = 12
  private static let widestName = 123.0
  private static let widestListed = 175.0
  /// The smallest cell with a legible rate.
  private static let leastCell = 46.0
  private static let countSize = 12.5
  private static let nameSize = 12.0

  init(_ evaluation: Evaluation, subject: String) {
    self.evaluation = evaluation
    self.subject = subject
    // Room for every count, and for the answers below the columns.
    let counts = (evaluation.confusion.joined().max() ?? 0).grouped
    let answers = (evaluation.answerTotals.max() ?? 0).grouped
    cell = max(
      Self.leastCell, Drawing.width(of: counts, size: Self.countSize) + 6,
      Drawing.width(of: answers, size: 11) + 6
    ).rounded(.up)
    greatestRate = evaluation.confusions.map(\.rate).max() ?? 1
    names = evaluation.classes.map { $0.fitted(to: Self.widestName, size: Self.nameSize) }
    let longest = names.map { Drawing.width(of: $0, size: Self.nameSize) }.max() ?? 0
    left = Drawing.margin + 22 + longest
    isSlanted = longest > cell - 4
    // At 45 degrees a head has the same height and width.
    top = Drawing.topWithDetail + 30 + (isSlanted ? longest * 0.71 + 10 : Self.nameSize)
  }

  private var side: Double { cell * Double(evaluation.classes.count) }

  var drawing: Drawing {
    let listed = evaluation.confusions.prefix(Self.mostConfusions)
    let listLeft = left + side + 150
    let names = listed.map { words($0, widest: Self.widestListed) }
    let listWidth = names.map { Drawing.width(of: $0, size: 12) }.max() ?? 0
    let listTitle = listed.isEmpty ? "No image was read wrong" : "Most frequent confusions"
    var drawing = Drawing(
      width: listLeft + max(listWidth, Drawing.width(of: listTitle, size: 12, isBold: true))
        + Drawing.margin,
      height: top + max(side + 48, 22 + 19 * Double(listed.count)) + Drawing.margin,
      title: "Confusion matrix: \(subject)", summary: summary)
    drawing.heading(
      "Which class was read as which",
      detail: "\(subject): \(evaluation.errors.of("error")) in \(evaluation.count.of("image")), "
        + "accuracy \(hundredths(evaluation.accuracy))")
    drawMatrix(into: &drawing)
    drawMargins(into: &drawing)
    drawing.text(listTitle, x: listLeft, y: top - 8, size: 12, isBold: true)
    for (place, name) in names.enumerated() {
      drawing.text(name, x: listLeft, y: top + 14 + 19 * Double(place), size: 12)
    }
    return drawing
  }

  private func drawMatrix(into drawing: inout Drawing) {
    drawing.text(
      "answer", x: left + side / 2, y: Drawing.topWithDetail + 16, anchor: .middle, tone: .quiet)
    drawing.text("truth", x: Drawing.margin, y: top - 8, tone: .quiet)
    for (truth, counts) in evaluation.confusion.enumerated() {
      let y = top + cell * Double(truth)
      drawing.text(
        names[truth], x: left - 8, y: y + cell / 2 + 4, size: Self.nameSize, anchor: .end)
      drawing.text(
        names[truth], x: left + cell * (Double(truth) + 0.5) + (isSlanted ? 4 : 0), y: top - 8,
        size: Self.nameSize, anchor: isSlanted ? .start : .middle, turned: isSlanted ? 45 : 0)
      let total = counts.reduce(0, +)
      for (answer, count) in counts.enumerated() {
        let x = left + cell * Double(answer)
        drawing.rectangle(
          x: x + 0.5, y: y + 0.5, width: cell - 1, height: cell - 1, tone: .faint, opacity: 0.35)
        guard count > 0 else { continue }
        let rate = Double(count) / Double(total)
        // The square root makes rare confusions visible; the limit keeps the number legible.
        drawing.rectangle(
          x: x + 0.5, y: y + 0.5, width: cell - 1, height: cell - 1,
          tone: truth == answer ? .blue : .vermilion,
          opacity: 0.1 + 0.4 * (truth == answer ? rate : rate / greatestRate).squareRoot())
        drawing.text(
          count.grouped, x: x + cell / 2, y: y + cell / 2 - 1, size: Self.countSize,
          anchor: .middle)
        drawing.text(
          NumberText.rate(rate), x: x + cell / 2,
          y: y + cell / 2 + 13,
          size: 9.5, anchor: .middle)
      }
    }
  }

  /// Draws recall next to the rows and precision below the columns.
  private func drawMargins(into drawing: inout Drawing) {
    let end = left + side
    drawing.text("recall", x: end + 62, y: top - 8, anchor: .end, tone: .quiet)
    drawing.text("images", x: end + 118, y: top - 8, anchor: .end, tone: .quiet)
    for index in evaluation.classes.indices {
      let y = top + cell * (Double(index) + 0.5) + 4
      drawing.text(
        evaluation.recalls[index].map(hundredths) ?? "-", x: end + 62, y: y, size: 11,
        anchor: .end)
      drawing.text(
        evaluation.classTotals[index].grouped, x: end + 118, y: y, size: 11, anchor: .end,
        tone: .quiet)
    }
    let bottom = top + side
    drawing.text("precision", x: end + 8, y: bottom + 18, size: 12, tone: .quiet)
    drawing.text("answers", x: end + 8, y: bottom + 36, size: 12, tone: .quiet)
    for index in evaluation.classes.indices {
      let x = left + cell * (Double(index) + 0.5)
      drawing.text(
        evaluation.precisions[index].map(precisionText) ?? "-", x: x, y: bottom + 18, size: 9.5,
        anchor: .middle)
      drawing.text(
        evaluation.answerTotals[index].grouped, x: x, y: bottom + 36, size: 11,
        anchor: .middle, tone: .quiet)
    }
  }

  /// A precision that fits into a cell.
  private func precisionText(_ share: Double) -> String {
    share == 1 ? "100 %" : hundredths(share)
  }

  private func words(_ confusion: Evaluation.Confusion, widest: Double = .infinity) -> String {
    let (truth, answer) = (
      evaluation.classes[confusion.truth].fitted(to: widest, size: Self.nameSize),
      evaluation.classes[confusion.answer].fitted(to: widest, size: Self.nameSize)
    )
    return "\(truth) read as \(answer): \(confusion.count.grouped), \(hundredths(confusion.rate))"
  }

  /// A share in per cent, never rounded up to 100.
  private func hundredths(_ share: Double) -> String {
    let rounded = Int(min((share * 10_000).rounded(), share < 1 ? 9999 : 10_000))
    return "\(rounded / 100).\("\(100 + rounded % 100)".dropFirst()) %"
  }

  private var summary: String {
    let recalls = evaluation.classes.indices.map { index in
      "\(evaluation.classes[index]): recall "
        + "\(evaluation.recalls[index].map(hundredths) ?? "unknown"), precision "
        + "\(evaluation.precisions[index].map(hundredths) ?? "unknown")"
    }
    let pairs = evaluation.confusions.map { words($0) }
    return "Rows are true classes, columns answers. \(recalls.joined(separator: "; ")). "
      + (pairs.isEmpty
        ? "No image was read wrong." : "Confusions: \(pairs.joined(separator: "; ")).")
  }
}
