import LeNetEngine
import LeNetModel
import Testing

@Suite("Networks agree with PyTorch")
struct PyTorchTests {
  static let networks = [
    "lenet5-pytorch", "lenet5-d2l", "lenet5-d2l-convolutions", "lenet5-d2l-all", "lenet5-keras",
    "lenet-caffe", "lenet-bvlc", "lenet5-cifar10",
  ]

  private func engine<Scalar: ComputedScalar>(
    _ reference: PyTorchReference, _ instructions: InstructionSet, in scalar: Scalar.Type,
    loss: Loss = .crossEntropy, moments: Int = 0, rates: TensorRates = TensorRates()
  ) throws -> CPUEngine<Scalar> {
    let engine = try CPUEngine<Scalar>(
      EngineConfiguration(
        layout: reference.layout, preparation: reference.preparation,
        imageShape: reference.layout.input, loss: loss, batchSize: 19, threads: 2,
        momentCount: moments, rates: rates), instructions: instructions)
    engine.parameters = reference.parameters.map { Scalar($0) }
    return engine
  }

  /// The greatest difference over the greatest number.
  private func error(_ values: [Float], _ expected: [Float]) -> Float {
    guard values.count == expected.count, !expected.isEmpty else { return .infinity }
    let scale = expected.map(\.magnitude).max() ?? 1
    return worst(values, expected) / scale
  }

  /// The greatest difference; NaN where there is one, which `max` would hide.
  private func worst(_ values: [Float], _ expected: [Float]) -> Float {
    zip(values, expected).reduce(0) { worst, pair in
      let difference = (pair.0 - pair.1).magnitude
      return difference <= worst ? worst : difference
    }
  }

  @Test("logits within 1e-5 of the largest", arguments: networks, InstructionSet.available)
  func logits(_ network: String, _ instructions: InstructionSet) throws {
    let reference = try PyTorchReference(network)
    let result = try engine(reference, instructions, in: Float.self).evaluate(reference.images)
    #expect(error(result.logits, reference.values("logits")) <= 1e-5)
    let loss = try #require(reference.values("loss").first)
    #expect(abs(result.lossSum / 19 - Double(loss)) <= 1e-5 * Double(loss))
  }

  @Test(
    "lenet-caffe takes other sizes with the same weights",
    arguments: [(14, 14), (20, 20), (28, 28), (33, 47)], InstructionSet.available)
  func sizes(_ size: (rows: Int, columns: Int), _ instructions: InstructionSet) throws {
    let reference = try PyTorchReference("lenet-caffe", size: size)
    let result = try engine(reference, instructions, in: Float.self).evaluate(reference.images)
    let expected = reference.values("logits/\(size.rows)x\(size.columns)")
    #expect(error(result.logits, expected) <= 1e-5)
  }

  @Test("gradients within 1e-5", arguments: networks, InstructionSet.available)
  func gradients(_ network: String, _ instructions: InstructionSet) throws {
    let reference = try PyTorchReference(network)
    let engine = try engine(reference, instructions, in: Float.self)
    _ = engine.computeGradient(of: reference.images, masks: reference.masks(step: 0))
    expectGradient(engine, reference, prefix: "gradient/")
  }

  @Test(
    "mean squared error and its gradient", arguments: ["lenet5-pytorch", "lenet5-keras"],
    InstructionSet.available)
  func meanSquaredError(_ network: String, _ instructions: InstructionSet) throws {
    let reference = try PyTorchReference(network)
    let engine = try engine(
      reference, instructions, in: Float.self, loss: .meanSquaredError)
    let result = engine.computeGradient(of: reference.images, masks: reference.masks(step: 0))
    let loss = try #require(reference.values("meanSquaredError/loss").first)
    #expect(abs(result.lossSum / 19 - Double(loss)) <= 1e-5 * Double(loss))
    expectGradient(engine, reference, prefix: "meanSquaredError/gradient/")
  }

  /// Biases right before batch normalization have gradient 0 but for rounding, so the yardstick is
  /// the layer's greatest gradient.
  private func expectGradient(
    _ engine: CPUEngine<Float>, _ reference: PyTorchReference, prefix: String
  ) {
    let gradient = engine.gradient
    for layer in reference.layout.layers {
      let tensors = layer.parameters.filter(\.trainable)
      let scale = tensors.flatMap { reference.values(prefix + $0.name) }.map(\.magnitude).max() ?? 0
      for tensor in tensors {
        let step = tensor.count > 5000 ? 37 : 1
        let values = stride(from: 0, to: tensor.count, by: step).map {
          gradient[tensor.offset + $0]
        }
        let expected = reference.values(prefix + tensor.name)
        #expect(values.count == expected.count, "\(tensor.name)")
        let worst = worst(values, expected)
        #expect(worst <= 1e-5 * scale, "\(tensor.name): \(worst / scale)")
      }
    }
  }

