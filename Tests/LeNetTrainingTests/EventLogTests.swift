import Foundation
import LeNet
import Testing

@Suite("The event file of a run")
struct EventLogTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func records(_ name: String) throws -> Int {
    let bytes = try folder.bytes("\(name)/\(RunFolder.eventsName)")
    let found = EventFraming.end(ofRecords: .max, in: bytes)
    #expect(found.bytes == bytes.count, "something stands behind the last record")
    return found.records
  }

  @Test("Two records of the start, one for every line, one of the end")
  func whole() throws {
    try TinyRun(folder.file("run")).run()
    let lines = try folder.text("run/metrics.jsonl").split(separator: "\n").count
    #expect(try records("run") == 2 + lines + 1)
    let bytes = try folder.bytes("run/\(RunFolder.eventsName)")
    for tag in [
      "brain.Event:2", "loss/train", "loss/validation", "accuracy/validation", "learning_rate",
      "examples_per_second", "weights/C1.weight", "recipe/text_summary",
      "_hparams_/session_start_info", "_hparams_/session_end_info", "optimizer.adamw.beta1",
      "kept/test_accuracy",
    ] {
      #expect(bytes.firstRange(of: Array(tag.utf8)) != nil, "\(tag)")
    }
  }

  @Test("No step has two figures of the training, in a new file and in one made from the lines")
  func distinct() throws {
    let run = TinyRun(folder.file("run"))
    try run.run()
    let lines = try folder.text("run/metrics.jsonl").split(separator: "\n")
    let ends = lines.filter { line in
      guard let json = try? JSON(reading: Array(line.utf8)), json["event"]?.string == "step" else {
        return false
      }
      return json["step"] == json["stepsPerEpoch"]
    }
    #expect(!ends.isEmpty)
    func figures() throws -> Int {
      let text = String(decoding: try folder.bytes("run/\(RunFolder.eventsName)"), as: UTF8.self)
      return text.components(separatedBy: "loss/train").count - 1
    }
    #expect(try figures() == lines.count - ends.count)
    try FileManager.default.removeItem(atPath: folder.file("run/\(RunFolder.eventsName)"))
    try run.run()
    #expect(try figures() == lines.count - ends.count)
  }

  @Test("A run that is stopped anywhere and gone on with has each record once", arguments: 1...5)
  func resumed(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var run = TinyRun(folder.file("run"))
    repeat {
      run.options.checkpointSeconds = Bool.random(using: &random) ? 0 : nil
    } while try !run.run(steps: Int.random(in: 0...7, using: &random)).outcome.isFinished
    #expect(try records("run") == 2 + 12 + 1, "\(seed)")
    // A run that is told again or made longer loses the record of its end.
    try run.run()
    #expect(try records("run") == 2 + 12 + 1, "\(seed)")
    run.recipe.length = .epochs(4)
    try run.run()
    #expect(try records("run") == 2 + 16 + 1, "\(seed)")
  }

  @Test("Records behind the checkpoint are cut off, those before it stay as they are")
  func cut() throws {
    let run = TinyRun(folder.file("run"))
    try run.run(steps: 8)
    let path = URL(fileURLWithPath: folder.file("run/\(RunFolder.eventsName)"))
    let before = try folder.bytes("run/\(RunFolder.eventsName)")
    let more = EventFraming.framed(TensorBoardEvent.version(wallTime: 0))
    try Data(before + more + more.prefix(9)).write(to: path)
    try run.run(steps: 0)
    #expect(try folder.bytes("run/\(RunFolder.eventsName)") == before)
  }

  @Test(
    "A file that is missing or damaged is made anew from metrics.jsonl",
    arguments: [nil, [], [1, 2, 3], [UInt8](repeating: 0, count: 1000)] as [[UInt8]?])
  func damaged(content: [UInt8]?) throws {
    let run = TinyRun(folder.file("run"))
    try run.run(steps: 8)
    let path = folder.file("run/\(RunFolder.eventsName)")
    let count = try records("run")
    try FileManager.default.removeItem(atPath: path)
    if let content { try Data(content).write(to: URL(fileURLWithPath: path)) }
    try run.run(steps: 0)
    #expect(try records("run") == count)
    try run.run()
    #expect(try records("run") == 2 + 12 + 1)
  }

  @Test("A file that cannot be written is told in a sentence and costs no run")
  func unwritable() throws {
    let reference = try ResumeTests.reference(TinyData.recipe)
    let path = folder.file("run/\(RunFolder.eventsName)")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let (outcome, events) = try TinyRun(folder.file("run")).run()
    #expect(outcome.isFinished)
    let warnings = events.compactMap { event -> String? in
      if case .warning(let sentence) = event { sentence } else { nil }
    }
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("TensorBoard's events are incomplete") == true)
    #expect(warnings.first?.contains(path) == true)
    #expect(try TinyRun.bytes(of: folder.file("run")) == reference.bytes)
  }
}
