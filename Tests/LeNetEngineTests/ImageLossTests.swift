import LeNetElementary
import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Losses of the caller's")
struct ImageLossTests {
  @Test(
    "Cross-entropy from outside gives the engine's own gradient",
    arguments: [EngineTests.unnormalized, EngineTests.architecture], [1, 37])
  func crossEntropy(architecture: Architecture, count: Int) throws {
    let layout = try architecture.layout()
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 8, columns: 8, resizeMode: .none, mean: [0.5], standardDeviation: [0.5]),
        imageShape: layout.input, batchSize: count, threads: 2))
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 5).values.map(
      Double.init)
    let images = EngineTests.images(count, seed: 3)
    let key = DropoutKey(seed: 7, epoch: 1)
    let own = engine.computeGradient(of: images, dropout: key)
    let wanted = engine.gradient
    let labels = (0..<count).map { images.label($0) }
    let result = engine.computeGradient(of: images, dropout: key) { position, outputs in
      let greatest = outputs.max() ?? 0
      let powers = outputs.map { Elementary.exp($0 - greatest) }
      let sum = powers.reduce(0, +)
      var gradient = powers.map { $0 / sum }
      let loss = -Elementary.log(gradient[labels[position]])
      gradient[labels[position]] -= 1
      return (loss, gradient)
    }
    #expect(abs(result.lossSum - own.lossSum) < 1e-9)
    #expect(result.count == count)
    for (place, value) in engine.gradient.enumerated() {
      #expect(abs(value - wanted[place]) < 1e-12, "parameter \(place)")
    }
  }
}
