import LeNet
import LeNetCatalog
import LeNetEvaluation
import Testing

@Suite("Evaluators")
struct EvaluatorTests {
  /// A model with drawn weights, for images of its own size.
  static func model(
    _ architecture: Architecture, resizeMode: Preparation.ResizeMode = .none, classes: Int = 3
  ) throws -> ModelFile {
    let layout = try architecture.withClasses(classes).layout()
    return ModelFile(
      preparation: Preparation(
        rows: layout.input.rows, columns: layout.input.columns, resizeMode: resizeMode, mean: [0.4],
        standardDeviation: [0.3]),
      classes: (0..<classes).map { "class \($0)" }, training: nil,
      parameters: Initialization.pytorch.parameters(for: layout, seed: 1))
  }

  @Test("Threads and order change no answer", arguments: 1...4)
  func threads(count: Int) throws {
    let data = try TinyData.splits().training
    let model = try Self.model(TinyData.architecture)
    let one = try Evaluator(model: model, threads: 1).evaluate(data)
    let other = try Evaluator(model: model, threads: count).evaluate(data)
    #expect(one.scores == other.scores && one.lossSum == other.lossSum)
    let backwards = (0..<Int32(data.count)).reversed().map(\.self)
    let reversed = try Evaluator(model: model, threads: count).evaluate(data, indices: backwards)
    #expect(reversed.predictions == one.predictions.reversed())
    #expect(reversed.confusion == one.confusion)
  }

  @Test("Parts add up to the whole")
  func parts() throws {
    let data = try TinyData.splits().training
    let evaluator = try Evaluator(model: Self.model(TinyData.architecture), threads: 1)
    let split = try ValidationSplit.indices(labels: data.labels, count: 11)
    let training = try evaluator.evaluate(data, indices: split.training)
    let validation = try evaluator.evaluate(data, indices: split.validation)
    let whole = try evaluator.evaluate(data)
    #expect(validation.count == 11 && training.count == 42)
    #expect(training.errors + validation.errors == whole.errors)
    #expect(abs(training.lossSum + validation.lossSum - whole.lossSum) < 1e-5)
  }

  @Test("The loss is the model's own where nothing else is said")
  func loss() throws {
    var model = try Self.model(TinyData.architecture)
    #expect(Evaluator(model: model).loss == .crossEntropy)
    model.training = TrainingRecord(
      recipe: "r", settings: .object(["loss": .string("meanSquaredError")]), dataset: "d",
      sha256: [:], seed: 1, instructions: "base", version: "1", epochs: 1, steps: 1)
    #expect(Evaluator(model: model).loss == .meanSquaredError)
    #expect(Evaluator(model: model, loss: .crossEntropy).loss == .crossEntropy)
  }

  @Test(
    "One model takes images of every size that its parameters serve",
    arguments: [
      Shape(1, 14, 14), Shape(1, 20, 20), Shape(1, 28, 28), Shape(1, 33, 47),
    ])
  func openSizes(shape: Shape) throws {
    let data = try TinyData.splits(count: 5, shape: shape).training
    let evaluation = try Evaluator(model: Self.model(.leNetCaffe), threads: 1).evaluate(data)
    #expect(evaluation.count == 5)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let architecture: Architecture
    let resizeMode: Preparation.ResizeMode
    let images: Shape
    var classes = 3
    let error: EvaluationError
    let text: String
    var testDescription: String { text }
  }

  @Test(
    "What does not go together is refused in words",
    arguments: [
      Refused(
        architecture: TinyData.architecture, resizeMode: .none, images: Shape(1, 12, 8),
        error: .fitting(.size(data: "tiny", network: Shape(1, 8, 8), images: Shape(1, 12, 8))),
        text: """
          the network takes images of 8x8, but those of tiny have 12x8; pad or resize \
          them, or choose another architecture
          """),
      Refused(
        architecture: .leNetCaffe, resizeMode: .none, images: Shape(1, 5, 5),
        error: .fitting(.size(data: "tiny", network: Shape(1, 28, 28), images: Shape(1, 5, 5))),
        text: """
          the network takes images of 28x28, but those of tiny have 5x5; pad or resize \
          them, or choose another architecture
          """),
      Refused(
        architecture: TinyData.architecture, resizeMode: .pad, images: Shape(1, 8, 9),
        error: .fitting(.tooLarge(data: "tiny", network: Shape(1, 8, 8), images: Shape(1, 8, 9))),
        text: """
          the images of tiny have 8x9, too large to pad to the network's 8x8; resize them, or choose \
          another architecture
          """),
      Refused(
        architecture: TinyData.architecture, resizeMode: .resize, images: Shape(3, 8, 8),
        error: .fitting(.maps(data: "tiny", network: Shape(1, 8, 8), images: Shape(3, 8, 8))),
        text: """
          the network takes images of 1 map, but those of tiny have 3 maps; choose another \
          architecture or other data
          """),
      Refused(
        architecture: TinyData.architecture, resizeMode: .none, images: Shape(1, 8, 8), classes: 4,
        error: .classes(data: "tiny", network: 3, images: 4),
        text: """
          the network has 3 classes, but tiny has 4; give the data that it was trained on, or train a \
          network on these
          """),
    ])
  func refused(example: Refused) throws {
    let data = try TinyData.splits(shape: example.images, classes: example.classes).training
    let evaluator = try Evaluator(
      model: Self.model(example.architecture, resizeMode: example.resizeMode))
    let error = #expect(throws: EvaluationError.self) { try evaluator.evaluate(data) }
    #expect(error == example.error)
    #expect(error?.description == example.text)
  }

