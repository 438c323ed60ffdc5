import LeNet
import Testing

@Suite("Runs that cannot begin")
struct WrongUseTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  static func error(
    _ change: (inout Recipe) -> Void = { _ in }, data: DatasetSplits? = nil,
    initial: ModelFile? = nil
  ) throws -> TrainingError? {
    var recipe = TinyData.recipe
    change(&recipe)
    var options = TrainingOptions()
    options.initialWeights = initial
    let splits = try data ?? TinyData.splits()
    let error = #expect(throws: TrainingError.self) {
      try TrainingRun(recipe: recipe, data: splits, options: options)
    }
    #expect(error?.isWrongUse == true)
    return error
  }

  @Test("A recipe out of range")
  func recipe() throws {
    #expect(
      try Self.error { $0.batchSize = 0 }?.description
        == "the recipe's batch size is 0; expected a whole number from 1 to 65536")
  }

  struct BadOption: Sendable, CustomTestStringConvertible {
    let problem: String
    let apply: @Sendable (inout TrainingOptions) -> Void
    var testDescription: String { problem }

    init(_ problem: String, _ apply: @escaping @Sendable (inout TrainingOptions) -> Void) {
      self.problem = problem
      self.apply = apply
    }
  }

  @Test(
    "Options out of range, or without another one",
    arguments: [
      BadOption("metricsPerEpoch is -1; expected a whole number from 0 to 1000000") {
        $0.metricsPerEpoch = -1
      },
      BadOption("metricsPerEpoch is \(Int.max); expected a whole number from 0 to 1000000") {
        $0.metricsPerEpoch = .max
      },
      BadOption("checkpointSeconds is -1; expected a number of seconds from 0 up, or nil") {
        $0.checkpointSeconds = -1
      },
      BadOption("checkpointSeconds is nan; expected a number of seconds from 0 up, or nil") {
        $0.checkpointSeconds = .nan
      },
      BadOption("resume is true without a folder; expected the folder of the run as output") {
        $0.resume = true
      },
    ])
  func options(example: BadOption) throws {
    var options = TrainingOptions()
    example.apply(&options)
    let error = #expect(throws: TrainingError.self) {
      try TrainingRun(recipe: TinyData.recipe, data: TinyData.splits(), options: options)
    }
    #expect(error == .options(problem: example.problem) && error?.isWrongUse == true)
    #expect(
      error?.description == "the run cannot begin with these options: \(example.problem)")
  }

  @Test("A validation split that leaves nothing", arguments: [53, 54, Int.max])
  func validation(count: Int) throws {
    #expect(
      try Self.error { $0.validation = count }?.description
        == "the recipe's validation split is \(count); expected fewer than the 53 images")
  }

  @Test("Images of another size")
  func size() throws {
    let data = try TinyData.splits(shape: Shape(1, 7, 8))
    #expect(
      try Self.error(data: data)
        == .data(.fitting(.size(data: "tiny", network: Shape(1, 8, 8), images: Shape(1, 7, 8)))))
  }

  @Test("Images too large to be distorted elastically")
  func elastic() throws {
    let data = try TinyData.splits(count: 9, shape: Shape(1, 1025, 1024))
    #expect(
      try Self.error({ $0.resizeMode = .resize }, data: data)?.description == """
        the recipe's elastic distortion is asked for with images of 1x1025x1024; expected images of \
        at most 1048576 pixels a map and 16384 a side
        """)
  }

  @Test("A mean for the wrong number of maps")
  func mean() throws {
    #expect(
      try Self.error { $0.mean = [0.1, 0.2] }?.description == """
        the preparation does not fit: 'mean' has 2 numbers; expected one for each of 1 maps
        """)
  }

  @Test("A network that does not fit together")
  func architecture() throws {
    let error = try Self.error {
      $0.architecture.layers.insert(
        NamedLayer(name: "C9", layer: .convolution(maps: 1, kernel: 9)), at: 0)
    }
    guard case .architecture(.doesNotFit(layer: "C9", _, _)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("A network whose output cannot follow the data's classes")
  func classes() throws {
    let error = try Self.error {
      $0.architecture = Architecture(
        name: "pooled", input: Shape(1, 8, 8),
        layers: [
          "flatten": .flatten,
          "output": .radialBasis(
            prototypes: .coordinates(
              [[Float]](repeating: [Float](repeating: 1, count: 64), count: 5))),
        ])
    }
    #expect(
      error == .classes(architecture: "pooled", network: 5, data: "tiny", images: 3),
      "\(String(describing: error))")
  }

  @Test("Parts with other classes")
  func splits() throws {
    let data = try DatasetSplits(
      training: TinyData.dataset(count: 53, seed: 1),
      test: TinyData.dataset(
        count: 5, seed: 2, classes: 4))
    #expect(
      try Self.error(data: data)?.description == """
        the training and the test split of tiny differ: they have other classes; give splits of one \
        data set
        """)
  }

  @Test("Starting values of another network")
  func initial() throws {
    let model = try EvaluatorTests.model(TinyData.linear)
    #expect(
      try Self.error(initial: model)?.description == """
        the model to start from does not fit the network: no layer has the name and the sizes of one \
        in the model; expected one of C1.weight of [2, 1, 3, 3], N1.weight of [2], output.weight of \
        [3, 18]; got output.weight of [3, 64]
        """)
  }

  @Test("Colour networks say which data they take")
  func colours() throws {
    #expect(
      try Self.error { $0.architecture = .leNet5CIFAR10 }?.description == """
        the network takes colour images, 3 maps, but those of tiny have 1 map; give colour images, \
        such as CIFAR-10 or a folder of pictures, or choose another architecture
        """)
  }

  @Test("Activations beyond the memory are wrong use, whoever asks for them")
  func memory() {
    let error = EngineError.memory(batchSize: 65_536, threads: 1, limit: 1 << 30)
    #expect(TrainingError.engine(error).isWrongUse)
    #expect(TrainingError.data(.fitting(.engine(error))).isWrongUse)
  }

  @Test("No more than 64 threads are taken unasked")
  func defaultThreads() {
    #expect((1...64).contains(Machine.cores))
    #expect(TrainingOptions().threads == Machine.cores)
    #expect(Machine.mostThreads == 64)
  }

  @Test("Thread counts that cannot be touch no folder", arguments: [0, -1, 1025])
  func threads(count: Int) throws {
    var run = TinyRun(folder.file("run"))
    run.options.threads = count
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.isWrongUse == true)
    #expect(error?.description.contains("threads is \(count); expected") == true, "\(error as Any)")
    #expect(throws: (any Error).self) { try folder.bytes("run/.lock") }
  }
}
