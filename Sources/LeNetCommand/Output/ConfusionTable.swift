import LeNet
import LeNetDrawing
import LeNetEvaluation
import LeNetText

/// A confusion matrix in characters.
struct ConfusionTable {
  private let evaluation: Evaluation
  private let showsRecall: Bool

  private static let longestName = 24

  /// `showsRecall` adds each class's images and recall at the end of its row.
  init(_ evaluation: Evaluation, showsRecall: Bool) {
    self.evaluation = evaluation
    self.showsRecall = showsRecall
  }

  /// Truth down, answer across; if names make it wider than the terminal, numbers stand for them across.
  func lines(on terminal: Terminal) -> [String] {
    let names = evaluation.classes.map { $0.shortened(to: Self.longestName) }
    let named = table(rows: names, columns: names)
    let areNumbers = names.enumerated().allSatisfy { "\($0)" == $1 }
    guard !areNumbers, named.contains(where: { $0.count > terminal.columns }) else { return named }
    return table(
      rows: names.enumerated().map { "\($0) \($1)" }, columns: names.indices.map { "\($0)" })
  }

  private func table(rows: [String], columns: [String]) -> [String] {
    var table = TextTable(
      columns: [.init("")] + columns.map { .init($0, .right) }
        + (showsRecall ? [.init("images", .right), .init("recall", .right)] : []))
    for (truth, counts) in evaluation.confusion.enumerated() {
      table.addRow(
        [rows[truth]] + counts.map { $0 == 0 ? "." : $0.grouped }
          + (showsRecall
            ? [
              evaluation.classTotals[truth].grouped,
              evaluation.recalls[truth].map(NumberText.percent) ?? "-",
            ] : []))
    }
    return table.screenLines
  }
}
