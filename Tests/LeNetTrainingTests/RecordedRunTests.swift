import Foundation
import LeNet
import LeNetText
import Testing

@Suite("Runs as their folders tell of them")
struct RecordedRunTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: folder.file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test("run.json has recipe, data, machine, times and how each part ended")
  func record() throws {
    var run = TinyRun(folder.file("run"))
    run.options.command = "lenet train --seed 1"
    try run.run(steps: 7)
    run.options.threads = 2
    run.options.command = "lenet train --resume"
    try run.run()
    let json = try JSON(reading: folder.bytes("run/run.json"))
    #expect(json["state"] == .string("done") && json["parameters"]?.wholeNumber ?? 0 > 0)
    #expect(json["stepsPerEpoch"] == .integer(6) && json["totalSteps"] == .integer(18))
    #expect(
      json["images"]
        == .object(["training": .integer(45), "validation": .integer(8), "test": .integer(31)]))
    let splits = try #require(json["segments"]?.array)
    #expect(splits.map { $0["state"] } == [.string("interrupted"), .string("done")])
    #expect(splits.map { $0["firstStep"] } == [.integer(0), .integer(7)])
    #expect(splits.map { $0["machine"]?["threads"] } == [.integer(1), .integer(2)])
    for split in splits {
      #expect(split["version"] == .string(LeNetVersion.current))
      #expect(split["started"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
      #expect(split["ended"]?.string?.hasSuffix("Z") == true && split["seconds"]?.double != nil)
      #expect(split["machine"]?["processor"]?.string?.isEmpty == false)
      #expect(split["machine"]?["system"]?.string?.isEmpty == false)
    }
    #expect(splits.first?["command"] == .string("lenet train --seed 1"))
  }

  @Test("A run reads as what it was, and says how it stands while it trains and after")
  func reading() throws {
    let path = folder.file("run")
    var run = TinyRun(path)
    var states: Set<RunState> = []
    try run.run(
      steps: 8,
      beforeStep: {
        if let run = try? RecordedRun(reading: path) { states.insert(run.state) }
      })
    #expect(states == [.running])
    let stopped = try RecordedRun(reading: path)
    #expect(stopped.state == .interrupted && stopped.trainedEpochs == 1)
    #expect(stopped.plannedEpochs == 3 && stopped.testAccuracy == nil)
    #expect(abs((stopped.share ?? 0) - 8.0 / 18) < 1e-9)
    run.options.threads = 2
    try run.run()
    let done = try RecordedRun(reading: path)
    #expect(done.state == .done && done.trainedEpochs == 3 && done.share == 1)
    #expect(done.name == "run" && done.architecture == "tiny" && done.recipe == "tiny")
    #expect(done.seed == 1 && done.data == "tiny" && done.segments.count == 2)
    #expect(done.hashes == ["images-1": "tiny", "images-2": "tiny"])
    #expect(done.testHashes == ["images-2": "tiny"])
    #expect(done.steps.map(\.position).first == 1.0 / 3 && done.epochs.map(\.epoch) == [1, 2, 3])
    #expect(done.heldBackAccuracy == nil && done.testCount == 31)
    #expect(done.testAccuracy != nil && done.keptEpoch != nil)
    #expect(done.validationAccuracy == done.epochs[(done.keptEpoch ?? 1) - 1].validationAccuracy)
    let values = Dictionary(done.values.map { ($0.name, $0.value) }) { first, _ in first }
    #expect(values["optimizer"] == .string("adamw") && values["schedule"] == .string("oneCycle"))
    #expect(values["batchSize"] == .integer(8) && values["optimizer.adamw.beta1"] == .number(0.9))
  }

  @Test("A run whose loss is no number any more has failed, and says why")
  func failed() throws {
    var run = TinyRun(folder.file("run"))
    run.recipe.optimizer = .sgd()
    run.recipe.architecture = TinyData.linear
    run.recipe.learningRate = 1
    run.recipe.schedule = .oneCycle(divFactor: 1e-38)
    #expect(throws: TrainingError.self) { try run.run() }
    let read = try RecordedRun(reading: folder.file("run"))
    #expect(read.state == .failed)
    #expect(read.segments.last?.problem?.contains("no longer a finite number") == true)
  }

  @Test("A killed run is an interrupted one, since nobody holds its lock")
  func killed() throws {
    try write(
      #"{"architecture":"a","recipe":{"name":"r"},"state":"running"}"#, to: "run/run.json")
    #expect(try RecordedRun(reading: folder.file("run")).state == .interrupted)
  }

  @Test("Lines that are cut off or something else are left out")
  func lines() throws {
    try write(#"{"architecture":"a","recipe":{"name":"r"}}"#, to: "run.json")
    try write(
      """
      {"event":"epoch","epoch":1,"trainLoss":0.5}
      nonsense
      []
      {"event":"epoch","epoch":-1}
      {"event":"epoch","epoch":99999999999}
      {"event":"step","epoch":2,"step":9,"stepsPerEpoch":3,"trainLoss":null}
      {"event":"epoch","epoch":2,"trainLo
      """, to: "metrics.jsonl")
    let run = try RecordedRun(reading: folder.path)
    #expect(run.epochs.map(\.epoch) == [1] && run.steps.map(\.position) == [2])
    #expect(run.steps[0].trainLoss == nil && run.state == .interrupted)
  }

  @Test("The speed of a run is the median of its epochs'")
  func speed() throws {
    try write(#"{"architecture":"a","recipe":{"name":"r"}}"#, to: "run.json")
    for (speeds, median) in [([100, 500, 300], 300), ([100, 500, 300, 400], 350)] {
      let lines = speeds.enumerated().map {
        #"{"event":"epoch","epoch":\#($0 + 1),"trainLoss":0.5,"examplesPerSecond":\#($1)}"#
      }
      try write(lines.joined(separator: "\n"), to: "metrics.jsonl")
      #expect(try RecordedRun(reading: folder.path).examplesPerSecond == Double(median))
    }
  }

  @Test(
    "What tells of no run is said in one sentence",
    arguments: [
      (nil, "does not exist"), ("", "is not valid JSON"), ("{", "is not valid JSON"),
      ("[]", "no architecture"),
      (#"{"architecture":1,"recipe":{}}"#, "no architecture"),
      (#"{"architecture":"a","recipe":{"name":"r"},"seed":"1"}"#, "a value of the wrong kind"),
    ] as [(String?, String)])
  func refused(content: String?, says: String) throws {
    if let content { try write(content, to: "run.json") }
    let error = #expect(throws: RecordedRunError.self) {
      try RecordedRun(reading: folder.path)
    }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
    #expect(error?.description.hasPrefix("the folder \(folder.path) does not hold a run: ") == true)
  }

  @Test("Runs are found at any depth, broken ones too, and nothing inside a run")
  func list() throws {
    try TinyRun(folder.file("b/deep/run")).run(steps: 1)
    try TinyRun(folder.file("a")).run(steps: 1)
    try write("{", to: "a/inside/run.json")
    try write("{", to: "broken/run.json")
    try write("{", to: ".hidden/run.json")
    try write("notes", to: "other/notes.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: folder.path)
    let entries = RunList.entries(below: folder.path)
    #expect(
      entries.map(\.folder) == ["a", "b/deep/run", "broken"].map { folder.file($0) })
    #expect(entries.map { (try? $0.run.get()) != nil } == [true, true, false])
    #expect(RunList.entries(below: folder.file("nothing")).isEmpty)
    #expect(RunList.entries(below: folder.file("a")).map(\.folder) == [folder.file("a")])
  }

  @Test(
    "Times are those of Greenwich",
    arguments: [
      (0.0, "1970-01-01T00:00:00Z"), (951_782_400.9, "2000-02-29T00:00:00Z"),
      (1_790_000_000, "2026-09-21T14:13:20Z"), (-5, "1970-01-01T00:00:00Z"),
      (.nan, "1970-01-01T00:00:00Z"), (.infinity, "1970-01-01T00:00:00Z"),
      (1e30, "9999-12-31T23:59:59Z"),
    ])
  func times(seconds: Double, text: String) {
    #expect(WallClock.text(seconds) == text)
  }
}
