import LeNetEvaluation
import LeNetText
package import LeNet

/// The differences between runs.
package struct RunComparison {
  /// The answers of the models to one test set.
  package enum Answers {
    case given([Evaluation])
    /// Why there are none, as the end of a sentence.
    case refused(String)
  }

  let runs: [RecordedRun]
  let answers: Answers
  /// Distinct names of the runs: the last component of their folders if that is enough.
  let names: [String]

  package init(_ runs: [RecordedRun], answers: Answers) {
    self.runs = runs
    self.answers = answers
    let short = runs.map(\.name)
    names = Set(short).count == short.count ? short : runs.map(\.folder)
  }

  package var lines: [String] {
    figureTable.screenLines + [""] + recipeLines + [""] + testLines
  }

  package var json: JSON {
    var fields: [String: JSON] = [
      "runs": .array(runs.map(RunsTable.object)),
      "differences": .object(
        Dictionary(
          differences.map { ($0.name, JSON.array($0.values)) },
          uniquingKeysWith: { first, _ in first }
        )),
      "mcnemar": .array(tests.map { self.object($0) }),
    ]
    if case .refused(let reason) = answers { fields["mcnemarRefused"] = .string(reason) }
    return .object(fields)
  }

  // MARK: - Figures

  private var figureTable: TextTable {
    var table = TextTable(columns: [.init("")] + names.map { .init($0, .right) })
    func row(_ title: String, _ value: (RecordedRun) -> String?) {
      let values = runs.map(value)
      if values.contains(where: { $0 != nil }) {
        table.addRow([title] + values.map { $0 ?? "-" })
      }
    }
    row("architecture") { $0.architecture }
    row("recipe") { $0.recipe }
    row("state") { $0.state.rawValue }
    row("trained parameters") { $0.parameters.map(\.grouped) }
    row("epochs") { "\($0.trainedEpochs)" }
    row("kept epoch") { $0.keptEpoch.map { "\($0)" } }
    row("training accuracy") { $0.kept?.trainAccuracy.map(NumberText.percent) }
    row("validation accuracy") { $0.validationAccuracy.map(NumberText.percent) }
    for holdsBack in [true, false] {
      let judges = holdsBack ? "held-back" : "test"
      func judged(_ title: String, _ value: (RecordedRun) -> String?) {
        row("\(judges) \(title)") { $0.holdsBack == holdsBack ? value($0) : nil }
      }
      judged("accuracy") { ($0.heldBackAccuracy ?? $0.testAccuracy).map(NumberText.percent) }
      judged("errors") { $0.record.result?.testErrors.map(\.grouped) }
      judged("loss") { $0.record.result?.testLoss.map { NumberText.fixed($0, 4) } }
    }
    row("images/s") { $0.examplesPerSecond.map { Int(clamping: $0).grouped } }
    row("time") { $0.seconds > 0 ? NumberText.duration($0.seconds) : nil }
    return table
  }

  // MARK: - Recipes

  /// The values of recipe, network, data and machine that differ between the runs.
  private var differences: [ValueDifference] {
    let preparations = runs.map { $0.preparation.map(JSON.string) ?? .null }
    let ways =
      Set(preparations).count > 1
      ? [ValueDifference(name: "preparation", values: preparations)] : []
    return ways + RecordedRun.differences(between: runs)
  }

  private var recipeLines: [String] {
    guard !differences.isEmpty else { return ["no value of recipe, data and machine differs"] }
    var table = TextTable(columns: [.init("what differs")] + names.map { .init($0, .right) })
    for difference in differences { table.addRow([difference.optionName] + difference.optionTexts) }
    let terminal = OutputStream.standard.terminal
    guard let width = terminal.foldedWidth, table.lines().contains(where: { $0.count > width })
    else { return table.lines() }
    // The values of a difference stay together.
    let longest = names.map(\.count).max() ?? 0
    return ["what differs"]
      + differences.flatMap { difference in
        [difference.optionName]
          + zip(names, difference.optionTexts).map {
            "  \(TextTable.pad($0, to: longest, .left))  \($1)"
          }
      }
  }

  // MARK: - Answers

  private var tests: [(first: Int, second: Int, test: McNemar)] {
    guard case .given(let evaluations) = answers else { return [] }
    return evaluations.indices.flatMap { first in
      evaluations.indices.dropFirst(first + 1).map { second in
        let test = McNemar(
          first: evaluations[first].predictions, second: evaluations[second].predictions,
          labels: evaluations[first].labels)
        return (first, second, test)
      }
    }
  }

  private var testLines: [String] {
    if case .refused(let reason) = answers { return ["no McNemar's test: \(reason)"] }
    return tests.flatMap { first, second, test in
      let count = test.both + test.neither + test.disagreements
      let method = test.method == .exact ? "exact" : "chi-square"
      return [
        "McNemar's test on \(count.grouped) test images: "
          + "only \(names[first]) right \(test.onlyFirst.grouped), "
          + "only \(names[second]) right \(test.onlySecond.grouped), "
          + "neither \(test.neither.grouped)",
        "  p \(Self.probability(test.probability)) (two-sided, \(method)): \(verdict(first, second, test))",
      ]
    }
  }

  private func verdict(_ first: Int, _ second: Int, _ test: McNemar) -> String {
    guard test.probability < 0.05 else {
      return "equally good models often differ this much"
    }
    let better = test.onlyFirst > test.onlySecond ? first : second
    return "\(names[better]) is better, significant at the 5 % level"
  }

  /// A probability with its sign, such as `= 0.03`; a tiny one as `< 0.0001`.
  private static func probability(_ p: Double) -> String {
    guard p >= 1e-15 else { return "< 1e-15" }
    return "= " + (p >= 0.001 ? NumberText.fixed(p, 3) : NumberText.twoDigits(p))
  }

  private func object(_ entry: (first: Int, second: Int, test: McNemar)) -> JSON {
    .object([
      "first": .string(runs[entry.first].folder), "second": .string(runs[entry.second].folder),
      "onlyFirst": .integer(entry.test.onlyFirst), "onlySecond": .integer(entry.test.onlySecond),
      "both": .integer(entry.test.both), "neither": .integer(entry.test.neither),
      "p": JSON(entry.test.probability), "method": .string(entry.test.method.rawValue),
    ])
  }
}
