import LeNetEvaluation
import LeNetText
package import LeNet
import LeNetModel
import LeNetTraining
import Synchronization

/// Reports a sweep: a note for each finished training, and a table at the end.
package final class SweepReport: Sendable {
  private let names: [String]
  private let settings: [[String]]
  private let trials: Int
  private let json: Bool
  private let ended = Mutex(0)
  private let closed = Atomic(false)

  package init(names: [String], settings: [[String]], trials: Int, json: Bool) {
    self.names = names
    self.settings = settings
    self.trials = trials
    self.json = json
  }

  /// Whether the reader closed standard output.
  var isClosed: Bool { closed.load(ordering: .relaxed) }

  /// Reports a finished training.
  func tell(_ trial: Sweep.Trial, _ outcome: Sweep.Outcome) {
    let number = ended.withLock { count in
      count += 1
      return count
    }
    let seed = trial.run.options.seed
    guard !json else {
      var object = fields(of: trial.setting)
      object["event"] = .string("run")
      object["seed"] = JSON(seed)
      object["folder"] = trial.run.options.output.map(JSON.string) ?? .null
      if case .finished(let result) = outcome {
        object["accuracy"] = .number(result.test.accuracy)
        object["loss"] = .number(result.test.loss)
      } else {
        object["diverged"] = .bool(true)
      }
      write(.object(object))
      return
    }
    let result =
      switch outcome {
      case .finished(let result): NumberText.percent(result.test.accuracy)
      case .diverged: "diverged"
      }
    OutputStream.error.note(
      "lenet: \(number) of \(trials), \(words(of: trial.setting)), seed \(seed): \(result)")
  }

  /// Writes the end: objects for programs, or the table.
  func finish(
    _ results: SweepResults, best: (row: SweepResults.Row, tests: [Evaluation])?
  ) throws(OutputError) {
    guard json else { return try OutputStream.standard.writeLines(table(results, best: best)) }
    for object in objects(results, best: best) { try OutputStream.standard.writeJSON(object) }
  }

  /// The table, after the best model's evaluation on the test set.
  package func table(
    _ results: SweepResults, best: (row: SweepResults.Row, tests: [Evaluation])?
  ) -> [String] {
    guard let best else { return table(of: results) }
    let figures = SweepFigures(best.tests.map(\.accuracy))
    let errors = best.tests.map { "\($0.errors)" }.joined(separator: ", ")
    return table(of: results) + [
      "", "best: \(words(of: best.row.setting))",
      "its models on the test set: \(Self.percent(figures)), errors by seed \(errors)",
    ]
  }

  /// An object for each setting, the best first, and one for the best model on the test set.
  package func objects(
    _ results: SweepResults, best: (row: SweepResults.Row, tests: [Evaluation])?
  ) -> [JSON] {
    var objects = results.rows.map { row in
      var object = fields(of: row.setting)
      object["event"] = .string("setting")
      object["diverged"] = .integer(row.diverged)
      object["accuracy"] = Self.json(row.accuracy)
      object["loss"] = Self.json(row.loss)
      return JSON.object(object)
    }
    if let best {
      var object = fields(of: best.row.setting)
      object["event"] = .string("done")
      object["testAccuracy"] = Self.json(SweepFigures(best.tests.map(\.accuracy)))
      object["testErrors"] = .array(best.tests.map { .integer($0.errors) })
      objects.append(.object(object))
    }
    return objects
  }

  private func table(of results: SweepResults) -> [String] {
    var table = TextTable(
      columns: names.map { .init($0, .right) }
        + [.init("held-back accuracy", .right), .init("loss", .right), .init("seeds", .right)])
    for row in results.rows {
      let seeds = "\(row.finished.count + row.diverged)"
      guard let accuracy = row.accuracy, let loss = row.loss else {
        table.addRow(row.values + ["\(row.diverged) diverged", "", seeds])
        continue
      }
      table.addRow(row.values + [Self.percent(accuracy), Self.fixed(loss), seeds])
    }
    return table.screenLines
  }

  private func fields(of setting: Int) -> [String: JSON] {
    [
      "setting": .integer(setting + 1),
      "values": .object(
        Dictionary(uniqueKeysWithValues: zip(names, settings[setting].map(JSON.string)))),
    ]
  }

  private func words(of setting: Int) -> String {
    zip(names, settings[setting]).map { "\($0) \($1)" }.joined(separator: ", ")
  }

  private static func percent(_ figures: SweepFigures) -> String {
    let standardDeviation =
      figures.standardDeviation.map { " ± \(NumberText.fixed(100 * $0, 2))" } ?? ""
    return "\(NumberText.fixed(100 * figures.mean, 2))\(standardDeviation) %"
  }

  private static func fixed(_ figures: SweepFigures) -> String {
    let standardDeviation = figures.standardDeviation.map { " ± \(NumberText.fixed($0, 4))" } ?? ""
    return "\(NumberText.fixed(figures.mean, 4))\(standardDeviation)"
  }

  private static func json(_ figures: SweepFigures?) -> JSON {
    guard let figures else { return .null }
    return .object([
      "mean": .number(figures.mean),
      "standardDeviation": figures.standardDeviation.map(JSON.number) ?? .null,
      "values": .array(figures.values.map(JSON.number)),
    ])
  }

  private func write(_ object: JSON) {
    do {
      try OutputStream.standard.writeJSON(object)
    } catch {
      closed.store(true, ordering: .relaxed)
    }
  }
}
