import Foundation
import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

/// A gradient check cannot see an activation that is missing forward and back, nor one that both
/// ways have wrong alike; these compare with the formula.
@Suite("Every kind of layer applies its activation")
struct ActivationTests {
  private static func formula(_ activation: Activation, _ x: Double) -> Double {
    switch activation {
    case .identity, .softmax: x
    case .relu: max(x, 0)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    case .tanh: Foundation.tanh(x)
    case .scaledTanh: 1.7159 * Foundation.tanh(2 * x / 3)
    }
  }

  static let kinds = ["convolution", "whole convolution", "full connection", "normalization"]

  private static func layer(_ kind: String, _ activation: Activation) -> Layer {
    switch kind {
    case "convolution": .convolution(maps: 2, kernel: 3, padding: 1, activation: activation)
    case "whole convolution": .convolution(maps: 9, kernel: 4, activation: activation)
    case "full connection": .fullyConnected(units: 7, activation: activation)
    default: .batchNormalization(activation: activation)
    }
  }

  private static func outputs(_ kind: String, _ activation: Activation) throws -> [Float] {
    let flatten = kind == "full connection" ? ["before"] : []
    let layers =
      flatten.map { NamedLayer(name: $0, layer: .flatten) }
      + [NamedLayer(name: "layer", layer: layer(kind, activation))]
      + [NamedLayer(name: "after", layer: .flatten)]
    let layout = try Architecture(name: "one", input: Shape(1, 4, 4), layers: layers).layout()
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 4, columns: 4, resizeMode: .none, mean: [0.5], standardDeviation: [0.2]),
        imageShape: Shape(1, 4, 4), loss: .crossEntropy, threads: 1))
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 2).values.map {
      Double($0)
    }
    return engine.evaluate(
      RandomImages(count: 5, shape: Shape(1, 4, 4), classes: 2, seed: 4)
    ).logits
  }

  @Test(
    "as the formula says", arguments: kinds, [Activation.relu, .sigmoid, .tanh, .scaledTanh])
  func formula(kind: String, activation: Activation) throws {
    let sums = try Self.outputs(kind, .identity)
    let values = try Self.outputs(kind, activation)
    #expect(sums.contains { $0 < -0.1 } && sums.contains { $0 > 0.1 })
    for (sum, value) in zip(sums, values) {
      let expected = Self.formula(activation, Double(sum))
      #expect(abs(Double(value) - expected) < 1e-6, "\(activation)(\(sum))")
    }
  }
}
