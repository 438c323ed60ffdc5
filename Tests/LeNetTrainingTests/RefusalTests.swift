import Foundation
import LeNet
import Testing

@Suite("What a resumed run refuses")
struct RefusalTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let value: String
    let before: String
    let now: String
    let apply: @Sendable (inout TinyRun) -> Void
    var testDescription: String { value }
    init(
      _ value: String, _ before: String, _ now: String,
      _ apply: @escaping @Sendable (inout TinyRun) -> Void
    ) {
      self.value = value
      self.before = before
      self.now = now
      self.apply = apply
    }
  }

  @Test(
    "A changed value is named, with what it was and what it is now",
    arguments: [
      Change("seed", "1", "2") { $0.options.seed = 2 },
      Change("learningRate", "0.01", "0.02") { $0.recipe.learningRate = 0.02 },
      Change("batchSize", "8", "9") { $0.recipe.batchSize = 9 },
      Change("loss", "crossEntropy", "meanSquaredError") { $0.recipe.loss = .meanSquaredError },
      Change("initialization", "pytorch", "paper") { $0.recipe.initialization = .paper },
      Change("optimizer.adamw.weightDecay", "0.01", "0.1") {
        $0.recipe.optimizer.weightDecay = 0.1
      },
      Change("optimizer", "adamw", "sgd") { $0.recipe.optimizer = .sgd() },
      Change("schedule", "oneCycle", "piecewise") { $0.recipe.schedule = .paper },
      Change("loss", "crossEntropy", "discriminative, j 2") {
        $0.recipe.loss = .discriminative(j: 2)
      },
      Change("schedule.oneCycle.warmupFraction", "0.3", "0.2") {
        $0.recipe.schedule = .oneCycle(warmupFraction: 0.2)
      },
      Change("validation", "8", "9") { $0.recipe.validation = 9 },
      Change("mean", "0.4", "0.5") { $0.recipe.mean = [0.5] },
      Change("distortion.rotation", "10", "11") { $0.recipe.distortion?.rotation = 11 },
      Change("distortion.flip", "none", "true") { $0.recipe.distortion?.flip = true },
      Change("distortion", "rotation 10, scale 0.1, shear 0.1, shift 1", "none") {
        $0.recipe.distortion = nil
      },
      Change("elastic.smoothness", "3", "2") { $0.recipe.elastic?.smoothness = 2 },
      Change("elastic", "displacement 0.7, smoothness 3", "none") {
        $0.recipe.elastic = nil
      },
      Change("resizeMode", "none", "pad") { $0.recipe.resizeMode = .pad },
      Change("name", "tiny", "other") { $0.recipe.name = "other" },
      Change("dropout.rate", "0.3", "0.4") {
        $0.recipe.architecture.layers[4].layer = .dropout(rate: 0.4)
      },
      Change("C1.maps", "2", "3") {
        $0.recipe.architecture.layers[0].layer = .convolution(maps: 3, kernel: 3)
      },
      Change("C1.connections", "none", "2 links") {
        let table = ConnectionTable(sources: [[0], [0]])
        $0.recipe.architecture.layers[0].layer = .convolution(
          maps: 2, kernel: 3, connections: table)
      },
      Change("S2", "maxPooling", "averagePooling") {
        $0.recipe.architecture.layers[2].layer = .averagePooling(window: 2)
      },
      Change("order of layers", "N1,S2", "S2,N1") {
        $0.recipe.architecture.layers.swapAt(1, 2)
      },
      Change("architecture", "tiny", "distances") {
        $0.recipe.architecture = TinyData.distances
      },
      Change("length", "3 epochs", "100 steps") { $0.recipe.length = .steps(100) },
    ])
  func changed(change: Change) throws {
    var run = TinyRun(folder.path)
    try run.run(steps: 4)
    let before = TinyRun.files.map { try? folder.bytes($0) }
    change.apply(&run)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    guard case .folder(.changed(let path, let value, let old, let new)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == folder.path)
    // Lists of one number are named by their place.
    #expect(value == change.value || value == "\(change.value).1")
    #expect(old == change.before && new == change.now)
    #expect(error?.isWrongUse == true)
    #expect(
      error?.description == """
        the run in \(path) has \(value) \(old), not \(new); a resumed run may only get more epochs or \
        steps, so give \(old) again, or choose another folder
        """)
    #expect(TinyRun.files.map { try? folder.bytes($0) } == before)
  }

  @Test(
    "Pieces of a schedule are told as the option writes them",
    arguments: [
      (1, 2, "milestones", "1x0", "1x0,1x1"), (20, 20, "milestones.20.factor", "19", "7"),
      (
        20, 21, "milestones", "1x0,1x1,1x2,1x3,1x4,1x5,1x6,1x7,… (20 in all)",
        "1x0,1x1,1x2,1x3,1x4,1x5,1x6,1x7,… (21 in all)"
      ),
    ])
  func pieces(count: Int, others: Int, value: String, before: String, now: String) throws {
    var run = TinyRun(folder.path)
    func schedule(_ count: Int) -> [Schedule.Piece] {
      (0..<count).map { Schedule.Piece(epochs: 1, factor: Double($0)) }
    }
    var new = schedule(others)
    if count == others { new[count - 1].factor = 7 }
    run.recipe.schedule = .piecewise(schedule(count))
    try run.run(steps: 1)
    run.recipe.schedule = .piecewise(new)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(
      error?.description.contains(
        " has schedule.piecewise.\(value) \(before), not \(now); ") == true,
      "\(String(describing: error))")
  }

  @Test(
    "Layers that were put in or left out are named",
    arguments: [
      ([1], [], "with the layer N1 (batchNormalization), which the new one lacks"),
      (
        [], [1, 4],
        "without the layers N1 (batchNormalization) and dropout (dropout), which the new one has"
      ),
      (
        [4], [1],
        "with the layer dropout (dropout), which the new one lacks, and without the layer N1 "
          + "(batchNormalization), which the new one has"
      ),
    ])
  func layers(removed: [Int], added: [Int], words: String) throws {
    var run = TinyRun(folder.path)
    func network(without places: [Int]) -> Architecture {
      var network = TinyData.architecture
      for place in places.reversed() { network.layers.remove(at: place) }
      return network
    }
    run.recipe.architecture = network(without: added)
    try run.run(steps: 1)
    run.recipe.architecture = network(without: removed)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.isWrongUse == true)
    #expect(
      error?.description == """
        the run in \(folder.path) trains a network \(words); a resumed run may only get more epochs or \
        steps, so give the same network again, or choose another folder
        """)
  }

  @Test("Other words about a recipe change nothing")
  func summary() throws {
    var run = TinyRun(folder.path)
    try run.run(steps: 4)
    run.recipe.summary = "Other words."
    #expect(try run.run().outcome.isFinished)
  }

  @Test(
    "A shorter run is refused",
    arguments: [
      (Recipe.Length.epochs(3), Recipe.Length.epochs(2), "3 epochs", "2 epochs"),
      (.steps(9), .steps(1), "9 steps", "1 step"),
    ])
  func shorter(long: Recipe.Length, short: Recipe.Length, before: String, now: String) throws {
    var run = TinyRun(folder.path)
    run.recipe.length = long
    try run.run(steps: 1)
    run.recipe.length = short
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(
      error?.description == """
        the run in \(folder.path) is set to \(before), not \(now); a resumed run can be longer, but not \
        shorter
        """)
  }

  @Test("Other data are refused by the name of the file")
  func otherData() throws {
    var run = TinyRun(folder.path)
    try run.run(steps: 4)
    run.hash = "other"
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(
      error?.description == """
        the run in \(folder.path) was trained on other bytes of images-1; give the same data, or \
        choose another folder
        """)
  }

  @Test("Other starting values are refused, the same ones are not")
  func initial() throws {
    var first = TinyRun(folder.file("first"))
    try first.run()
    let model = try ModelFile.read(folder.file("first/model.safetensors"))
    var run = TinyRun(folder.file("run"))
    run.options.initialWeights = model
    try run.run(steps: 4)
    try run.run(steps: 4)
    run.options.initialWeights?.parameters["output.bias"] = [1, 2, 3]
    var error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.description.contains("started from all layers of the model") == true)
    #expect(error?.description.contains("resume it from the same values") == true)
    first.options.initialWeights = model
    error = #expect(throws: TrainingError.self) { try first.run() }
    #expect(error?.description.contains("started from values of its seed") == true)
    // The checkpoint has the values, so the model need not be named again.
    run.options.initialWeights = nil
    #expect(try run.run().outcome.isFinished)
    let record = try RecordedRun(reading: folder.file("run"))
    #expect(record.initial != nil && record.record.start?.new == [])
    let trained = try ModelFile.read(folder.file("run/model.safetensors"))
    #expect(trained.training?.settings["initial"] != nil)
  }

  @Test("A checkpoint that is cut short anywhere is refused and kept")
  func truncated() throws {
    let run = TinyRun(folder.path)
    try run.run(steps: 8)
    let whole = try folder.bytes("checkpoint.safetensors")
    for count in stride(from: 0, to: whole.count, by: 97) {
      let split = Data(whole.prefix(count))
      try split.write(to: URL(fileURLWithPath: folder.file("checkpoint.safetensors")))
      let error = #expect(throws: TrainingError.self, "\(count) bytes") { try run.run() }
      guard case .checkpoint(let reason) = error else {
        Issue.record("\(count) bytes: \(String(describing: error))")
        return
      }
      #expect(reason.description.contains(folder.file("checkpoint.safetensors")))
      #expect(try folder.bytes("checkpoint.safetensors") == Array(whole.prefix(count)))
    }
  }

  @Test(
    "A checkpoint whose values cannot be right is refused",
    arguments: [
      (#""moments":2"#, #""moments":1"#), (#""moments":2"#, #""moments":3"#),
      (#""steps":8}"#, #""steps":-8}"#), (#""steps":8}"#, #""steps":800}"#),
      (#""beta1":0.9"#, #""beta1":9"#), (#""examples":16"#, #""examples":"many""#),
      (#""steps":8}"#, #""steps":18}"#),
    ])
  func wrongValues(old: String, new: String) throws {
    var run = TinyRun(folder.path)
    run.recipe.length = .epochs(4)
    try run.run(steps: 8)
    let path = folder.file("checkpoint.safetensors")
    var file = try ModelFile.read(path, extras: .kept)
    let text = try #require(file.extraMetadata["checkpoint"])
    try #require(text.contains(old))
    // Without the tensors of the kept epoch, so that a position at the end has nothing to keep.
    var wrong = text.replacingOccurrences(of: old, with: new)
    if new.contains(":18}") {
      run.recipe.length = .epochs(3)
      wrong = wrong.replacingOccurrences(of: #""epochs":4}"#, with: #""epochs":3}"#)
      wrong.replace(try Regex(#""kept":\{.*?\}\},"#), with: "")
    }
    file.extraMetadata["checkpoint"] = wrong
    try file.write(to: path, extras: .kept)
    let error = #expect(throws: TrainingError.self) { try run.run() }
    guard case .checkpoint(let reason) = error, case .damaged = reason.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("A checkpoint in place of a model says where the model is")
  func checkpointAsModel() throws {
    try TinyRun(folder.path).run()
    let path = folder.file("checkpoint.safetensors")
    let error = #expect(throws: ModelFileError.self) { try ModelFile.read(path) }
    #expect(error?.reason == .checkpoint)
    #expect(
      error?.description == """
        the model file \(path) cannot be used: it is the checkpoint of a run; use the \
        model.safetensors in the same folder, which exists after the first epoch
        """)
  }

  @Test("A model in place of the checkpoint is refused")
  func modelAsCheckpoint() throws {
    let run = TinyRun(folder.path)
    try run.run()
    let model = Data(try folder.bytes("model.safetensors"))
    try model.write(to: URL(fileURLWithPath: folder.file("checkpoint.safetensors")))
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(
      error?.description == """
        the checkpoint \(folder.file("checkpoint.safetensors")) is damaged: its metadata lacks \
        'checkpoint'; start the run in another folder
        """)
  }
}
