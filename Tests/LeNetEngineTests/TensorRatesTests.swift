import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Rates of tensors")
struct TensorRatesTests {
  /// A network, and what of it is frozen.
  struct Frozen: Sendable, CustomTestStringConvertible {
    let architecture: Architecture
    let layers: Set<String>
    var testDescription: String { "\(architecture.layers.map(\.name)), frozen \(layers.sorted())" }
  }

  static let frozen = [
    Frozen(architecture: EngineTests.unnormalized, layers: ["C1"]),
    Frozen(architecture: EngineTests.unnormalized, layers: ["C3"]),
    Frozen(architecture: EngineTests.unnormalized, layers: ["C1", "C3"]),
    Frozen(architecture: EngineTests.unnormalized, layers: ["output"]),
    Frozen(architecture: EngineTests.architecture, layers: ["C1"]),
    Frozen(architecture: EngineTests.architecture, layers: ["N1"]),
    Frozen(architecture: EngineTests.architecture, layers: ["C1", "N1"]),
    Frozen(architecture: EngineTests.large, layers: ["C1"]),
    Frozen(architecture: EngineTests.large, layers: ["N1", "F5"]),
    Frozen(architecture: EngineTests.large, layers: ["C1", "N1", "F5"]),
    Frozen(architecture: EngineTests.transformed, layers: ["C1"]),
  ]

  static let rules: [@Sendable (Int) -> UpdateRule] = [
    { _ in .sgd(learningRate: 0.1, momentum: 0, nesterov: false, weightDecay: 0.1) },
    { _ in .sgd(learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.1) },
    { step in
      .adam(
        learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1,
        decoupled: false, step: step)
    },
    { step in
      .adam(
        learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1,
        decoupled: true, step: step)
    },
  ]