  /// The optimizers of the references' metadata.
  static let optimizers = [
    "sgd", "momentum", "momentum-decay", "nesterov", "adam", "adam-decay", "adamw",
  ]

  private func rule(_ optimizer: String, step: Int) -> UpdateRule {
    switch optimizer {
    case "sgd": .sgd(learningRate: 0.05, momentum: 0, nesterov: false, weightDecay: 0)
    case "momentum": .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0)
    case "momentum-decay":
      .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false, weightDecay: 0.01)
    case "nesterov":
      .sgd(learningRate: 0.01, momentum: 0.9, nesterov: true, weightDecay: 0.0005)
    case "adam":
      .adam(
        learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0,
        decoupled: false, step: step)
    case "adam-decay":
      .adam(
        learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01,
        decoupled: false, step: step)
    default:
      .adam(
        learningRate: 0.004, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01,
        decoupled: true, step: step)
    }
  }

  @Test("ten steps of every optimizer, losses within 1e-4", arguments: networks, optimizers)
  func trajectory(_ network: String, _ optimizer: String) throws {
    for instructions in InstructionSet.available {
      try expectTrajectory(network, optimizer, instructions, in: Float.self, tolerance: 1e-4)
    }
  }

  @Test("the same in Double, losses within 1e-6", arguments: networks, optimizers)
  func exactTrajectory(_ network: String, _ optimizer: String) throws {
    try expectTrajectory(network, optimizer, .best, in: Double.self, tolerance: 1e-6)
  }

  private func expectLosses<Scalar: ComputedScalar>(
    _ engine: CPUEngine<Scalar>, _ reference: PyTorchReference, _ optimizer: String,
    are name: String,
    tolerance: Double
  ) {
    var batch = reference.images
    let losses = (0..<10).map { step in
      batch.start = 3 * step
      let result = engine.computeGradient(of: batch, masks: reference.masks(step: step))
      engine.update(rule(optimizer, step: step + 1))
      return result.lossSum / 19
    }
    let expected = reference.values(name).map(Double.init)
    #expect(expected.count == 10)
    for (step, (loss, wanted)) in zip(losses, expected).enumerated() {
      #expect((loss - wanted).magnitude <= tolerance, "\(engine.instructions), \(step)")
    }
  }

  @Test(
    "biases at twice the rate, losses within 1e-4, in Double within 1e-6",
    arguments: ["momentum-decay", "adamw"])
  func biasRate(_ optimizer: String) throws {
    let reference = try PyTorchReference("lenet-bvlc")
    #expect(reference.biasRate == 2)
    let rates = TensorRates(bias: reference.biasRate)
    for instructions in InstructionSet.available {
      let engine = try engine(
        reference, instructions, in: Float.self, moments: 2, rates: rates)
      expectLosses(
        engine, reference, optimizer, are: "biasRate/\(optimizer)", tolerance: 1e-4)
    }
    let exact = try engine(reference, .best, in: Double.self, moments: 2, rates: rates)
    expectLosses(exact, reference, optimizer, are: "biasRate/\(optimizer)", tolerance: 1e-6)
  }

  private func expectTrajectory<Scalar: ComputedScalar>(
    _ network: String, _ optimizer: String, _ instructions: InstructionSet,
    in scalar: Scalar.Type, tolerance: Double
  ) throws {
    let reference = try PyTorchReference(network)
    let engine = try engine(reference, instructions, in: Scalar.self, moments: 2)
    expectLosses(
      engine, reference, optimizer, are: "losses/\(optimizer)", tolerance: tolerance)
    guard optimizer == "sgd" else { return }
    let logits = engine.evaluate(reference.images).logits
    #expect(
      error(logits, reference.values("logits/after-sgd")) <= Float(tolerance), "\(instructions)")
    for tensor in reference.layout.parameters where !tensor.trainable {
      let values = engine.parameters[tensor.range].map { Float($0) }
      #expect(
        error(values, reference.values("running/\(tensor.name)")) <= 1e-5,
        "\(instructions), \(tensor.name)")
    }
  }
}
