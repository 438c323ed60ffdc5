import LeNet
import LeNetCommand
import LeNetEvaluation
import LeNetTestSupport
import LeNetText
import LeNetTraining
import Testing

@Suite("What a sweep says")
struct SweepReportTests {
  private static let names = ["learning-rate", "momentum"]
  private static let settings = [
    ["0.1", "0.5"], ["0.2", "0.6"], ["0.3", "0.7"], ["0.4", "0.8"],
  ]

  private static let diverged = NonFiniteLoss(epoch: 1, step: 2, learningRate: 9, baseRate: 9)

  /// A training that reads `right` of 100 images.
  private static func outcome(right: Int, loss: Double, seconds: Double = 1) throws -> Sweep.Outcome
  {
    let test = Evaluation(
      lossSum: 100 * loss, predictions: (0..<100).map { $0 < right ? 0 : 1 },
      labels: [Int](repeating: 0, count: 100), scores: [], logits: [], classes: ["a", "b"],
      seconds: 1)
    let architecture = Architecture(
      name: "own", input: Shape(1, 1, 1), layers: ["output": .fullyConnected(units: 2)])
    return .finished(
      TrainingResult(
        model: try ModelFile(untrained: architecture), keptEpoch: 1, test: test, seconds: seconds,
        computedBy: ComputeIdentity(.base), modelPath: nil))
  }

  /// The second setting is as often right as the third, with a lower loss; a seed of the first diverged.
  private static func results() throws -> SweepResults {
    let outcomes: [SweepResults.Outcome] = [
      (0, 1, try outcome(right: 99, loss: 0.1)), (0, 2, .diverged(diverged)),
      (1, 1, try outcome(right: 80, loss: 0.5, seconds: 2)),
      (1, 2, try outcome(right: 90, loss: 0.3)),
      (2, 1, try outcome(right: 90, loss: 0.4)), (2, 2, try outcome(right: 80, loss: 0.6)),
      (3, 1, try outcome(right: 70, loss: 0.1)), (3, 2, try outcome(right: 70, loss: 0.1)),
    ]
    return SweepResults(settings: settings, outcomes: outcomes)
  }

  @Test("Highest accuracy first, then lowest loss; what diverged comes last and is never the best")
  func order() throws {
    let results = try Self.results()
    #expect(results.rows.map(\.setting) == [1, 2, 3, 0])
    #expect(results.best?.setting == 1)
    #expect(results.rows.map(\.diverged) == [0, 0, 0, 1])
    #expect(results.rows.map(\.finished.count) == [2, 2, 2, 1])
    let same = SweepResults(
      settings: Self.settings,
      outcomes: try Self.settings.indices.map { ($0, 1, try Self.outcome(right: 50, loss: 1)) })
    #expect(same.rows.map(\.setting) == [0, 1, 2, 3])
    let none = SweepResults(
      settings: Self.settings,
      outcomes: Self.settings.indices.map { ($0, 1, .diverged(Self.diverged)) })
    #expect(none.best == nil && none.rows.map(\.setting) == [0, 1, 2, 3])
  }

  @Test("The table of trainings has every setting and seed")
  func csv() throws {
    let lines = try Self.results().csv(names: Self.names).split(separator: "\n")
    #expect(
      lines == [
        "setting,seed,learning-rate,momentum,accuracy,loss,seconds", "1,1,0.1,0.5,0.99,0.1,1.0",
        "1,2,0.1,0.5,,,", "2,1,0.2,0.6,0.8,0.5,2.0", "2,2,0.2,0.6,0.9,0.3,1.0",
        "3,1,0.3,0.7,0.9,0.4,1.0", "3,2,0.3,0.7,0.8,0.6,1.0", "4,1,0.4,0.8,0.7,0.1,1.0",
        "4,2,0.4,0.8,0.7,0.1,1.0",
      ])
  }

  @Test("For programs: settings from the best on, and the best on the test set")
  func json() throws {
    let results = try Self.results()
    let report = SweepReport(names: Self.names, settings: Self.settings, trials: 8, json: true)
    let best = try #require(results.best)
    let tests = [[[7, 3], [0, 0]], [[6, 4], [0, 0]]].map { Evaluation(confusion: $0) }
    let objects = report.objects(results, best: (best, tests))
    #expect(
      objects.map { $0["event"] } == [JSON](repeating: .string("setting"), count: 4) + [
        .string("done")
      ])
    #expect(objects.map { $0["setting"] } == [2, 3, 4, 1, 2].map(JSON.integer))
    let first = objects[0]
    #expect(
      first["values"] == .object(["learning-rate": .string("0.2"), "momentum": .string("0.6")]))
    #expect(first["accuracy"]?["values"] == .array([.number(0.8), .number(0.9)]))
    #expect(abs((first["accuracy"]?["mean"]?.double ?? 0) - 0.85) < 1e-12)
    #expect(
      abs((first["accuracy"]?["standardDeviation"]?.double ?? 0) - 0.005.squareRoot()) < 1e-12)
    #expect(abs((first["loss"]?["mean"]?.double ?? 0) - 0.4) < 1e-12)
    #expect(objects[3]["diverged"] == .integer(1) && objects[3]["accuracy"] == .null)
    #expect(objects[4]["testErrors"] == .array([.integer(3), .integer(4)]))
    #expect(objects[4]["testAccuracy"]?["values"] == .array([.number(0.7), .number(0.6)]))
  }

  @Test("For people: the same as a table, and the best one below")
  func lines() throws {
    let results = try Self.results()
    let report = SweepReport(names: Self.names, settings: Self.settings, trials: 8, json: false)
    let best = try #require(results.best)
    let tests = [[[7, 3], [0, 0]], [[6, 4], [0, 0]]].map { Evaluation(confusion: $0) }
    let lines = report.table(results, best: (best, tests)).map {
      $0.split(separator: " ").joined(separator: " ")
    }.filter { !$0.hasPrefix("-") }
    #expect(
      lines == [
        "learning-rate momentum held-back accuracy loss seeds",
        "0.2 0.6 85.00 ± 7.07 % 0.4000 ± 0.1414 2", "0.3 0.7 85.00 ± 7.07 % 0.5000 ± 0.1414 2",
        "0.4 0.8 70.00 ± 0.00 % 0.1000 ± 0.0000 2", "0.1 0.5 1 diverged 2", "",
        "best: learning-rate 0.2, momentum 0.6",
        "its models on the test set: 65.00 ± 7.07 %, errors by seed 3, 4",
      ])
  }
}