  @Test("The same classes in another order, or some of them, are matched by name")
  func matchedClasses() throws {
    let data = try TinyData.splits().training
    let model = try Self.model(TinyData.architecture)
    let expected = try Evaluator(model: model).evaluate(data)
    let turned = try Dataset(
      name: "turned", shape: data.shape, images: data.images, labels: data.labels.map { 2 - $0 },
      classes: ["class 2", "class 1", "class 0"])
    let found = try Evaluator(model: model).evaluate(turned)
    #expect(found.errors == expected.errors && found.loss == expected.loss)
    #expect(found.classes == model.classes && found.confusion == expected.confusion)
    let few = data.labels.indices.filter { data.labels[$0] != 1 }
    let some = try Dataset(
      name: "some", shape: data.shape, images: few.flatMap(data.pixels),
      labels: few.map { data.labels[$0] / 2 }, classes: ["class 0", "class 2"])
    let part = try Evaluator(model: model).evaluate(some)
    #expect(part.count == few.count && part.classes == model.classes)
    #expect(part.confusion[0] == expected.confusion[0] && part.confusion[1] == [0, 0, 0])
  }

  @Test("Classes that the network lacks are refused, and named")
  func classNames() throws {
    let data = try TinyData.splits().training
    var model = try Self.model(TinyData.architecture)
    model.classes = ["cat", "dog", "class 2"]
    let evaluator = Evaluator(model: model)
    let error = #expect(throws: EvaluationError.self) { try evaluator.evaluate(data) }
    #expect(
      error == .classNames(data: "tiny", network: model.classes, images: data.classes))
    #expect(
      error?.description == """
        the network does not have all classes of tiny: class 0 is class 0, in the network cat; class 1 is \
        class 1, in the network dog; give data with its classes, or train a network on these
        """)
  }

  @Test("Of many other classes three are named")
  func manyClassNames() {
    let error = EvaluationError.classNames(
      data: "letters", network: ["0", "1", "2", "3", "4"], images: ["a", "b", "2", "c", "d"])
    #expect(
      error.description.contains(
        "class 0 is a, in the network 0; class 1 is b, in the network 1; class 3 is c, in the network 3; "
          + "and 1 more;"))
  }

  @Test(
    "A model that does not name each output is refused as writing refuses it", arguments: [2, 4])
  func unnamedOutputs(count: Int) throws {
    var model = try Self.model(TinyData.architecture)
    model.classes = (0..<count).map { "class \($0)" }
    let broken = model
    let expected = EvaluationError.model(ModelFileError(.wrongClasses(expected: 3, got: count)))
    #expect(
      expected.description == """
        the model cannot be used: it names \(count) classes; expected one for each of the 3 outputs
        """)
    let data = try TinyData.splits(classes: count).training
    #expect(throws: expected) { try Evaluator(model: broken).evaluate(data) }
    #expect(throws: expected) {
      try Evaluator(model: broken).answers(to: [Float](repeating: 0, count: 64))
    }
    #expect(throws: expected) {
      try broken.predict([UInt8](repeating: 0, count: 64), shape: Shape(1, 8, 8))
    }
  }

  @Test("Weights that are not finite give no answer", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) throws {
    var model = try Self.model(TinyData.architecture)
    // The maximum over a window hides it from the outputs.
    model.parameters["C1.bias"] = [value, 0]
    let broken = model
    let evaluator = Evaluator(model: broken)
    #expect(throws: EvaluationError.notFinite(data: "tiny")) {
      try evaluator.evaluate(TinyData.splits().training)
    }
    #expect(throws: EvaluationError.notFinite(data: "the inputs")) {
      try evaluator.answers(to: [Float](repeating: 0, count: 64))
    }
    #expect(throws: EvaluationError.notFinite(data: "the pixels")) {
      try broken.predict([UInt8](repeating: 0, count: 64), shape: Shape(1, 8, 8))
    }
  }

  @Test("Indices outside the data set are refused", arguments: [-1, 53, Int32.max])
  func indices(index: Int32) throws {
    let evaluator = try Evaluator(model: Self.model(TinyData.architecture))
    let error = #expect(throws: EvaluationError.self) {
      try evaluator.evaluate(TinyData.splits().training, indices: [0, index])
    }
    #expect(error == .index(index, data: "tiny", count: 53))
    #expect(error?.description == "tiny has no image \(index); expected indices from 0 to 52")
  }

  @Test(
    "Padding and resizing take what they can",
    arguments: [
      (Preparation.ResizeMode.pad, Shape(1, 6, 7)), (.pad, Shape(1, 8, 8)),
      (.resize, Shape(1, 3, 20)),
    ])
  func fits(resizeMode: Preparation.ResizeMode, images: Shape) throws {
    let data = try TinyData.splits(shape: images).training
    let model = try Self.model(TinyData.architecture, resizeMode: resizeMode)
    #expect(try Evaluator(model: model, threads: 1).evaluate(data).count == 53)
  }

  @Test("No image gives no figure")
  func empty() throws {
    let evaluator = try Evaluator(model: Self.model(TinyData.architecture))
    let error = #expect(throws: EvaluationError.self) {
      try evaluator.evaluate(TinyData.splits().training, indices: [])
    }
    #expect(error?.description == "tiny has no images; give at least one")
  }

  @Test("Wrong thread counts are the engine's refusal")
  func engine() throws {
    let evaluator = try Evaluator(model: Self.model(TinyData.architecture), threads: 0)
    let error = #expect(throws: EvaluationError.self) {
      try evaluator.evaluate(TinyData.splits().training)
    }
    guard case .fitting(.engine) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
