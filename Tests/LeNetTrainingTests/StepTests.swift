import LeNet
import LeNetEvaluation
import Testing

/// What training hands to the engine, epoch by epoch and step by step, seen in what comes out.
@Suite("Steps of a run")
struct StepTests {
  /// A network without hidden state, at a rate that changes no weight.
  static let still: Recipe = {
    var recipe = TinyData.recipe
    recipe.architecture = TinyData.linear
    recipe.optimizer = .sgd()
    recipe.schedule = .constant
    recipe.learningRate = 1e-30
    recipe.order = .constant
    recipe.elastic = nil
    recipe.validation = 0
    return recipe
  }()

  /// Adam corrects its moments by the number of steps; in the first they are the gradient and its square.
  @Test("Adam's first step moves each parameter by the learning rate")
  func firstStepOfAdam() throws {
    var recipe = Self.still
    recipe.optimizer = .adam()
    recipe.learningRate = 0.01
    recipe.length = .steps(1)
    let (result, _) = try TrainingRunTests.run(recipe)
    let layout = result.model.parameters.layout
    let start = recipe.initialization.parameters(for: layout, seed: 1)
    for tensor in layout.parameters {
      let after = try #require(result.model.parameters[tensor.name])
      let before = try #require(start[tensor.name])
      let steps = zip(after, before).map { abs($0 - $1) }
      #expect(steps.allSatisfy { abs($0 - 0.01) < 1e-4 }, "\(tensor.name)")
    }
  }

  @Test(
    "With two variants the third epoch sees the images of the first, the fourth those of the second"
  )
  func variants() throws {
    var recipe = Self.still
    recipe.variants = 2
    recipe.length = .epochs(4)
    let (_, events) = try TrainingRunTests.run(recipe)
    let losses = events.compactMap(\.epoch).map(\.trainLoss)
    #expect(losses[0] != losses[1])
    #expect(losses[2] == losses[0] && losses[3] == losses[1])
  }

  @Test("Each epoch measures the curvature on other images")
  func curvaturePatterns() throws {
    var recipe = Self.still
    recipe.optimizer = .levenbergMarquardt(patterns: 10)
    recipe.distortion = nil
    recipe.length = .epochs(3)
    let (_, events) = try TrainingRunTests.run(recipe)
    let rates = events.compactMap(\.epoch).compactMap(\.effectiveRates?.median)
    #expect(rates.count == 3 && Set(rates).count == 3, "\(rates)")
  }

  @Test("An epoch's test figures are those of the test set, its validation figures those held back")
  func figuresOfAnEpoch() throws {
    let (result, events) = try TrainingRunTests.run(TinyData.recipe) { $0.testEachEpoch = true }
    let kept = try #require(events.compactMap(\.epoch).first { $0.epoch == result.keptEpoch })
    let evaluator = Evaluator(model: result.model, threads: 1)
    let parts = try TinyData.splits()
    let test = try evaluator.evaluate(parts.test)
    let split = try ValidationSplit.indices(labels: parts.training.labels, count: 8)
    let validation = try evaluator.evaluate(parts.training, indices: split.validation)
    #expect(kept.testLoss == test.loss && kept.testAccuracy == test.accuracy)
    #expect(kept.validationLoss == validation.loss)
    #expect(kept.validationAccuracy == validation.accuracy)
    #expect(test.loss != validation.loss)
  }
}
