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
      Change(
        "optimizer",
        #"{"adamw":{"beta1":0.9,"beta2":0.999,"epsilon":1e-08,"weightDecay":0.01}}"#,
        #"{"sgd":{"momentum":0,"nesterov":false,"weightDecay":0}}"#
      ) { $0.recipe.optimizer = .sgd() },
      Change("schedule.oneCycle.rise", "0.3", "0.2") { $0.recipe.schedule = .oneCycle(rise: 0.2) },
      Change("validation", "8", "9") { $0.recipe.validation = 9 },
      Change("mean", "0.4", "0.5") { $0.recipe.mean = [0.5] },
      Change("distortion.rotation", "10", "11") { $0.recipe.distortion?.rotation = 11 },
      Change("distortion.flip", "none", "true") { $0.recipe.distortion?.flip = true },
      Change("distortion", #"{"rotation":10,"scale":0.1,"shear":0.1,"shift":1}"#, "none") {
        $0.recipe.distortion = nil
      },
      Change("elastic.smoothness", "3", "2") { $0.recipe.elastic?.smoothness = 2 },
      Change("elastic", #"{"displacement":0.7,"smoothness":3}"#, "none") {
        $0.recipe.elastic = nil
      },
      Change("fit", "none", "pad") { $0.recipe.fit = .pad },
      Change("name", "tiny", "other") { $0.recipe.name = "other" },
      Change("architecture.stages.dropout.rate", "0.3", "0.4") {
        $0.recipe.architecture.stages[4].stage = .dropout(rate: 0.4)
      },
      Change("length", #"{"epochs":3}"#, #"{"steps":100}"#) { $0.recipe.length = .steps(100) },
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
        The run in \(path) has \(value) \(old), but now \(new) is asked for; only more epochs or \
        steps may be given on --resume, so take \(old) again or another folder.
        """)
    #expect(TinyRun.files.map { try? folder.bytes($0) } == before)
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
        The run in \(folder.path) is set to \(before), but now \(now) is asked for; a run can be \
        made longer on --resume, not shorter.
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
        The run in \(folder.path) was trained on another images-1 than the one given now; give the \
        same data, or another folder.
        """)
  }

  @Test("Other starting values are refused, the same ones are not")
  func initial() throws {
    var first = TinyRun(folder.file("first"))
    try first.run()
    let model = try ModelFile.read(folder.file("first/model.safetensors"))
    var run = TinyRun(folder.file("run"))
    run.options.initial = model
    try run.run(steps: 4)
    try run.run(steps: 4)
    run.options.initial?.parameters["output.bias"] = [1, 2, 3]
    var error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.description.contains(" has initial ") == true)
    run.options.initial = nil
    error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error?.description.contains(" but now none is asked for") == true)
    first.options.initial = model
    #expect(throws: TrainingError.self) { try first.run() }
  }

  @Test("A checkpoint that is cut short anywhere is refused and kept")
  func truncated() throws {
    let run = TinyRun(folder.path)
    try run.run(steps: 8)
    let whole = try folder.bytes("checkpoint.safetensors")
    for count in stride(from: 0, to: whole.count, by: 97) {
      let part = Data(whole.prefix(count))
      try part.write(to: URL(fileURLWithPath: folder.file("checkpoint.safetensors")))
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
    try file.write(to: path)
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
        The model file \(path) cannot be used: it is the checkpoint of a run; the model lies beside \
        it as model.safetensors, from the end of the first epoch on.
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
        The checkpoint \(folder.file("checkpoint.safetensors")) is damaged, its metadata have no \
        'checkpoint'; start the run in another folder.
        """)
  }
}
