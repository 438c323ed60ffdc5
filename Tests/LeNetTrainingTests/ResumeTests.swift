import Foundation
import LeNet
import LeNetText
import Testing

@Suite("Interrupted runs")
struct ResumeTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs whose state differs: moments, running statistics, dropout and distortion; plain descent;
  /// no validation split; an end inside an epoch.
  static let recipes: [Recipe] = {
    var plain = TinyData.recipe
    plain.name = "plain"
    plain.optimizer = .sgd()
    plain.schedule = .constant
    plain.validation = 0
    var momentum = TinyData.recipe
    momentum.name = "momentum"
    momentum.optimizer = .sgd(momentum: 0.9, nesterov: true, weightDecay: 0.001)
    momentum.length = .steps(16)
    // Curvature is measured at the beginning of an epoch and must be the same in its middle.
    var curvature = TinyData.recipe
    curvature.name = "curvature"
    curvature.architecture = TinyData.distances
    curvature.loss = .discriminative(j: 1)
    curvature.optimizer = .levenbergMarquardt(mu: 0.1, patterns: 20)
    curvature.batchSize = 1
    curvature.order = .constant
    curvature.length = .steps(60)
    return [TinyData.recipe, plain, momentum, curvature]
  }()

  /// What a run gives that is never interrupted.
  static func reference(_ recipe: Recipe) throws -> (bytes: [[UInt8]], metrics: [JSON]) {
    let folder = try TemporaryFolder()
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    run.options.resume = false
    try run.run()
    return try withExtendedLifetime(folder) {
      (try TinyRun.bytes(of: folder.file("run")), try TinyRun.metrics(of: folder.file("run")))
    }
  }

  @Test("Random stops and other thread counts give the same files", arguments: recipes, 1...6)
  func randomStops(recipe: Recipe, seed: UInt64) throws {
    let reference = try Self.reference(recipe)
    var random = SplitMix64(seed: seed)
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    var stops: [Int] = []
    repeat {
      stops.append(Int.random(in: 0...(recipe.batchSize == 1 ? 40 : 7), using: &random))
      run.options.threads = Int.random(in: 1...4, using: &random)
      run.options.checkpointSeconds = Bool.random(using: &random) ? 0 : nil
    } while try !run.run(steps: stops.last ?? 0).outcome.isFinished
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes, "\(seed): \(stops)")
    #expect(try TinyRun.metrics(of: folder.file("run")) == reference.metrics, "\(seed): \(stops)")
  }

  /// All subsets of files are tried, so those that a kill between two writes can leave are too,
  /// whatever the order of writes.
  @Test("Any mixture of old and new files goes on to the same model", arguments: recipes)
  func mixedFiles(recipe: Recipe) throws {
    let reference = try Self.reference(recipe)
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    run.options.checkpointSeconds = 0
    var snapshots: [String] = []
    try run.run(beforeStep: {
      snapshots.append(folder.file("snapshot-\(snapshots.count)"))
      try? FileManager.default.copyItem(
        atPath: folder.file("run"), toPath: folder.file("snapshot-\(snapshots.count - 1)"))
    })
    snapshots.append(folder.file("run"))
    #expect(snapshots.count >= 17)
    for (old, new) in zip(snapshots, snapshots.dropFirst()) {
      for choice in 0..<8 {
        let mixture = folder.file("mixture")
        try? FileManager.default.removeItem(atPath: mixture)
        try FileManager.default.copyItem(atPath: old, toPath: mixture)
        for (bit, name) in TinyRun.files.prefix(3).enumerated() where choice >> bit & 1 == 1 {
          try? FileManager.default.removeItem(atPath: "\(mixture)/\(name)")
          try? FileManager.default.copyItem(atPath: "\(new)/\(name)", toPath: "\(mixture)/\(name)")
        }
        var rest = run
        rest.options.output = mixture
        rest.options.checkpointSeconds = nil
        try rest.run()
        #expect(
          try TinyRun.bytes(of: mixture).first == reference.bytes.first, "\(old) \(choice)")
        // Lines that the checkpoint counts are on the disk before it.
        let hasLines = choice & 2 == 0 || choice & 4 != 0
        if hasLines { #expect(try TinyRun.metrics(of: mixture) == reference.metrics, "\(old)") }
      }
    }
  }

  @Test("What a kill leaves in the middle of a write is cut off or taken over")
  func halfWritten() throws {
    let reference = try Self.reference(TinyData.recipe)
    let run = TinyRun(folder.file("run"))
    try run.run(steps: 8)
    let metrics = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder.file("run/metrics.jsonl")))
    try metrics.seekToEnd()
    try metrics.write(contentsOf: Data(#"{"epoch":2,"event":"step"}"#.utf8 + [10]))
    try metrics.write(contentsOf: Data(#"{"epoch":2,"eve"#.utf8))
    try metrics.close()
    for name in TinyRun.files {
      try Data("half".utf8).write(to: URL(fileURLWithPath: folder.file("run/.\(name).partial")))
    }
    let events = try run.run().events
    #expect(events.first == .resumed(epoch: 2, step: 2))
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes)
    #expect(try TinyRun.metrics(of: folder.file("run")) == reference.metrics)
  }

  @Test("Lost lines are told and the model stays the same")
  func lostLines() throws {
    let reference = try Self.reference(TinyData.recipe)
    let run = TinyRun(folder.file("run"))
    try run.run(steps: 8)
    try Data("{}\n{}\n{\"ev".utf8).write(
      to: URL(fileURLWithPath: folder.file("run/metrics.jsonl")))
    let events = try run.run().events
    #expect(
      events.first
        == .warning(
          "the file \(folder.file("run/metrics.jsonl")) lacks lines of earlier epochs; "
            + "the run continues"))
    #expect(try TinyRun.bytes(of: folder.file("run")).first == reference.bytes.first)
    #expect(try folder.text("run/metrics.jsonl").hasPrefix("{}\n{}\n{\"epoch\""))
  }

  @Test("The model that was not yet written comes back first")
  func missingModel() throws {
    let run = TinyRun(folder.path)
    try run.run(steps: 8)
    let model = try folder.bytes("model.safetensors")
    try FileManager.default.removeItem(atPath: folder.file("model.safetensors"))
    try run.run(steps: 0)
    #expect(try folder.bytes("model.safetensors") == model)
  }

  @Test("A finished run is told again and nothing is trained")
  func finished() throws {
    let run = TinyRun(folder.file("run"))
    let first = try run.run()
    let before = try TinyRun.bytes(of: folder.file("run"))
    try FileManager.default.removeItem(atPath: folder.file("run/model.safetensors"))
    let second = try run.run(steps: 0)
    #expect(second.outcome.isFinished)
    #expect(second.events.count == 1)
    guard case .done(let done) = second.events[0], case .done(let original) = first.events.last
    else {
      Issue.record("not done")
      return
    }
    #expect(done.testLoss == original.testLoss && done.keptEpoch == original.keptEpoch)
    #expect(done.model == folder.file("run/model.safetensors"))
    #expect(try TinyRun.bytes(of: folder.file("run")) == before)
  }

  @Test(
    "A finished run made longer is the longer run",
    arguments: [
      (Recipe.Length.epochs(1), Recipe.Length.epochs(4)), (.steps(6), .steps(20)),
      (.steps(9), .steps(20)), (.steps(9), .steps(11)), (.steps(12), .steps(13)),
    ])
  func longer(short: Recipe.Length, long: Recipe.Length) throws {
    var recipe = Self.recipes[1]
    recipe.length = long
    let reference = try Self.reference(recipe)
    var run = TinyRun(folder.file("run"))
    run.recipe = recipe
    run.recipe.length = short
    #expect(try run.run().outcome.isFinished)
    run.recipe.length = long
    #expect(try run.run().outcome.isFinished)
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes)
    #expect(try TinyRun.metrics(of: folder.file("run")) == reference.metrics)
  }

  @Test(
    "A schedule that follows the length is told to be stretched, once",
    arguments: [Schedule.oneCycle(), .cosine(final: 0), .constant])
  func stretched(schedule: Schedule) throws {
    var run = TinyRun(folder.path)
    run.recipe.schedule = schedule
    run.recipe.length = .epochs(1)
    try run.run()
    run.recipe.length = .epochs(3)
    let warning = TrainingEvent.warning(
      """
      the schedule \(schedule.name) is stretched from 1 epoch to 3 epochs: the steps so far had \
      the rates of the shorter run, the others have those of the longer one
      """)
    let events = try run.run(steps: 3).events
    #expect(events.contains(warning) == (schedule != .constant))
    #expect(try !run.run().events.contains(warning))
  }

  @Test(
    "An epoch that was not finished is not recorded as one",
    arguments: [
      (Recipe.Length.steps(4), 0, "4 steps"), (.steps(9), 1, "9 steps"), (.steps(6), 1, "6 steps"),
      (.epochs(2), 2, "2 epochs"),
    ])
  func recordedLength(length: Recipe.Length, epochs: Int, words: String) throws {
    var run = TinyRun(folder.path)
    run.recipe.length = length
    run.recipe.validation = 0
    run.recipe.batchSize = 9  // 53 images, so 6 steps an epoch.
    try run.run()
    for name in ["model.safetensors", "checkpoint.safetensors"] {
      let record = try ModelFile.read(folder.file(name), extras: .kept).training
      #expect(record?.epochs == epochs, "\(name)")
      #expect(record?.length.description == words, "\(name)")
    }
  }

  @Test(
    "Another instruction set is told once",
    .enabled(if: InstructionSet.available.count > 1, "this processor has one instruction set"))
  func instructions() throws {
    var run = TinyRun(folder.file("run"))
    run.options.device = CPU(instructions: InstructionSet.available[0])
    try run.run(steps: 3)
    run.options.device = CPU(instructions: InstructionSet.available[1])
    let (old, new) = (InstructionSet.available[0].rawValue, InstructionSet.available[1].rawValue)
    let second = try run.run(steps: 3).events
    #expect(
      second.first
        == .warning(
          "the run was trained with the instruction set \(old) and continues with \(new): its "
            + "model will have other bits than one trained with either"))
    let third = try run.run()
    #expect(third.events.first == .resumed(epoch: 2, step: 0))
    guard case .finished(let result) = third.outcome else {
      Issue.record("not finished")
      return
    }
    #expect(result.model.training?.instructions == "\(old), \(new)")
  }

  @Test("A stop before the first step leaves a folder that goes on")
  func immediateStop() throws {
    let reference = try Self.reference(TinyData.recipe)
    let run = TinyRun(folder.file("a/b/run"))
    guard case .interrupted(1, 0) = try run.run(steps: 0).outcome else {
      Issue.record("not interrupted before the first step")
      return
    }
    try run.run()
    #expect(try TinyRun.bytes(of: folder.file("a/b/run")) == reference.bytes)
  }
}
