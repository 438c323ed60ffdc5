import LeNet
import LeNetEvaluation
import Testing

@Suite("Answers to real numbers")
struct AnswersTests {
  @Test(
    "Numbers that bytes become are answered as the bytes are",
    arguments: [Architecture.leNet5PyTorch, .leNet5Keras, .leNet51998, .leNetCaffe])
  func bytes(architecture: Architecture) throws {
    let model = try ModelFile(untrained: architecture, seed: 3)
    let count = 37
    let size = architecture.input.count
    let pixels = (0..<count * size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 7) }
    let data = try Dataset(
      name: "made", shape: architecture.input, images: pixels,
      labels: [UInt8](repeating: 0, count: count), classes: model.classes)
    let evaluator = Evaluator(model: model)
    let expected = try evaluator.evaluate(data)
    let answers = try evaluator.answers(to: pixels.map { Float($0) * (1 / 255) })
    #expect(answers.predictions == expected.predictions)
    #expect(answers.scores.flatMap(\.self) == expected.scores)
    #expect(answers.logits.flatMap(\.self) == expected.logits)
    let fromBytes = try evaluator.answers(to: pixels, shape: architecture.input)
    #expect(fromBytes.scores.flatMap(\.self) == expected.scores)
    let one = try model.predict(Array(pixels.prefix(size)), shape: architecture.input)
    #expect(one.label == model.classes[expected.predictions[0]])
    #expect(zip(one.probabilities, answers.scores[0]).allSatisfy { abs($0 - $1) < 1e-5 })
    for wrong in [0, 1, size - 1, size + 1] {
      #expect(throws: EvaluationError.self) {
        try model.predict([UInt8](repeating: 0, count: wrong), shape: architecture.input)
      }
      #expect(throws: EvaluationError.self) {
        try evaluator.answers(to: [UInt8](repeating: 0, count: wrong), shape: architecture.input)
      }
    }
  }

  @Test("Negative numbers are taken, and probabilities add up to 1")
  func signs() throws {
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe, seed: 1))
    let inputs = (0..<2 * 784).map { Float($0 % 13) - 6 }
    let answers = try evaluator.answers(to: inputs)
    #expect(answers.scores.count == 2 && answers.logits[0].count == 10)
    for scores in answers.scores { #expect(abs(scores.reduce(0, +) - 1) < 1e-5) }
    #expect(answers.logits[0] != answers.logits[1])
  }

  @Test("A network that nobody trained guesses", arguments: 1...5 as ClosedRange<UInt64>)
  func untrained(seed: UInt64) throws {
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe, seed: seed))
    // Sums of twelve uniform numbers are nearly normal.
    var state = seed
    let inputs = (0..<2 * 784).map { _ in
      (0..<12).reduce(Float(-6)) { sum, _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return sum + Float(state >> 40) / Float(1 << 24)
      }
    }
    for scores in try evaluator.answers(to: inputs).scores {
      #expect(try #require(scores.max()) < 0.2, "\(scores)")
    }
  }

  @Test(
    "Inputs that are not finite get no answer", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) throws {
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe))
    var inputs = [Float](repeating: 0, count: 2 * 784)
    inputs[900] = value
    let error = #expect(throws: EvaluationError.self) { try evaluator.answers(to: inputs) }
    #expect(
      error?.description == """
        the network's numbers on the inputs are not finite: an input or a weight is infinite, NaN or \
        too large; give finite inputs like those that it was trained on, or train it again
        """)
  }

  @Test("Outputs that overflow are refused")
  func overflow() throws {
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe))
    #expect(throws: EvaluationError.notFinite(data: "the inputs")) {
      try evaluator.answers(
        to: (0..<784).map {
          $0.isMultiple(of: 3) ? -Float.greatestFiniteMagnitude : .greatestFiniteMagnitude
        })
    }
  }

  @Test("A part of an input is refused", arguments: [0, 1, 783, 785])
  func refused(count: Int) throws {
    let evaluator = Evaluator(model: try ModelFile(untrained: .leNetCaffe))
    #expect(throws: EvaluationError.inputs(count: count, network: Shape(1, 28, 28))) {
      try evaluator.answers(to: [Float](repeating: 0, count: count))
    }
  }
}
