package import LeNetData
import LeNetEngine
package import LeNetEvaluation
import LeNetModel

/// What the numbers of a network reach on images like those that it will see.
package enum Calibration {
  /// The greatest size of a number after each layer, on `count` images spread over a data set.
  ///
  /// Throws if the model cannot answer the images.
  package static func ranges(
    of evaluator: Evaluator, on dataset: Dataset, count: Int
  ) throws(ExportError) -> [Float] {
    let engine: any Engine<Float>
    do throws(EvaluationError) {
      engine = try evaluator.engine(for: dataset.shape, data: dataset.name)
    } catch {
      throw .evaluation(error)
    }
    let count = min(count, dataset.count)
    var ranges = [Float](repeating: 0, count: engine.layout.layers.count)
    for number in 0..<count {
      let index = number * dataset.count / count
      let image = UnlabelledImages(pixels: dataset.pixels(of: index), shape: dataset.shape)
      for (layer, numbers) in engine.activity(of: image).dropFirst().enumerated() {
        ranges[layer] = numbers.reduce(ranges[layer]) { max($0, abs($1)) }
      }
    }
    return ranges
  }
}
