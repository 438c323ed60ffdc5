import LeNetData
import LeNetEngine
public import LeNetModel

/// The answers of a network for inputs without known classes.
public struct Answers: Hashable, Sendable {
  /// The class with the greatest logit, for each input.
  public let predictions: [Int]
  /// The logits, `[input][class]`, of which the greatest wins: sums before softmax, or
  /// distances of radial basis units with a minus.
  public let logits: [[Float]]
  /// Probabilities, `[input][class]`: softmax of the logits.
  public let scores: [[Float]]
}

extension Evaluator {
  /// Evaluates inputs that the caller has normalized: real numbers of any sign.
  ///
  /// # Shapes
  /// `inputs` holds `[input][map][row][column]` of `model.architecture.input`. Throws if a part of an input
  /// is left over, there is none, an input, a weight or an output is not finite, or the network cannot be
  /// run.
  public func answers(to inputs: [Float]) throws(EvaluationError) -> Answers {
    let input = model.architecture.input
    guard !inputs.isEmpty, inputs.count.isMultiple(of: input.count) else {
      throw .inputs(count: inputs.count, network: input)
    }
    guard inputs.allSatisfy(\.isFinite) else { throw .notFinite(data: "the inputs") }
    let engine = try engine(for: input, resizeMode: Preparation.ResizeMode.none, data: "the inputs")
    return try Answers(engine.evaluate(inputs: inputs), data: "the inputs")
  }

  /// Evaluates images as bytes, prepared as the model's training prepared them.
  ///
  /// # Shapes
  /// `pixels` holds `[image][map][row][column]` of `shape`, 0 black and 255 white. Throws if a part of an image is left
  /// over, there is none, a weight or an output is not finite, or images of that shape do not fit the network.
  public func answers(to pixels: [UInt8], shape: Shape) throws(EvaluationError) -> Answers {
    guard !pixels.isEmpty, shape.count > 0, pixels.count.isMultiple(of: shape.count) else {
      throw .pixels(count: pixels.count, image: shape)
    }
    let engine = try engine(for: shape, data: "the pixels")
    return try Answers(
      engine.evaluate(UnlabelledImages(pixels: pixels, shape: shape)), data: "the pixels")
  }
}

extension ModelFile {
  /// The likeliest class of one image of bytes, and the probability of each class.
  ///
  /// # Shapes
  /// `pixels` holds `[map][row][column]` of `shape`, by default that of the network's input, 0 black and 255 white.
  ///
  /// Builds an engine for each call: `Evaluator.answers(to:shape:)` takes many images at once, and `DigitReader` reads
  /// photos and scans. Throws if the image does not fit the network, the model does not name each output, or a
  /// weight or an output is not finite.
  public func predict(
    _ pixels: [UInt8], shape: Shape? = nil
  ) throws(EvaluationError) -> (label: String, probabilities: [Float]) {
    let shape = shape ?? architecture.input
    guard pixels.count == shape.count else { throw .pixels(count: pixels.count, image: shape) }
    let answers = try Evaluator(model: self, threads: 1).answers(to: pixels, shape: shape)
    return (classes[answers.predictions[0]], answers.scores[0])
  }
}

extension Answers {
  /// The answers of an engine to `data`; throws if an output is not finite.
  fileprivate init(_ result: EvaluationResult, data: String) throws(EvaluationError) {
    guard result.logits.allSatisfy(\.isFinite) else { throw .notFinite(data: data) }
    let classes = result.logits.count / result.count
    func rows(_ numbers: [Float]) -> [[Float]] {
      (0..<result.count).map { Array(numbers[$0 * classes..<($0 + 1) * classes]) }
    }
    self.init(
      predictions: result.predictions, logits: rows(result.logits), scores: rows(result.scores))
  }
}
