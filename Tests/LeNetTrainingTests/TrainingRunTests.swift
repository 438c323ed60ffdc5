import Foundation
import LeNet
import LeNetCatalog
import LeNetEvaluation
import Testing

@Suite("Training runs")
struct TrainingRunTests {
  /// Runs a recipe to its end without a folder, and gives the result and all events.
  static func run(
    _ recipe: Recipe, _ change: (inout TrainingOptions) -> Void = { _ in }
  ) throws -> (result: TrainingResult, events: [TrainingEvent]) {
    var options = TrainingOptions()
    options.threads = 1
    change(&options)
    var events: [TrainingEvent] = []
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits(), options: options)
    let outcome = try run.run(onEvent: { events.append($0) })
    guard case .finished(let result) = outcome else { throw Unexpected(what: "\(outcome)") }
    return (result, events)
  }

  struct Unexpected: Error { let what: String }

  @Test(
    "A short last batch makes a step, in epochs and in steps",
    arguments: [
      (Recipe.Length.epochs(3), 18, 3), (.epochs(1), 6, 1), (.steps(18), 18, 3),
      (.steps(13), 13, 3),
      (.steps(1), 1, 1),
    ])
  func counts(length: Recipe.Length, steps: Int, epochs: Int) throws {
    var recipe = TinyData.recipe
    recipe.length = length
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits())
    #expect(run.trainingCount == 45 && run.validationCount == 8)
    #expect(run.stepsPerEpoch == 6)
    #expect(run.totalSteps == steps)
    #expect(run.epochs == epochs)
  }

  @Test("Every epoch has its own order of the same training images, without validation images")
  func orders() throws {
    let run = try TrainingRun(recipe: TinyData.recipe, data: TinyData.splits())
    let split = try ValidationSplit.indices(labels: run.data.training.labels, count: 8)
    let first = run.order(ofEpoch: 1)
    let second = run.order(ofEpoch: 2)
    #expect(first != second)
    #expect(first.sorted() == split.training)
    #expect(second.sorted() == split.training)
  }

  @Test("Training metrics weigh every image the same", arguments: [1, 7, 8, 52, 53, 54, 100])
  func weighting(batchSize: Int) throws {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    recipe.learningRate = 1e-30  // Too small to change a weight.
    recipe.schedule = .constant
    recipe.batchSize = batchSize
    recipe.distortion = nil
    recipe.elastic = nil
    recipe.validation = 0
    recipe.length = .epochs(1)
    let (result, events) = try Self.run(recipe)
    let measured = try Evaluator(model: result.model, threads: 1)
      .evaluate(TinyData.splits().training)
    guard case .epoch(let metrics) = events.first(where: \.isEpoch) else {
      Issue.record("no epoch")
      return
    }
    #expect(abs(metrics.trainLoss - measured.loss) <= 1e-6 * measured.loss)
    #expect(metrics.trainAccuracy == measured.accuracy)
  }

  @Test("It learns: bands of rows are told apart")
  func learns() throws {
    var recipe = TinyData.recipe
    recipe.length = .epochs(30)
    let (result, _) = try Self.run(recipe)
    #expect(result.test.accuracy >= 0.9)
  }

  @Test("The kept epoch is the one of highest validation accuracy, then of lowest loss")
  func keptEpoch() throws {
    var recipe = TinyData.recipe
    recipe.length = .epochs(12)
    let (result, events) = try Self.run(recipe)
    let epochs = events.compactMap(\.epoch)
    #expect(epochs.count == 12)
    let best = try #require(
      epochs.max {
        let own = ($0.validationAccuracy ?? 0, -($0.validationLoss ?? 0), -$0.epoch)
        return own < ($1.validationAccuracy ?? 0, -($1.validationLoss ?? 0), -$1.epoch)
      })
    #expect(result.keptEpoch == best.epoch)
    #expect(epochs.last(where: \.kept)?.epoch == best.epoch)
    // The kept parameters are those of that epoch: they measure the same.
    let split = try ValidationSplit.indices(labels: TinyData.splits().training.labels, count: 8)
    let measured = try Evaluator(model: result.model, threads: 1)
      .evaluate(TinyData.splits().training, indices: split.validation)
    #expect(measured.accuracy == best.validationAccuracy)
    #expect(measured.loss == best.validationLoss)
    #expect(result.model.training?.epochs == best.epoch)
    #expect(result.model.training?.steps == best.epoch * 6)
  }

  @Test("Without a validation split the last epoch is kept")
  func lastEpoch() throws {
    var recipe = TinyData.recipe
    recipe.validation = 0
    let (result, events) = try Self.run(recipe)
    #expect(result.keptEpoch == 3)
    #expect(events.compactMap(\.epoch).allSatisfy { $0.kept && $0.validationLoss == nil })
  }

  @Test("Threads, step lines and testing each epoch change no bit", arguments: 1...4)
  func sameBits(threads: Int) throws {
    let (plain, _) = try Self.run(TinyData.recipe)
    let (other, events) = try Self.run(TinyData.recipe) {
      $0.threads = threads
      $0.metricsPerEpoch = threads
      $0.testEachEpoch = true
    }
    #expect(try other.model.encoded() == plain.model.encoded())
    #expect(events.compactMap(\.epoch).allSatisfy { $0.testLoss != nil && $0.testAccuracy != nil })
  }

  @Test("Another seed gives another model")
  func seeds() throws {
    let (one, _) = try Self.run(TinyData.recipe)
    let (two, _) = try Self.run(TinyData.recipe) { $0.seed = 2 }
    #expect(one.model.parameters != two.model.parameters)
  }

  @Test(
    "As many step lines an epoch as asked for, the last at its end",
    arguments: [
      (0, []), (1, [6]), (2, [3, 6]), (4, [2, 3, 5, 6]), (6, [1, 2, 3, 4, 5, 6]),
      (50, [1, 2, 3, 4, 5, 6]),
    ])
  func metricsPerEpoch(lines: Int, steps: [Int]) throws {
    let (_, events) = try Self.run(TinyData.recipe) { $0.metricsPerEpoch = lines }
    for epoch in 1...3 {
      #expect(events.compactMap(\.step).filter { $0.epoch == epoch }.map(\.step) == steps)
    }
  }

  @Test("The last step line of an epoch has the epoch's training figures")
  func stepFigures() throws {
    let (_, events) = try Self.run(TinyData.recipe) { $0.metricsPerEpoch = 1 }
    for (step, epoch) in zip(events.compactMap(\.step), events.compactMap(\.epoch)) {
      #expect(step.trainLoss == epoch.trainLoss && step.trainAccuracy == epoch.trainAccuracy)
      #expect(step.learningRate == epoch.learningRate)
    }
  }

  @Test("Done tells the kept model's figures on the test set")
  func done() throws {
    let (result, events) = try Self.run(TinyData.recipe)
    guard case .done(let done) = events.last else {
      Issue.record("done is not the last event")
      return
    }
    let measured = try Evaluator(model: result.model, threads: 1).evaluate(TinyData.splits().test)
    #expect(done.testLoss == measured.loss && done.testErrors == measured.errors)
    #expect(done.testTotal == 31 && done.testAccuracy == measured.accuracy)
    #expect(done.model == nil && done.keptEpoch == result.keptEpoch)
    #expect(result.test.predictions == measured.predictions)
  }

  /// The last epoch trains at a rate that spoils the network, so that an earlier one is kept.
  @Test("Done tells the kept epoch's figures where a later one was worse")
  func doneAfterWorse() throws {
    var recipe = TinyData.recipe
    recipe.monitor = .loss
    recipe.schedule = .piecewise([.init(epochs: 2, factor: 1), .init(epochs: 1, factor: 1000)])
    let (result, events) = try Self.run(recipe) { $0.testEachEpoch = true }
    let epochs = events.compactMap(\.epoch)
    guard case .done(let done) = events.last else {
      Issue.record("done is not the last event")
      return
    }
    #expect(result.keptEpoch < 3 && done.keptEpoch == result.keptEpoch)
    #expect(done.testLoss == epochs[result.keptEpoch - 1].testLoss)
    #expect(done.testLoss != epochs[2].testLoss)
    let measured = try Evaluator(model: result.model, threads: 1).evaluate(TinyData.splits().test)
    #expect(done.testLoss == measured.loss && done.testErrors == measured.errors)
    #expect(result.test.predictions == measured.predictions)
  }

  @Test("The model takes on the data's classes and size")
  func classes() throws {
    var recipe = TinyData.recipe
    recipe.architecture = .leNetCaffe
    recipe.length = .steps(1)
    let parts = try TinyData.splits(shape: Shape(1, 16, 15), classes: 4)
    let run = try TrainingRun(recipe: recipe, data: parts)
    guard case .finished(let result) = try run.run() else { throw Unexpected(what: "stopped") }
    #expect(result.model.classes == ["class 0", "class 1", "class 2", "class 3"])
    #expect(result.model.architecture.input == Shape(1, 16, 15))
    #expect(result.model.parameters.layout.classes == 4)
    #expect(result.model.preparation.rows == 16 && result.model.preparation.columns == 15)
  }

  @Test("The record in the model says how to train it again")
  func record() throws {
    let (result, _) = try Self.run(TinyData.recipe) { $0.seed = .max }
    let record = try #require(result.model.training)
    #expect(record.recipe == "tiny" && record.dataset == "tiny" && record.seed == .max)
    #expect(record.sha256 == ["images-1": "tiny", "images-2": "tiny"])
    #expect(record.instructions == InstructionSet.best.rawValue)
    #expect(record.version == LeNetVersion.current)
    #expect(record.validation == 8 && record.loss == .crossEntropy)
    #expect(record.settings["learningRate"] == .number(0.01))
    #expect(record.settings["architecture"] == nil)
  }

  @Test("A model gives the starting values")
  func initial() throws {
    let (first, _) = try Self.run(TinyData.recipe)
    var recipe = TinyData.recipe
    recipe.learningRate = 1e-30
    recipe.optimizer = .sgd()
    recipe.length = .steps(1)
    let (second, _) = try Self.run(recipe) {
      $0.initialWeights = first.model
      $0.seed = 9
    }
    #expect(second.model.parameters["C1.weight"] == first.model.parameters["C1.weight"])
    #expect(second.model.training?.settings["initial"]?.string?.count == 16)
  }
}

extension TrainingEvent {
  var isEpoch: Bool { epoch != nil }

  var epoch: EpochMetrics? {
    guard case .epoch(let metrics) = self else { return nil }
    return metrics
  }

  var step: StepMetrics? {
    guard case .step(let metrics) = self else { return nil }
    return metrics
  }
}
