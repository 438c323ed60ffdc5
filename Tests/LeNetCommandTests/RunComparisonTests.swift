import LeNet
import LeNetCommand
import LeNetEvaluation
import LeNetTestSupport
import LeNetTraining
import Testing

@Suite("Runs side by side")
struct RunComparisonTests {
  /// Forty images of class a, of which the first run reads 36 right and the second 20, 18 of them the same.
  private static let answers = [
    [Int](repeating: 0, count: 36) + [1, 1, 1, 1],
    [Int](repeating: 1, count: 18) + [Int](repeating: 0, count: 20) + [1, 1],
  ].map { predictions in
    Evaluation(
      lossSum: 1, predictions: predictions, labels: [Int](repeating: 0, count: 40),
      scores: [Float](repeating: 0.5, count: 80), logits: [Float](repeating: 0, count: 80),
      classes: ["a", "b"], seconds: 1)
  }

  private static func comparison(swapped: Bool) throws -> RunComparison {
    let folder = try TemporaryFolder()
    let good = try MadeUpRun.write(to: folder, name: "good")
    let bad = try MadeUpRun.write(
      to: folder, name: "bad",
      changing: [
        #""batchSize":9"#: #""batchSize":64"#, #""parameters":1234"#: #""parameters":99"#,
        #""testErrors":10"#: #""testErrors":12"#, #""testAccuracy":0.6667"#: #""testAccuracy":0.6"#,
        #""testLoss":1.5"#: #""testLoss":1.75"#, #""keptEpoch":2"#: #""keptEpoch":3"#,
        #""seconds":186"#: #""seconds":59"#,
      ])
    return RunComparison(
      swapped ? [bad, good] : [good, bad],
      answers: .given(swapped ? answers.reversed() : answers))
  }

  private static func plain(_ line: String) -> String {
    line.split(separator: " ").joined(separator: " ")
  }

  @Test("Each run has its own figures, and the better one is called so", arguments: [false, true])
  func lines(swapped: Bool) throws {
    let lines = try Self.comparison(swapped: swapped).lines.map(Self.plain)
    func row(_ title: String, _ good: String, _ bad: String) -> String {
      "\(title) \(swapped ? bad : good) \(swapped ? good : bad)"
    }
    #expect(lines[0] == (swapped ? "bad good" : "good bad"))
    for row in [
      row("architecture", "own", "own"), row("recipe", "mine", "mine"),
      row("state", "done", "done"),
      row("trained parameters", "1,234", "99"), row("epochs", "3", "3"),
      row("kept epoch", "2", "3"),
      row("training accuracy", "71.10 %", "81.10 %"),
      row("validation accuracy", "72.20 %", "62.20 %"), row("test accuracy", "66.67 %", "60.00 %"),
      row("test errors", "10", "12"), row("test loss", "1.5000", "1.7500"),
      row("images/s", "1,300", "1,300"), row("time", "3 min 06 s", "59 s"),
      row("batch-size", "9", "64"),
    ] {
      #expect(lines.contains(row), "\(row) in \(lines)")
    }
    let (first, second) = swapped ? ("bad", "good") : ("good", "bad")
    let (onlyFirst, onlySecond) = swapped ? (2, 18) : (18, 2)
    #expect(
      lines.suffix(2) == [
        "McNemar's test on 40 test images: only \(first) right \(onlyFirst), only \(second) right "
          + "\(onlySecond), neither 2",
        "p = 0.0004 (two-sided, exact): good is better, significant at the 5 % level",
      ], "\(lines)")
  }

  @Test("For programs, the same by their names")
  func json() throws {
    let json = try Self.comparison(swapped: false).json
    let test = try #require(json["mcnemar"]?.array?.first)
    #expect(test["first"]?.string?.hasSuffix("/good") == true)
    #expect(test["second"]?.string?.hasSuffix("/bad") == true)
    #expect(test["onlyFirst"] == .integer(18) && test["onlySecond"] == .integer(2))
    #expect(test["both"] == .integer(18) && test["neither"] == .integer(2))
    #expect(test["method"] == .string("exact"))
    // Two-sided: twice the chance of at most 2 of 20 by a fair coin.
    #expect(abs((test["p"]?.double ?? 0) - 422.0 / 1_048_576) < 1e-12)
    #expect(json["differences"]?["batchSize"] == .array([.integer(9), .integer(64)]))
    let runs = try #require(json["runs"]?.array)
    #expect(runs.map { $0["testAccuracy"] } == [.number(0.6667), .number(0.6)])
    #expect(runs.map { $0["keptEpoch"] } == [.integer(2), .integer(3)])
    #expect(runs[0]["epochs"] == .integer(3) && runs[0]["plannedEpochs"] == .integer(5))
    #expect(runs[0]["seed"] == .integer(17) && runs[0]["seconds"] == .integer(186))
    #expect(runs[0]["validationAccuracy"] == .number(0.722))
  }

  @Test("A small difference is called chance, and a reason replaces the test")
  func verdicts() throws {
    let folder = try TemporaryFolder()
    let runs = try ["one", "two"].map { try MadeUpRun.write(to: folder, name: $0) }
    let same = RunComparison(runs, answers: .given([Self.answers[0], Self.answers[0]]))
    #expect(
      same.lines.last
        == "  p = 1.000 (two-sided, exact): equally good models often differ this much"
    )
    #expect(same.lines.contains("no value of recipe, data and machine differs"))
    let refused = RunComparison(runs, answers: .refused("it rains"))
    #expect(refused.lines.last == "no McNemar's test: it rains")
    #expect(refused.json["mcnemarRefused"] == .string("it rains"))
    #expect(refused.json["mcnemar"] == .array([]))
  }
}
