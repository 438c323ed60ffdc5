import Foundation
import LeNet
import LeNetCatalog
import Testing

@Suite("Starting from a model")
struct StartingValuesTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// So slow that no value changes.
  private static let still: Recipe = {
    var recipe = TinyData.recipe
    recipe.optimizer = .sgd()
    recipe.learningRate = 1e-30
    recipe.length = .steps(1)
    return recipe
  }()

  private static func model() throws -> ModelFile {
    try TrainingRunTests.run(TinyData.recipe).result.model
  }

  private static func run(
    _ architecture: Architecture = TinyData.architecture, from model: ModelFile,
    data: DatasetSplits, newHead: Bool? = nil, _ change: (inout Recipe) -> Void = { _ in }
  ) throws -> TrainingRun {
    var recipe = still
    recipe.architecture = architecture
    change(&recipe)
    var options = TrainingOptions()
    options.threads = 1
    options.seed = 9
    options.initialWeights = model
    options.newHead = newHead
    return try TrainingRun(recipe: recipe, data: data, options: options)
  }

  /// The tiny data under other names.
  private static func renamed() throws -> DatasetSplits {
    func other(_ dataset: Dataset) throws -> Dataset {
      try Dataset(
        name: "other", shape: dataset.shape, images: dataset.images, labels: dataset.labels,
        classes: ["shirt", "shoe", "bag"], sha256: dataset.sha256)
    }
    let splits = try TinyData.splits()
    return try DatasetSplits(training: other(splits.training), test: other(splits.test))
  }

  /// What the run trains on from: it is so slow that this is what it ends with.
  private static func values(_ run: TrainingRun) throws -> Parameters {
    guard case .finished(let result) = try run.run() else {
      throw TrainingRunTests.Unexpected(what: "stop")
    }
    return result.model.parameters
  }

  @Test("The same network and classes take over everything")
  func whole() throws {
    let model = try Self.model()
    let run = try Self.run(from: model, data: TinyData.splits())
    let start = try #require(run.start)
    #expect(start.taken == ["C1", "N1", "output"] && start.isWhole)
    #expect(start.unused.isEmpty && start.notes.isEmpty)
    let values = try Self.values(run)
    for name in ["C1.weight", "N1.weight", "output.weight", "output.bias"] {
      #expect(values[name] == model.parameters[name], "\(name)")
    }
  }

  @Test("Another number of classes has a new last layer, drawn by the seed")
  func otherClasses() throws {
    let model = try Self.model()
    let run = try Self.run(from: model, data: TinyData.splits(classes: 4))
    #expect(run.start?.taken == ["C1", "N1"] && run.start?.new == ["output"])
    #expect(run.start?.unused == ["output"] && run.start?.notes == [])
    let values = try Self.values(run)
    let drawn = Self.still.initialization.parameters(for: run.layout, seed: 9)
    #expect(values["C1.weight"] == model.parameters["C1.weight"])
    #expect(values["output.weight"] == drawn["output.weight"])
    #expect(values["output.bias"] == drawn["output.bias"])
  }

  @Test(
    "Classes of other names have a new last layer unless told otherwise",
    arguments: [(nil, true), (true, true), (false, false)] as [(Bool?, Bool)])
  func otherNames(newHead: Bool?, isNew: Bool) throws {
    let run = try Self.run(from: Self.model(), data: Self.renamed(), newHead: newHead)
    #expect(run.start?.new == (isNew ? ["output"] : []))
    let notes =
      newHead == nil
      ? ["the classes have other names than the model's, so output starts from new values"] : []
    #expect(run.start?.notes == notes)
    let same = try Self.run(from: Self.model(), data: TinyData.splits(), newHead: newHead)
    #expect(same.start?.new == (newHead == true ? ["output"] : []))
  }

  @Test("Another head of other names")
  func otherHead() throws {
    let architecture = Architecture(
      name: "other", input: Shape(1, 8, 8),
      layers: [
        "C1": .convolution(maps: 2, kernel: 3), "N1": .batchNormalization(activation: .relu),
        "S2": .maxPooling(window: 2), "flatten": .flatten,
        "F3": .fullyConnected(units: 5, activation: .tanh), "answer": .fullyConnected(units: 3),
      ])
    let run = try Self.run(architecture, from: Self.model(), data: TinyData.splits())
    #expect(run.start?.taken == ["C1", "N1"])
    #expect(run.start?.new == ["F3", "answer"])
    #expect(run.start?.unused == ["output"])
  }

  @Test("What is computed or prepared otherwise is said")
  func notes() throws {
    let architecture = Architecture(
      name: "tiny", input: Shape(1, 8, 8),
      layers: [
        "C1": .convolution(maps: 2, kernel: 3), "N1": .batchNormalization(activation: .tanh),
        "S2": .averagePooling(window: 2), "flatten": .flatten, "output": .fullyConnected(units: 3),
      ])
    let run = try Self.run(architecture, from: Self.model(), data: TinyData.splits()) {
      $0.mean = [0.5]
    }
    #expect(
      run.start?.notes == [
        "N1 has activation tanh, in the model activation relu: the values were trained with that",
        "S2 has the kind averagePooling, in the model maxPooling: the values were trained with that",
        "images are prepared differently: mean 0.5, in the model 0.4",
      ])
  }

  @Test("Links that the model has not make another layer")
  func connections() throws {
    func architecture(_ connections: ConnectionTable?) -> Architecture {
      Architecture(
        name: "linked", input: Shape(1, 8, 8),
        layers: [
          "C1": .convolution(maps: 2, kernel: 3),
          "C3": .convolution(maps: 2, kernel: 3, connections: connections), "flatten": .flatten,
          "output": .fullyConnected(units: 3),
        ])
    }
    let model = try EvaluatorTests.model(architecture(nil))
    let run = try Self.run(
      architecture(ConnectionTable(sources: [[0], [0, 1]])), from: model, data: TinyData.splits(),
      newHead: false)
    #expect(run.start?.taken == ["C1", "output"] && run.start?.new == ["C3"])
  }

  @Test("Nothing in common is refused")
  func nothing() throws {
    let model = try EvaluatorTests.model(TinyData.linear)
    let error = #expect(throws: TrainingError.self) {
      try Self.run(from: model, data: TinyData.splits())
    }
    #expect(
      error?.description == """
        the model to start from does not fit the network: no layer has the name and the sizes of one in \
        the model; expected one of C1.weight of [2, 1, 3, 3], N1.weight of [2], output.weight of [3, 18]; \
        got output.weight of [3, 64]
        """)
    let onlyHead = #expect(throws: TrainingError.self) {
      try Self.run(TinyData.linear, from: model, data: TinyData.splits(), newHead: true)
    }
    #expect(onlyHead?.description.contains("only the last layer fits") == true)
  }

  @Test("A last layer that does not fit is refused where it shall be taken over")
  func oldHead() throws {
    let model = try Self.model()
    let error = #expect(throws: TrainingError.self) {
      try Self.run(from: model, data: TinyData.splits(classes: 4), newHead: false)
    }
    #expect(error?.description.contains("the last layer, output, does not fit") == true)
    #expect(error?.description.contains("4 classes, the model 3") == true)
  }

  @Test("A new layer that is frozen is told of")
  func frozenAndNew() throws {
    let model = try Self.model()
    var recipe = TinyData.recipe
    recipe.frozen = ["output"]
    var options = TrainingOptions()
    options.initialWeights = model
    options.newHead = true
    let run = try TrainingRun(recipe: recipe, data: TinyData.splits(), options: options)
    #expect(run.start?.notes.contains { $0.hasPrefix("output is new and frozen: ") } == true)
  }

  @Test("A run with a new layer goes on to the same bits, and only as it began")
  func resume() throws {
    let model = try Self.model()
    func run(_ name: String) -> TinyRun {
      var run = TinyRun(folder.file(name))
      run.options.initialWeights = model
      run.options.newHead = true
      return run
    }
    try run("whole").run()
    var interrupted = run("parts")
    while try !interrupted.run(steps: 4).outcome.isFinished {}
    #expect(
      try TinyRun.bytes(of: folder.file("parts")) == TinyRun.bytes(of: folder.file("whole")))
    var unnamed = run("unnamed")
    try unnamed.run(steps: 4)
    (unnamed.options.initialWeights, unnamed.options.newHead) = (nil, nil)
    while try !unnamed.run(steps: 4).outcome.isFinished {}
    #expect(
      try TinyRun.bytes(of: folder.file("unnamed")) == TinyRun.bytes(of: folder.file("whole")))
    interrupted.options.newHead = nil
    let error = #expect(throws: TrainingError.self) { try interrupted.run() }
    #expect(
      error?.description.contains("started from the layers C1, N1 of the model") == true
        && error?.description.contains("not from all layers of the model") == true,
      "\(String(describing: error))")
    let record = try RecordedRun(reading: folder.file("whole")).record
    #expect(record.start?.taken == ["C1", "N1"])
    #expect(record.start?.new == ["output"])
    let file = try ModelFile.read(folder.file("whole/model.safetensors"))
    #expect(file.training?.settings["taken"]?.text == #"["C1","N1"]"#)
  }

  @Test("A new run tells what it starts from, one that goes on does not")
  func event() throws {
    var run = TinyRun(folder.file("run"))
    run.options.initialWeights = try Self.model()
    run.options.newHead = true
    func told(_ events: [TrainingEvent]) -> [String] {
      events.compactMap { if case .started = $0 { $0.json } else { nil } }
    }
    let line =
      #"{"event":"started","new":["output"],"notes":[],"taken":["C1","N1"],"unused":["output"]}"#
    #expect(told(try run.run(steps: 4).events) == [line])
    #expect(told(try run.run().events) == [])
  }
}