  private static func engine(
    _ architecture: Architecture, batchSize: Int = 37, moments: Int = 2, threads: Int = 2,
    instructions: InstructionSet = .best, _ rates: TensorRates
  ) throws -> CPUEngine<Float> {
    let layout = try architecture.layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 8, columns: 8, resizeMode: .none, mean: [0.5], standardDeviation: [0.5]),
        imageShape: layout.input, loss: .crossEntropy, batchSize: batchSize, threads: threads,
        momentCount: moments, rates: rates), instructions: instructions)
    var values = Initialization.pytorch.parameters(for: layout, seed: 5).values
    for tensor in layout.parameters where tensor.role.isRunning {
      for (number, place) in tensor.range.enumerated() { values[place] = 0.5 + 0.1 * Float(number) }
    }
    engine.parameters = values
    return engine
  }

  private static let key = DropoutKey(seed: 7, epoch: 1)

  @Test(
    "Frozen layers keep every bit, all others move", arguments: frozen, rules.indices)
  func stay(example: Frozen, rule: Int) throws {
    for batchSize in [1, 37] {
      // One image has no variance of a unit to train by.
      if batchSize == 1, example.architecture == EngineTests.large { continue }
      let engine = try Self.engine(
        example.architecture, batchSize: batchSize, TensorRates(frozen: example.layers))
      let before = engine.parameters
      for step in 1...3 {
        let images = EngineTests.images(batchSize, seed: UInt64(step))
        _ = engine.computeGradient(of: images, dropout: Self.key)
        engine.update(Self.rules[rule](step))
      }
      for layer in engine.layout.layers {
        for tensor in layer.parameters {
          let isSame = engine.parameters[tensor.range] == before[tensor.range]
          #expect(isSame == example.layers.contains(layer.name), "\(tensor.name), \(batchSize)")
        }
      }
    }
  }

  @Test(
    "What is trained gets the same gradient to the bit", arguments: frozen, InstructionSet.available
  )
  func gradients(example: Frozen, instructions: InstructionSet) throws {
    // A frozen normalization is another function of its batch: below it gradients are others.
    guard !example.layers.contains(where: { $0.hasPrefix("N") }) else { return }
    for batchSize in [1, 37] {
      if batchSize == 1, example.architecture == EngineTests.large { continue }
      let engines = try [TensorRates(), TensorRates(frozen: example.layers)].map {
        try Self.engine(
          example.architecture, batchSize: batchSize, instructions: instructions, $0)
      }
      let results = engines.map {
        $0.computeGradient(of: EngineTests.images(batchSize), dropout: Self.key)
      }
      #expect(results[0] == results[1])
      for layer in engines[0].layout.layers where !example.layers.contains(layer.name) {
        for tensor in layer.parameters where tensor.trainable {
          let gradients = engines.map { Array($0.gradient[tensor.range]) }
          #expect(gradients[0] == gradients[1], "\(tensor.name), \(batchSize)")
        }
      }
    }
  }

  @Test(
    "A frozen normalization trains what lies before it",
    arguments: [1, 3, 9], InstructionSet.available)
  func normalization(images: Int, instructions: InstructionSet) throws {
    let architecture = Architecture(
      name: "small", input: Shape(1, 6, 6),
      layers: [
        "C1": .convolution(maps: 3, kernel: 3), "N1": .batchNormalization(activation: .tanh),
        "S2": .averagePooling(window: 2), "flatten": .flatten, "F3": .fullyConnected(units: 5),
        "N3": .batchNormalization(activation: .sigmoid), "output": .fullyConnected(units: 3),
      ])
    var check = GradientCheck(architecture, images: images, instructions: instructions)
    check.frozen = ["N1", "N3"]
    let (error, tensor, seed) = try check.worstError(seed: 31)
    #expect(error < 1e-6, "\(tensor), seed \(seed)")
  }

  @Test("In training a frozen normalization answers as in evaluation")
  func evaluation() throws {
    let architecture = Architecture(
      name: "small", input: Shape(1, 8, 8),
      layers: [
        "C1": .convolution(maps: 3, kernel: 3), "N1": .batchNormalization(activation: .relu),
        "flatten": .flatten, "output": .fullyConnected(units: 4),
      ])
    let engine = try Self.engine(architecture, TensorRates(frozen: ["N1"]))
    let images = EngineTests.images(37)
    let loss = engine.computeGradient(of: images, dropout: Self.key).lossSum
    #expect(abs(loss - engine.evaluate(images).lossSum) < 1e-9)
  }

  @Test("Biases move by a multiple of what they would", arguments: [0, 0.5, 2])
  func biases(multiple: Double) throws {
    let rule = UpdateRule.sgd(learningRate: 0.125, momentum: 0, nesterov: false, weightDecay: 0)
    for architecture in [EngineTests.unnormalized, EngineTests.architecture, EngineTests.large] {
      let engines = try [TensorRates(), TensorRates(bias: multiple)].map {
        try Self.engine(architecture, moments: 0, $0)
      }
      let before = engines[0].parameters
      for engine in engines {
        _ = engine.computeGradient(of: EngineTests.images(37), dropout: Self.key)
        engine.update(rule)
      }
      for tensor in engines[0].layout.parameters where tensor.trainable {
        let own = tensor.role == .bias ? Float(multiple) : 1
        for place in tensor.range {
          let gradient = engines[0].gradient[place]
          let moved = before[place] - 0.125 * own * gradient
          #expect(abs(engines[1].parameters[place] - moved) < 1e-6, "\(tensor.name)")
          if own == 1 { #expect(engines[1].parameters[place] == engines[0].parameters[place]) }
        }
      }
    }
  }

  @Test("Rates by curvature are multiplied too")
  func curvature() throws {
    let rates = [TensorRates(), TensorRates(bias: 2, frozen: ["C1"])]
    let engines = try rates.map {
      try Self.engine(EngineTests.unnormalized, batchSize: 1, moments: 1, $0)
    }
    let before = engines[0].parameters
    for engine in engines {
      engine.estimateRates(from: EngineTests.images(20), mu: 0.1)
      _ = engine.computeGradient(of: EngineTests.images(1), dropout: Self.key)
      engine.update(.scaled(learningRate: 0.01))
    }
    for layer in engines[0].layout.layers {
      for tensor in layer.parameters {
        let multiple: Float = layer.name == "C1" ? 0 : tensor.role == .bias ? 2 : 1
        for place in tensor.range {
          let moves = engines.map { $0.parameters[place] - before[place] }
          #expect(abs(moves[1] - multiple * moves[0]) < 1e-6, "\(tensor.name)")
        }
      }
    }
  }

  @Test("Multiples by tensor")
  func factors() throws {
    let layout = try EngineTests.architecture.layout()
    let factors = TensorRates(bias: 3, frozen: ["C1"]).factors(in: layout)
    let named = Dictionary(uniqueKeysWithValues: zip(layout.parameters.map(\.name), factors))
    #expect(
      named == [
        "C1.weight": 0, "C1.bias": 0, "N1.weight": 1, "N1.bias": 1, "output.weight": 1,
        "output.bias": 3, "N1.running_mean": 0, "N1.running_var": 0,
      ])
  }
}
