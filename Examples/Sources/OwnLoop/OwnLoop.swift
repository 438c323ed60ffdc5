import LeNet

/// Trains on the engine itself: the loop decides what happens in every step.
@main
enum OwnLoop {
  static func main() throws {
    let data = try DatasetSplits.mnist()
    let layout = try Architecture.leNet5PyTorch.layout()
    // Images of 28 x 28 get a border; then x = (pixel / 255 - mean) / standard deviation.
    let preparation = Preparation(
      rows: layout.input.rows, columns: layout.input.columns, resizeMode: .pad, mean: [0.1307],
      standardDeviation: [0.3081])

    // Gradient descent with momentum stores one number for each parameter, so there is one moment.
    let batchSize = 64
    let engine = try CPU().makeEngine(
      EngineConfiguration(
        layout: layout, preparation: preparation, imageShape: data.training.shape,
        loss: .crossEntropy, batchSize: batchSize, threads: Machine.cores, momentCount: 1))
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 1).values

    let steps = 400
    let order = (0..<Int32(data.training.count)).shuffled()
    let images = DatasetBatch(data.training, order: order)
    for step in 0..<steps {
      let batch = images.moved(to: step * batchSize..<(step + 1) * batchSize)
      let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 1))
      // The loop can look at the gradient before it takes the step, here at its length.
      let length = engine.gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let rate = 0.02 * (1 - Double(step) / Double(steps))
      engine.update(
        .sgd(learningRate: rate, momentum: 0.9, nesterov: false, weightDecay: 0.0005))
      if step % 100 == 0 {
        print("step \(step): loss \(result.lossSum / Double(result.count)), gradient \(length)")
      }
    }

    let answers = engine.evaluate(DatasetBatch(data.test))
    print("\(answers.count - answers.correct) errors of \(answers.count) test images")

    // As a model file, the network can be used by everything else, the command too.
    let model = ModelFile(
      preparation: preparation, classes: data.training.classes, training: nil,
      parameters: Parameters(layout: layout, values: engine.parameters))
    print("a model file of \(try model.encoded().count) bytes")
  }
}
