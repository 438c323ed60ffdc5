import LeNet
import LeNetCatalog
import LeNetData
import LeNetEngine
import LeNetModel
import Testing

/// Every number stands here as its source prints it, in the source's own terms.
///
/// Caffe: github.com/BVLC/caffe, `examples/mnist/lenet_train_test.prototxt` and `lenet_solver.prototxt`,
/// `include/caffe/filler.hpp`, `src/caffe/proto/caffe.proto`. Keras: keras.io/api, layers and optimizers,
/// and the example "Simple MNIST convnet" for x / 255. PyTorch: the documentation of `torch.nn` and
/// `torch.optim`, and the tutorial "Training a Classifier". d2l: "Dive into Deep Learning" (d2l.ai), section
/// 7.6, with 0.1307 and 0.3081 of PyTorch's example `mnist/main.py`.
@Suite("Recipes have the numbers of their published sources")
struct PublishedRecipeTests {
  /// What the network of a recipe sees where an image has one byte everywhere.
  private static func input(of byte: UInt8, _ recipe: Recipe) throws -> Double {
    let shape = Shape(recipe.architecture.input.maps, 1, 1)
    var plain = recipe
    plain.resizeMode = .none
    let image = try Dataset(
      name: "one", shape: shape, images: Array(repeating: byte, count: shape.count), labels: [0],
      classes: (0..<shape.count).map { "\($0)" }, sha256: [:])
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: Architecture(name: "none", input: shape, layers: ["flatten": .flatten]).layout(),
        preparation: plain.preparation(for: shape), imageShape: shape, loss: .crossEntropy,
        threads: 1))
    return Double(engine.evaluate(DatasetBatch(image)).logits[0])
  }

  /// A recipe and what its source makes of bytes.
  struct Scale: Sendable, CustomTestStringConvertible {
    let recipe: Recipe
    let values: [UInt8: Double]
    var testDescription: String { recipe.name }
  }

  static let scales = [
    // transform_param { scale: 0.00390625 }: 255 becomes 0.99609375.
    Scale(recipe: .caffe, values: [0: 0, 1: 0.00390625, 255: 0.99609375]),
    Scale(recipe: .caffeReLU, values: [0: 0, 1: 0.00390625, 255: 0.99609375]),
    // x_train.astype("float32") / 255
    Scale(recipe: .keras, values: [0: 0, 51: 0.2, 255: 1]),
    // ToTensor(), then Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    Scale(recipe: .cifar10, values: [0: -1, 51: -0.6, 255: 1]),
    // ToTensor(), then Normalize((0.1307,), (0.3081,))
    Scale(recipe: .d2l, values: [0: (0 - 0.1307) / 0.3081, 255: (1 - 0.1307) / 0.3081]),
    Scale(recipe: .pytorch, values: [0: (0 - 0.1307) / 0.3081, 255: (1 - 0.1307) / 0.3081]),
  ]

  @Test("A byte becomes what the source makes of it", arguments: scales)
  func scale(example: Scale) throws {
    for (byte, expected) in example.values {
      let value = try Self.input(of: byte, example.recipe)
      #expect(abs(value - expected) < 1e-6, "byte \(byte) became \(value)")
    }
  }

  /// A recipe and its source's rule of initial values, by fan in and fan out.
  struct Filler: Sendable, CustomTestStringConvertible {
    let recipe: Recipe
    let weight: @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double
    let bias: @Sendable (_ fanIn: Double) -> Double
    var testDescription: String { recipe.name }
  }

  static let fillers = [
    // XavierFiller: scale = sqrt(Dtype(3) / n) with n = fan_in; bias_filler { type: "constant" }, value 0.
    Filler(recipe: .caffe, weight: { fanIn, _ in (3 / fanIn).squareRoot() }, bias: { _ in 0 }),
    // glorot_uniform: limit = sqrt(6 / (fan_in + fan_out)); bias_initializer "zeros".
    Filler(
      recipe: .keras, weight: { fanIn, fanOut in (6 / (fanIn + fanOut)).squareRoot() },
      bias: { _ in 0 }),
    // nn.init.xavier_uniform_ on weights; nn.Linear's and nn.Conv2d's own biases.
    Filler(
      recipe: .d2l, weight: { fanIn, fanOut in (6 / (fanIn + fanOut)).squareRoot() },
      bias: { fanIn in 1 / fanIn.squareRoot() }),
    // kaiming_uniform_(weight, a=sqrt(5)): bound = sqrt(3) gain / sqrt(fan_in), gain = sqrt(2 / (1 + a^2)).
    Filler(
      recipe: .pytorch,
      weight: { fanIn, _ in
        (3.0).squareRoot() * (2.0 / (1 + 5)).squareRoot() / fanIn.squareRoot()
      }, bias: { fanIn in 1 / fanIn.squareRoot() }),
    Filler(
      recipe: .cifar10,
      weight: { fanIn, _ in
        (3.0).squareRoot() * (2.0 / (1 + 5)).squareRoot() / fanIn.squareRoot()
      }, bias: { fanIn in 1 / fanIn.squareRoot() }),
  ]

  @Test("Initial values fill the source's range", arguments: fillers)
  func filler(example: Filler) throws {
    let seed: UInt64 = 11
    let layout = try example.recipe.architecture.layout()
    let parameters = example.recipe.initialization.parameters(for: layout, seed: seed)
    for layer in layout.layers {
      guard let weight = layer.parameters.first(where: { $0.role == .weight }) else { continue }
      let area = Double(weight.shape.dropFirst(2).reduce(1, *))
      let (fanIn, fanOut) = (Double(weight.shape[1]) * area, Double(weight.shape[0]) * area)
      for (name, bound, least) in [
        ("weight", example.weight(fanIn, fanOut), 0.97), ("bias", example.bias(fanIn), 0.5),
      ] {
        let values = try #require(parameters["\(layer.name).\(name)"])
        let largest = Double(values.map(\.magnitude).max() ?? -1)
        #expect(largest <= bound * 1.000_000_1, "\(layer.name).\(name), seed \(seed)")
        #expect(largest >= bound * least, "\(layer.name).\(name), seed \(seed)")
      }
    }
  }

  @Test("Caffe's solver and network")
  func caffe() throws {
    let recipe = Recipe.caffe
    // base_lr: 0.01, momentum: 0.9, weight_decay: 0.0005, solver type SGD, max_iter: 10000
    #expect(recipe.learningRate == 0.01)
    #expect(recipe.optimizer == .sgd(momentum: 0.9, nesterov: false, weightDecay: 0.0005))
    #expect(recipe.length == .steps(10_000))
    // batch_size: 64 of the phase TRAIN; SoftmaxWithLoss
    #expect(recipe.batchSize == 64 && recipe.loss == .crossEntropy)
    // param { lr_mult: 1 } of weights, param { lr_mult: 2 } of biases
    #expect(recipe.biasRate == 2)
    // lr_policy: "inv", gamma: 0.0001, power: 0.75: base_lr * (1 + gamma * iter) ^ (- power)
    for (iteration, rate) in [(0, 0.01), (5000, 0.007378), (9999, 0.005946)] {
      let own = recipe.schedule.rate(
        base: recipe.learningRate, step: iteration, totalSteps: 10_000, stepsPerEpoch: 938)
      #expect(abs(own - rate) < 1e-6, "iteration \(iteration): \(own)")
    }
    // conv1 20 x 5, pool MAX 2 stride 2, conv2 50 x 5, pool MAX 2 stride 2, ip1 500, relu1, ip2 10
    #expect(
      recipe.architecture.layers.map(\.layer) == [
        .convolution(maps: 20, kernel: 5, stride: 1), .maxPooling(window: 2, stride: 2),
        .convolution(maps: 50, kernel: 5, stride: 1), .maxPooling(window: 2, stride: 2), .flatten,
        .fullyConnected(units: 500, activation: .relu), .fullyConnected(units: 10),
      ])
    var note = Recipe.caffeReLU
    #expect(note.architecture == .leNetCaffe)
    (note.name, note.summary, note.architecture) = (recipe.name, recipe.summary, .leNetBVLC)
    #expect(note == recipe)
  }

  @Test("Keras' defaults")
  func keras() {
    // Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07); fit(batch_size=None) is 32
    let recipe = Recipe.keras
    #expect(recipe.optimizer == .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-07, weightDecay: 0))
    #expect(recipe.learningRate == 0.001 && recipe.batchSize == 32)
    #expect(recipe.loss == .crossEntropy && recipe.biasRate == nil)
  }

  @Test("PyTorch's defaults and its tutorial")
  func pytorch() {
    // torch.optim.AdamW(betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01), Adam likewise without decay
    #expect(
      Optimizer(name: "adamw")
        == .adamw(beta1: 0.9, beta2: 0.999, epsilon: 1e-08, weightDecay: 0.01))
    #expect(
      Optimizer(name: "adam") == .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-08, weightDecay: 0))
    #expect(Recipe.pytorch.optimizer == Optimizer(name: "adamw"))
    // optim.SGD(net.parameters(), lr=0.001, momentum=0.9); batch_size = 4; for epoch in range(2)
    let recipe = Recipe.cifar10
    #expect(recipe.optimizer == .sgd(momentum: 0.9, nesterov: false, weightDecay: 0))
    #expect(recipe.learningRate == 0.001 && recipe.batchSize == 4 && recipe.length == .epochs(2))
    #expect(recipe.schedule == .constant)
  }

  @Test("The training of \"Dive into Deep Learning\"")
  func d2l() {
    // d2l.Trainer(max_epochs=10), LeNet(lr=0.1) in later editions; lr, num_epochs = 0.9, 10 in the first,
    // with torch.optim.SGD; batches of 64 as the note on MNIST has them.
    let recipe = Recipe.d2l
    #expect(recipe.optimizer == .sgd(momentum: 0, nesterov: false, weightDecay: 0))
    #expect(recipe.learningRate == 0.9 && recipe.length == .epochs(10) && recipe.batchSize == 64)
    #expect(recipe.schedule == .constant)
  }
}
