import Foundation
import LeNet

/// Prints one JSON line: how many images a second the engine trains with data in memory.
///
/// Arguments: architecture, batch size, threads, number of windows, seconds a window. A step is
/// what the peers do in theirs: forward, cross-entropy, backward, AdamW.
@main
struct TrainingSpeed {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    var values = arguments.dropFirst().compactMap(Double.init)[...]
    let name = arguments.first ?? "lenet5-pytorch"
    let batchSize = Int(values.popFirst() ?? 64)
    let threads = Int(values.popFirst() ?? 2)
    let windows = Int(values.popFirst() ?? 5)
    let seconds = values.popFirst() ?? 1

    let data = try Dataset.mnist(.training)
    let architecture = try Architecture.find(name)
    let layout = try architecture.layout()
    let engine = try Engine<Float>(
      layout: layout,
      preparation: Preparation(
        rows: layout.input.rows, columns: layout.input.columns, fit: .pad, mean: [0.1307],
        deviation: [0.3081]),
      imageShape: data.shape, loss: .crossEntropy, batchSize: batchSize, threads: threads,
      momentCount: 2)
    engine.parameters = Initialization.pytorch.parameters(for: layout, seed: 1).values

    let order = (0..<Int32(data.count)).map(\.self)
    var step = 0
    var firstLoss = 0.0
    var lastLosses: [Double] = []
    /// Trains for a while and returns images a second.
    func window() -> Double {
      let clock = ContinuousClock()
      let start = clock.now
      var images = 0
      while clock.now - start < .seconds(seconds) {
        let first = step * batchSize % (data.count - batchSize)
        let batch = DatasetBatch(data, order: order, range: first..<first + batchSize)
        step += 1
        let result = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 1, epoch: 1))
        engine.update(
          .adam(
            learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01,
            decoupled: true, step: step))
        let loss = result.lossSum / Double(result.count)
        if step == 1 { firstLoss = loss }
        lastLosses = Array((lastLosses + [loss]).suffix(100))
        images += result.count
      }
      return Double(images) / ((clock.now - start) / .seconds(1))
    }
    _ = window()
    let rates = (0..<windows).map { _ in window() }.sorted()
    guard lastLosses.reduce(0, +) / Double(lastLosses.count) < firstLoss else {
      print("the loss did not fall from \(firstLoss)")
      exit(1)
    }
    let line: [String: JSON] = [
      "peer": .string("lenet"), "architecture": .string(name), "batchSize": .integer(batchSize),
      "threads": .integer(threads), "instructions": .string(engine.instructions.rawValue),
      "imagesPerSecond": .integer(Int(rates[rates.count / 2])),
    ]
    print(JSON.object(line).text)
  }
}
