import LeNet
import LeNetText
import Testing

@Suite("Patience")
struct PatienceTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A rate so high that the first epochs are the best.
  static func recipe(patience: Int?, monitor: Recipe.Monitor?) -> Recipe {
    var recipe = TinyData.recipe
    recipe.schedule = .constant
    recipe.learningRate = 0.3
    recipe.length = .epochs(40)
    recipe.patience = patience
    recipe.monitor = monitor
    return recipe
  }

  /// The figures of every epoch of a run, and its last word.
  static func figures(_ events: [TrainingEvent]) -> (epochs: [EpochMetrics], done: DoneMetrics?) {
    var (epochs, done): ([EpochMetrics], DoneMetrics?) = ([], nil)
    for event in events {
      if case .epoch(let metrics) = event { epochs.append(metrics) }
      if case .done(let metrics) = event { done = metrics }
    }
    return (epochs, done)
  }

  @Test(
    "A run ends where so many epochs were no better, and keeps the best",
    arguments: [1, 2, 5], [Recipe.Monitor?.none, .loss])
  func ends(patience: Int, monitor: Recipe.Monitor?) throws {
    let recipe = Self.recipe(patience: patience, monitor: monitor)
    let (result, events) = try TrainingRunTests.run(recipe)
    let (epochs, done) = Self.figures(events)
    // What the figures themselves say, epoch by epoch.
    var (best, expected): (EpochMetrics?, Int?) = (nil, nil)
    for epoch in epochs {
      let isBetter =
        best.map { best in
          let isLower = (epoch.validationLoss ?? 0) < (best.validationLoss ?? 0)
          guard monitor == nil, epoch.validationAccuracy != best.validationAccuracy else {
            return isLower
          }
          return (epoch.validationAccuracy ?? 0) > (best.validationAccuracy ?? 0)
        } ?? true
      #expect(epoch.kept == isBetter)
      if isBetter { best = epoch }
      if epoch.epoch - (best?.epoch ?? 0) >= patience { expected = expected ?? epoch.epoch }
    }
    #expect(expected == epochs.last?.epoch)
    #expect(epochs.count < 40)
    #expect(done?.stoppedEpoch == expected && done?.keptEpoch == best?.epoch)
    #expect(result.keptEpoch == best?.epoch)
  }

  @Test("Without patience, or with enough of it, a run goes to its end", arguments: [nil, 40])
  func goesOn(patience: Int?) throws {
    var recipe = Self.recipe(patience: patience, monitor: nil)
    recipe.length = .epochs(5)
    let (epochs, done) = Self.figures(try TrainingRunTests.run(recipe).events)
    #expect(epochs.count == 5 && done?.stoppedEpoch == nil)
    #expect(done.map { TrainingEvent.done($0).json?.contains("stoppedEpoch") } == false)
  }

  @Test("Interruptions change nothing about where it ends", arguments: 1...6 as ClosedRange<UInt64>)
  func resumed(seed: UInt64) throws {
    let recipe = Self.recipe(patience: 3, monitor: seed % 2 == 0 ? .loss : nil)
    let reference = try ResumeTests.reference(recipe)
    var random = SplitMix64(seed: seed)
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    var stops: [Int] = []
    repeat {
      stops.append(Int.random(in: 0...9, using: &random))
    } while try !run.run(steps: stops.last ?? 0).outcome.isFinished
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes, "\(seed): \(stops)")
    #expect(try TinyRun.metrics(of: folder.file("run")) == reference.metrics, "\(seed): \(stops)")
    // Told again, with a warning where more epochs are asked for.
    #expect(try run.run(steps: 0).events.count == 1)
    run.recipe.length = .epochs(60)
    let events = try run.run(steps: 0).events
    #expect(events.count == 2 && Self.figures(events).done?.stoppedEpoch != nil)
    guard case .warning(let sentence) = events.first else {
      Issue.record("no warning: \(events)")
      return
    }
    #expect(sentence.contains("by its patience, so it does not go on to 60 epochs"))
  }

  @Test(
    "A choice needs a validation split",
    arguments: [
      (nil, 2, "patience", "2 without a validation split"),
      (.loss, nil, "monitor", "loss without"),
      (nil, 0, "patience", "0"),
    ] as [(Recipe.Monitor?, Int?, String, String)])
  func refused(monitor: Recipe.Monitor?, patience: Int?, value: String, got: String) throws {
    var recipe = Self.recipe(patience: patience, monitor: monitor)
    if patience != 0 { recipe.validation = 0 }
    let error = #expect(throws: RecipeError.self) { try recipe.validate() }
    #expect(error?.value == value && error?.got.hasPrefix(got) == true)
  }

  @Test("A recipe without them has the bytes that it had")
  func sameText() throws {
    let text = try JSON(encoding: TinyData.recipe).text
    #expect(!text.contains("patience") && !text.contains("monitor"))
  }
}
