import Foundation
import LeNet
import LeNetTestSupport
import LeNetText
import Testing

@Suite("Recipes")
struct RecipeTests {
  @Test("Every named recipe is found by its name, is in range and survives coding")
  func named() throws {
    #expect(
      Recipe.all.map(\.name) == [
        "pytorch", "fast", "paper", "paper-literal", "paper-distorted", "paper-lenet1",
        "paper-lenet4", "paper-boosted", "d2l", "keras", "caffe", "caffe-relu", "cifar10",
        "cifar10-best", "reader",
      ])
    for recipe in Recipe.all {
      #expect(Recipe.named(recipe.name) == recipe)
      let first = Recipe.all.first { $0.architecture == recipe.architecture }
      #expect(Recipe.proposed(for: recipe.architecture.name) == first)
      #expect(!recipe.summary.isEmpty)
      try recipe.validate()
      let decoded = try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(recipe))
      #expect(decoded == recipe)
    }
    #expect(Recipe.named("PyTorch") == nil)
    #expect(Recipe.proposed(for: "mine").name == "pytorch")
  }

  @Test(
    "Lengths read as plain words in JSON",
    arguments: [
      (Recipe.Length.epochs(8), #"{"epochs":8}"#), (.steps(10_000), #"{"steps":10000}"#),
    ])
  func lengths(length: Recipe.Length, json: String) throws {
    #expect(String(decoding: try JSONEncoder().encode(length), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(Recipe.Length.self, from: Data(json.utf8)) == length)
  }

  @Test("One mean serves every map, a list goes through")
  func preparation() {
    let shape = Shape(3, 32, 32)
    #expect(Recipe.pytorch.preparation(for: shape).mean == [0.1307, 0.1307, 0.1307])
    #expect(Recipe.cifar10.preparation(for: shape).standardDeviation == [0.5, 0.5, 0.5])
    #expect(Recipe.pytorch.preparation(for: Shape(1, 9, 8)).rows == 9)
  }

  @Test("A name and a network are enough")
  func defaults() throws {
    let recipe = Recipe(name: "own", architecture: TinyData.linear)
    try recipe.validate()
    #expect(recipe.optimizer == .adam() && recipe.learningRate == 0.001)
    #expect(recipe.preparation(for: Shape(1, 8, 8)) == Preparation(rows: 8, columns: 8))
    let options = TrainingOptions(seed: 7, testEachEpoch: true)
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits(), options: options)
    #expect(run.epochs == 10 && run.options.seed == 7 && run.options.testEachEpoch)
    #expect(run.options.output == nil && !run.options.resume && run.options.metricsPerEpoch == 0)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let text: String
    let change: @Sendable (inout Recipe) -> Void
    var testDescription: String { text }
    init(_ text: String, _ change: @escaping @Sendable (inout Recipe) -> Void) {
      self.text = text
      self.change = change
    }
  }

  @Test(
    "Values out of range are named, with what they may be",
    arguments: [
      Bad("learning rate is 0; expected a number above 0, at most 1000000") {
        $0.learningRate = 0
      },
      Bad("learning rate is nan; expected a number above 0, at most 1000000") {
        $0.learningRate = .nan
      },
      Bad("learning rate is inf; expected a number above 0, at most 1000000") {
        $0.learningRate = .infinity
      },
      Bad("learning rate is 1000000.5; expected a number above 0, at most 1000000") {
        $0.learningRate = 1_000_000.5
      },
      Bad("learning rate is 1e+38; expected a number above 0, at most 1000000") {
        $0.learningRate = 1e38
      },
      Bad("schedule final rate is 2000000; expected a number from 0 to 1000000") {
        $0.schedule = .cosine(final: 2e6)
      },
      Bad("name is \"\"; expected a name without slashes and control characters") { $0.name = "" },
      Bad("name is \"a/../b\"; expected a name without slashes and control characters") {
        $0.name = "a/../b"
      },
      Bad("name is \"a\\nb\"; expected a name without slashes and control characters") {
        $0.name = "a\nb"
      },
      Bad("j is nan; expected a number from 0 to 1000") {
        $0.loss = .discriminative(j: .nan)
      },
      Bad("batch size is 0; expected a whole number from 1 to 65536") { $0.batchSize = 0 },
      Bad("epochs is 0; expected a whole number from 1 to 1000000") { $0.length = .epochs(0) },
      Bad("steps is -5; expected a whole number from 1 to 1000000000") { $0.length = .steps(-5) },
      Bad("validation is -1; expected a whole number from 0 up") { $0.validation = -1 },
      Bad("mean is inf; expected a finite number") { $0.mean = [.infinity] },
      Bad("standard deviation is 0; expected a number above 0") { $0.standardDeviation = [0] },
      Bad("weight decay is -0.1; expected a number from 0 up") { $0.optimizer.weightDecay = -0.1 },
      Bad("momentum is 1; expected a number from 0 to below 1") {
        $0.optimizer = .sgd(momentum: 1)
      },
      Bad("momentum is 0; expected a number above 0 for Nesterov's form") {
        $0.optimizer = .sgd(nesterov: true)
      },
      Bad("beta1 is 1; expected a number from 0 to below 1") { $0.optimizer = .adam(beta1: 1) },
      Bad("beta2 is -1; expected a number from 0 to below 1") {
        $0.optimizer = .adamw(beta2: -1)
      },
      Bad("epsilon is 0; expected a number above 1e-37") { $0.optimizer = .adam(epsilon: 0) },
      Bad("epsilon is 1e-40; expected a number above 1e-37") {
        $0.optimizer = .adam(epsilon: 1e-40)
      },
      Bad("beta2 is 0.99999999; expected a number from 0 to below 1") {
        $0.optimizer = .adamw(beta2: 0.99999999)
      },
      Bad("rotation is -3; expected a number from 0 to 180") {
        $0.distortion = AffineDistortion(rotation: -3)
      },
      Bad("elastic displacement is nan; expected a number from 0 to 64") {
        $0.elastic = ElasticDistortion(displacement: .nan)
      },
      Bad("elastic smoothness is 0.5; expected a number from 1 to 64") {
        $0.elastic = ElasticDistortion(displacement: 1, smoothness: 0.5)
      },
      Bad("schedule size is 0; expected a whole number from 1 to 1000000") {
        $0.schedule = .step(size: 0, gamma: 0.1)
      },
      Bad("schedule gamma is 0; expected a number above 0") {
        $0.schedule = .step(size: 1, gamma: 0)
      },
      Bad("schedule final rate is -1; expected a number from 0 to 1000000") {
        $0.schedule = .cosine(final: -1)
      },
      Bad("schedule warm-up fraction is 1.5; expected a number from 0 to 1") {
        $0.schedule = .oneCycle(warmupFraction: 1.5)
      },
      Bad("schedule div factor is 0; expected a number above 0") {
        $0.schedule = .oneCycle(divFactor: 0)
      },
      Bad("schedule final div factor is nan; expected a number above 0") {
        $0.schedule = .oneCycle(finalDivFactor: .nan)
      },
      Bad("schedule gamma is -1; expected a number from 0 up") {
        $0.schedule = .inverseDecay(gamma: -1, power: 1)
      },
      Bad("schedule power is -1; expected a number from 0 up") {
        $0.schedule = .inverseDecay(gamma: 1, power: -1)
      },
    ])
  func outOfRange(bad: Bad) {
    var recipe = Recipe.d2l
    bad.change(&recipe)
    let error = #expect(throws: RecipeError.self) { try recipe.validate() }
    #expect(error?.description == "the recipe's " + bad.text)
  }

  @Test("Distances are compared by the losses that know them")
  func losses() throws {
    var recipe = Recipe.paper
    for loss in [Loss.crossEntropy, .maximumLikelihood, .discriminative(j: 0)] {
      recipe.loss = loss
      try recipe.validate()
    }
    for loss in [Loss.meanSquaredError, .discriminative(j: -1), .discriminative(j: .nan)] {
      recipe.loss = loss
      #expect(throws: RecipeError.self, "\(loss)") { try recipe.validate() }
    }
    var normalized = Recipe.d2l
    normalized.optimizer = .levenbergMarquardt()
    try normalized.validate()
    normalized.architecture = .leNet5D2L(batchNormalization: .all)
    #expect(throws: RecipeError.self) { try normalized.validate() }
  }
}
