import LeNet

/// Trains on the engine itself: the loop decides what happens in every step.
@main
enum OwnLoop {
  static func main() throws {
    let data = try DatasetSplits.mnist()
    // What a recipe says: the network, the preparation of the images, the batch size and the optimizer.
    var recipe = Recipe.pytorch
    recipe.optimizer = .sgd(momentum: 0.9, weightDecay: 0.0005)
    recipe.batchSize = 64
    let configuration = try EngineConfiguration(recipe: recipe, data: data)
    let engine = try CPU().makeEngine(configuration)
    engine.parameters = recipe.initialization.parameters(for: engine.layout, seed: 1).values

    let steps = 400
    // The order of a training run with seed 1, the same every time.
    let images = DatasetBatch(data.training, order: data.training.order(seed: 1, epoch: 1))
    for step in 0..<steps {
      let batch = images.moved(to: step * recipe.batchSize..<(step + 1) * recipe.batchSize)
      let result = engine.computeGradient(of: batch)
      // The loop can look at the gradient before it takes the step, here at its length.
      let length = engine.gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let rate = 0.02 * (1 - Double(step) / Double(steps))
      engine.update(recipe.optimizer.rule(learningRate: rate, step: step + 1))
      if step % 100 == 0 {
        print("step \(step): loss \(result.loss), gradient \(length)")
      }
    }

    let answers = engine.evaluate(DatasetBatch(data.test))
    print("\(answers.count - answers.correct) errors of \(answers.count) test images")

    // As a model file, the network can be used by everything else, the command too.
    let model = ModelFile(
      preparation: configuration.preparation, classes: data.training.classes, training: nil,
      parameters: Parameters(layout: engine.layout, values: engine.parameters))
    print("a model file of \(try model.encoded().count) bytes")
  }
}
