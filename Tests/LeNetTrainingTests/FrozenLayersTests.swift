import Foundation
import LeNet
import LeNetText
import Testing

@Suite("Frozen layers")
struct FrozenLayersTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  static let recipes: [Recipe] = {
    let optimizers: [Optimizer] = [
      .sgd(weightDecay: 0.1), .sgd(momentum: 0.9, weightDecay: 0.1),
      .sgd(momentum: 0.9, nesterov: true, weightDecay: 0.1), .adam(weightDecay: 0.1),
      .adamw(weightDecay: 0.1),
    ]
    var recipes = optimizers.flatMap { optimizer in
      [["C1", "N1"], ["N1"], ["output"]].map { frozen in
        var recipe = TinyData.recipe
        recipe.optimizer = optimizer
        recipe.frozen = frozen
        recipe.biasRate = 2
        return recipe
      }
    }
    var curvature = TinyData.recipe
    curvature.architecture = TinyData.distances
    curvature.loss = .discriminative(j: 1)
    curvature.optimizer = .levenbergMarquardt(mu: 0.1, patterns: 20)
    curvature.batchSize = 1
    curvature.length = .steps(60)
    curvature.frozen = ["C1", "S2"]
    recipes.append(curvature)
    return recipes
  }()

  @Test("They keep every bit, also where a run is interrupted", arguments: recipes)
  func bits(recipe: Recipe) throws {
    let reference = try ResumeTests.reference(recipe)
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    while try !run.run(steps: recipe.batchSize == 1 ? 23 : 5).outcome.isFinished {}
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes)
    let model = try ModelFile.read(folder.file("run/model.safetensors"))
    let layout = model.parameters.layout
    let drawn = recipe.initialization.parameters(for: layout, seed: run.options.seed)
    for layer in layout.layers {
      for tensor in layer.parameters where tensor.role != .prototype {
        let isSame = model.parameters[tensor.name] == drawn[tensor.name]
        #expect(isSame == (recipe.frozen ?? []).contains(layer.name), "\(tensor.name)")
      }
    }
  }

  @Test(
    "Layers that are not there, or all of them, are refused",
    arguments: [
      (
        ["C1", "C2"],
        """
        the recipe's frozen layer is C2; expected trained layers of lenet5-pytorch: C1, C3, F5, F6, output
        """
      ),
      (
        ["S2"],
        """
        the recipe's frozen layer is S2; expected trained layers of lenet5-pytorch: C1, C3, F5, F6, output
        """
      ),
      (
        ["C1", "C3", "F5", "F6", "output"],
        """
        the recipe's frozen layer is each of C1, C3, F5, F6, output; expected at least one trained layer
        """
      ),
    ])
  func refused(layers: [String], sentence: String) {
    let error = #expect(throws: RecipeError.self) {
      try Recipe.pytorch.freezing(layers).validate()
    }
    #expect(error?.description == sentence)
  }

  @Test("Constant prototypes are no layer to train")
  func prototypes() throws {
    #expect(
      Recipe.trainableLayers(of: .leNet51998) == ["C1", "S2", "C3", "S4", "C5", "F6"])
    #expect(throws: RecipeError.self) { try Recipe.paper.freezing(["output"]).validate() }
    try Recipe.paper.freezing(["C1", "S2"]).validate()
  }

  @Test("Their order and repetitions make no other recipe")
  func order() {
    #expect(Recipe.pytorch.freezing(["C3", "C1", "C3"]).frozen == ["C1", "C3"])
    #expect(Recipe.pytorch.freezing([]).frozen == nil)
  }

  @Test("A recipe without them, and without a rate of biases, is written as before")
  func coding() throws {
    let text = try JSON(encoding: Recipe.pytorch).text
    #expect(!text.contains("frozen") && !text.contains("biasRate"))
    var recipe = Recipe.pytorch.freezing(["C1"])
    recipe.biasRate = 0.5
    let json = try JSON(encoding: recipe)
    #expect(json["frozen"]?.text == #"["C1"]"# && json["biasRate"]?.double == 0.5)
    #expect(try json.decoded(as: Recipe.self) == recipe)
  }
}
