import LeNetEngine
import LeNetModel

/// The answers of a network for inputs without known classes.
public struct Answers: Hashable, Sendable {
  /// The class with the greatest output, for each input.
  public let predictions: [Int]
  /// The outputs, `[input][class]`, of which the greatest wins: sums before softmax, or
  /// distances of radial basis units with a minus.
  public let outputs: [[Float]]
  /// Probabilities, `[input][class]`: softmax of the outputs.
  public let scores: [[Float]]
}

extension Evaluator {
  /// Evaluates inputs that the caller has normalized: real numbers of any sign.
  ///
  /// # Shapes
  /// `inputs` holds `[input][map][row][column]` of `model.architecture.input`. Throws if a part of an input
  /// is left over, there is none, or the network cannot be run.
  public func answers(to inputs: [Float]) throws(EvaluationError) -> Answers {
    let input = model.architecture.input
    guard !inputs.isEmpty, inputs.count.isMultiple(of: input.count) else {
      throw .inputs(count: inputs.count, network: input)
    }
    let engine = try engine(for: input, resizeMode: Preparation.ResizeMode.none, data: "inputs")
    let result = engine.evaluate(inputs: inputs)
    let classes = result.logits.count / result.count
    func rows(_ numbers: [Float]) -> [[Float]] {
      (0..<result.count).map { Array(numbers[$0 * classes..<($0 + 1) * classes]) }
    }
    return Answers(
      predictions: result.predictions, outputs: rows(result.logits), scores: rows(result.scores))
  }
}
