package import LeNet
import LeNetText

/// A table of a run's epochs, one line each.
package struct EpochTable {
  /// The number of characters of the longest cells: `99.12 %`, `120,000`.
  private static let narrowest = 7

  private let columns: [TextTable.Column]
  private let showsValidation: Bool
  private let showsTest: Bool

  /// `judges` names the columns of the evaluation, `test` or `held-back`.
  package init(showsValidation: Bool, showsTest: Bool, judges: String = "test") {
    self.showsValidation = showsValidation
    self.showsTest = showsTest
    var titles = ["epoch", "training loss", "accuracy"]
    if showsValidation { titles += ["validation loss", "accuracy"] }
    if showsTest { titles += ["\(judges) loss", "accuracy"] }
    columns = (titles + ["images/s", "time"]).map { TextTable.Column($0, .right) }
  }

  /// The lines with the column titles.
  package var head: String { line(columns.map(\.title)) }

  /// The line of a finished epoch.
  package func row(_ metrics: EpochMetrics) -> String {
    var cells = ["\(metrics.epoch)"] + pair(metrics.trainLoss, metrics.trainAccuracy)
    if showsValidation { cells += pair(metrics.validationLoss, metrics.validationAccuracy) }
    if showsTest { cells += pair(metrics.testLoss, metrics.testAccuracy) }
    cells.append(Int(clamping: metrics.examplesPerSecond).grouped)
    cells.append(NumberText.duration(metrics.seconds))
    return line(cells)
  }

  /// The line of a step within an epoch, with its position in epochs, such as 1.25.
  package func row(_ metrics: StepMetrics) -> String {
    let share = Double(metrics.step) / Double(max(1, metrics.stepsPerEpoch))
    let epoch = NumberText.fixed(Double(metrics.epoch - 1) + share, 2)
    return line([epoch] + pair(metrics.trainLoss, metrics.trainAccuracy))
  }

  private func pair(_ loss: Double?, _ accuracy: Double?) -> [String] {
    [loss.map { NumberText.fixed($0, 4) } ?? "", accuracy.map(NumberText.percent) ?? ""]
  }

  private func line(_ cells: [String]) -> String {
    zip(cells, columns).map { cell, column in
      TextTable.pad(cell, to: max(column.title.count, Self.narrowest), .right)
    }.joined(separator: "  ")
  }
}

extension Int {
  /// The nearest whole number; 0 if there is none.
  init(clamping value: Double) {
    self = value.isFinite ? Int(Swift.max(-1e15, Swift.min(value, 1e15)).rounded()) : 0
  }
}
