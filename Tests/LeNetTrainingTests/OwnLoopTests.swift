import LeNet
import LeNetCatalog
import LeNetEvaluation
import Testing

@Suite("A user's own training loop")
struct OwnLoopTests {
  @Test("It does what a run does, bit for bit")
  func sameBits() throws {
    var recipe = TinyData.recipe
    recipe.validation = 0
    recipe.length = .epochs(2)
    let data = try TinyData.splits()
    guard case .finished(let result) = try TrainingRun(recipe: recipe, data: data).run() else {
      Issue.record("the run was interrupted")
      return
    }
    let configuration = try EngineConfiguration(recipe: recipe, data: data, threads: 1)
    let engine = try CPU().makeEngine(configuration)
    engine.parameters = recipe.initialization.parameters(for: engine.layout, seed: 1).values
    var step = 0
    for epoch in 1...2 as ClosedRange<UInt32> {
      let images = DatasetBatch(
        data.training, order: data.training.order(seed: 1, epoch: epoch),
        distortion: recipe.distortion, elastic: recipe.elastic, seed: 1, epoch: epoch)
      for start in stride(from: 0, to: images.count, by: recipe.batchSize) {
        let batch = images.moved(to: start..<min(start + recipe.batchSize, images.count))
        _ = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: epoch))
        let rate = recipe.schedule.rate(
          base: recipe.learningRate, step: step, totalSteps: 14, stepsPerEpoch: 7)
        engine.update(recipe.optimizer.rule(learningRate: rate, step: step + 1))
        step += 1
      }
    }
    #expect(step == 14)
    #expect(engine.parameters == result.model.parameters.values)
    #expect(configuration.preparation == result.model.preparation)
  }

  @Test("A network without dropout needs no key, and one with it has to have one")
  func noKey() async throws {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    let data = try TinyData.splits()
    let engine = try CPU().makeEngine(EngineConfiguration(recipe: recipe, data: data))
    let batch = DatasetBatch(data.training, range: 0..<8)
    let result = engine.computeGradient(of: batch)
    #expect(result == engine.computeGradient(of: batch, dropout: DropoutKey(seed: 9, epoch: 9)))
    await #expect(processExitsWith: .failure) {
      let data = try TinyData.splits()
      let engine = try CPU().makeEngine(
        EngineConfiguration(recipe: TinyData.recipe, data: data, threads: 1))
      _ = engine.computeGradient(of: DatasetBatch(data.training, range: 0..<8))
    }
  }

  @Test("Recipe and data are checked against each other")
  func refused() throws {
    var recipe = TinyData.recipe
    recipe.batchSize = 0
    #expect(throws: TrainingError.self) {
      try EngineConfiguration(recipe: recipe, data: TinyData.splits())
    }
  }

  @Test("Update rules have the defaults of their optimizers")
  func defaults() {
    #expect(Optimizer.adam().rule(learningRate: 0.1, step: 3) == .adam(learningRate: 0.1, step: 3))
    #expect(Optimizer.sgd().rule(learningRate: 0.1, step: 3) == .sgd(learningRate: 0.1))
  }

  @Test("An image without a shape has that of the network's input")
  func predict() throws {
    let model = try EvaluatorTests.model(TinyData.architecture)
    let pixels = try TinyData.splits().test.pixels(of: 0)
    let (label, probabilities) = try model.predict(pixels)
    let other = try model.predict(pixels, shape: Shape(1, 8, 8))
    #expect(label == other.label && probabilities == other.probabilities)
    #expect(throws: EvaluationError.pixels(count: 63, image: Shape(1, 8, 8))) {
      try model.predict([UInt8](repeating: 0, count: 63))
    }
  }
}
