import LeNet
package import LeNetTraining

/// The results of a sweep, by setting.
package struct SweepResults {
  /// A setting with its runs.
  package struct Row {
    package let setting: Int
    package let values: [String]
    package let finished: [TrainingResult]
    package let diverged: Int
    /// The accuracies on the held-out images; nil if a run diverged.
    package let accuracy: SweepFigures?
    package let loss: SweepFigures?
  }

  /// The settings, best first; those with a diverged run last.
  package let rows: [Row]
  private let settings: [[String]]
  private let outcomes: [Outcome]

  /// The outcome of a training.
  package typealias Outcome = (setting: Int, seed: UInt64, outcome: Sweep.Outcome)

  package init(settings: [[String]], outcomes: [Outcome]) {
    self.settings = settings
    self.outcomes = outcomes
    let rows = settings.indices.map { setting in
      let own = outcomes.filter { $0.setting == setting }.map(\.outcome)
      let finished = own.compactMap { outcome -> TrainingResult? in
        if case .finished(let result) = outcome { result } else { nil }
      }
      let isWhole = finished.count == own.count && !finished.isEmpty
      return Row(
        setting: setting, values: settings[setting], finished: finished,
        diverged: own.count - finished.count,
        accuracy: isWhole ? SweepFigures(finished.map(\.test.accuracy)) : nil,
        loss: isWhole ? SweepFigures(finished.map(\.test.loss)) : nil)
    }
    self.rows = rows.sorted { first, second in
      guard let a = first.accuracy?.mean, let b = second.accuracy?.mean else {
        return first.accuracy != nil || (second.accuracy == nil && first.setting < second.setting)
      }
      if a != b { return a > b }
      let (c, d) = (first.loss?.mean ?? .infinity, second.loss?.mean ?? .infinity)
      return c == d ? first.setting < second.setting : c < d
    }
  }

  /// The setting with the highest accuracy, and the lowest loss among equals; nil if all diverged.
  package var best: Row? { rows.first { $0.accuracy != nil } }

  func models(of row: Row) -> [ModelFile] { row.finished.map(\.model) }

  /// One CSV line per training.
  package func csv(names: [String]) -> String {
    var lines = [(["setting", "seed"] + names + ["accuracy", "loss", "seconds"])]
    for (setting, seed, outcome) in outcomes {
      var cells = ["\(setting + 1)", "\(seed)"] + settings[setting]
      switch outcome {
      case .finished(let result):
        cells += ["\(result.test.accuracy)", "\(result.test.loss)", "\(result.seconds)"]
      case .diverged: cells += ["", "", ""]
      }
      lines.append(cells)
    }
    return lines.map { $0.map(CSVText.field).joined(separator: ",") + "\n" }.joined()
  }
}
