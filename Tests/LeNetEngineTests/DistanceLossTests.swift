import Foundation
import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Losses that compare distances")
struct DistanceLossTests {
  private static let architecture = Architecture(
    name: "far", input: Shape(1, 4, 4),
    layers: [
      "flatten": .flatten, "F6": .fullyConnected(units: 84, activation: .scaledTanh),
      "output": .radialBasis(),
    ])

  /// Saturated units lie up to 84 x 2.7159^2 = 620 from a bitmap, where e^-y is zero in single precision.
  @Test(
    "Equation 9 is right in single precision at distances of hundreds",
    arguments: [0, 0.1, 1, 100, 1000])
  func farAway(j: Double) throws {
    let layout = try Self.architecture.layout()
    for batchSize in [1, 5] {
      let engine = try CPUEngine<Float>(
        EngineConfiguration(
          layout: layout,
          preparation: Preparation(
            rows: 4, columns: 4, resizeMode: .none, mean: [0.5], standardDeviation: [0.1]),
          imageShape: layout.input, loss: .discriminative(j: j), batchSize: batchSize, threads: 1))
      var parameters = Initialization.paperSquareRoot.parameters(for: layout, seed: 9).values
      let weights = try #require(layout.parameter("F6.weight")).range
      for place in weights { parameters[place] *= 20 }
      engine.parameters = parameters
      let batch = RandomImages(
        count: batchSize, shape: layout.input, classes: layout.classes, seed: 9)
      let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 0, epoch: 0))
      let plain = PlainNetwork(layout: layout, parameters: parameters.map(Double.init))
      var expected = 0.0
      for image in 0..<batchSize {
        var bytes = [UInt8](repeating: 0, count: layout.input.count)
        var pixels = bytes.mutableSpan
        batch.writePixels(of: image, into: &pixels)
        var values = bytes.map { (Double($0) / 255 - 0.5) / 0.1 }
        for layer in layout.layers { values = plain.output(of: layer, input: values) }
        #expect(values.min() ?? 0 < -250)
        let greatest = max(values.max() ?? 0, -j)
        let sum = values.reduce(exp(-j - greatest)) { $0 + exp($1 - greatest) }
        expected += greatest + log(sum) - values[batch.label(image)]
      }
      #expect(result.lossSum >= 0)
      #expect(abs(result.lossSum - expected) <= 1e-5 * max(1, expected), "j \(j), seed 9")
      let gradient = engine.gradient
      #expect(gradient.allSatisfy { $0.isFinite })
    }
  }

  @Test("A constant j that is no number, or out of range, is refused", arguments: [.nan, -1, 1001])
  func refusedConstant(j: Double) throws {
    let layout = try Self.architecture.layout()
    let error = #expect(throws: EngineError.self) {
      _ = try CPUEngine<Float>(
        EngineConfiguration(
          layout: layout,
          preparation: Preparation(
            rows: 4, columns: 4, resizeMode: .none, mean: [0.5], standardDeviation: [0.1]),
          imageShape: layout.input, loss: .discriminative(j: j)))
    }
    #expect(error?.description.hasSuffix("; expected a number from 0 to 1000") == true)
  }

  @Test("Probabilities of a network that ends in squashed sums are those of its distances, sum 1")
  func probabilities() throws {
    let architecture = Architecture(
      name: "sums", input: Shape(1, 4, 4),
      layers: ["flatten": .flatten, "output": .fullyConnected(units: 3, activation: .scaledTanh)])
    let layout = try architecture.layout()
    let engine = try CPUEngine<Float>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 4, columns: 4, resizeMode: .none, mean: [0.5], standardDeviation: [0.3]),
        imageShape: layout.input, loss: .discriminative(j: 1), threads: 1))
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 3).values
    let result = engine.evaluate(RandomImages(count: 7, shape: layout.input, classes: 3, seed: 3))
    for image in 0..<7 {
      let outputs = result.logits[3 * image..<3 * image + 3].map(Double.init)
      // Distances from targets 1 and -1 differ by four times the outputs.
      let powers = outputs.map { exp(4 * $0) }
      for c in 0..<3 {
        let share = powers[c] / powers.reduce(0, +)
        #expect(abs(Double(result.scores[3 * image + c]) - share) < 1e-5, "image \(image), seed 3")
      }
    }
  }
}
