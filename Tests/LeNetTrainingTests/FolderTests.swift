import Foundation
import LeNet
import LeNetCatalog
import LeNetText
import Testing

@Suite("Run folders")
struct FolderTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("A folder with a run is refused without --resume", arguments: TinyRun.files)
  func exists(file: String) throws {
    try Data().write(to: URL(fileURLWithPath: folder.file(file)))
    var run = TinyRun(folder.path)
    run.options.resume = false
    let error = #expect(throws: TrainingError.self) { try run.run() }
    #expect(error == .folder(.exists(path: folder.path)))
    #expect(error?.isWrongUse == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [file])
    #expect(
      error?.description == """
        the folder \(folder.path) holds a run already; resume it, or choose another folder
        """)
  }

  @Test(
    "Files of a run without its checkpoint are not overwritten by --resume",
    arguments: [
      "model.safetensors", "metrics.jsonl", "run.json",
    ])
  func noCheckpoint(file: String) throws {
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.file(file)))
    let error = #expect(throws: TrainingError.self) { try TinyRun(folder.path).run() }
    #expect(error == .folder(.noCheckpoint(path: folder.path, found: file)))
    #expect(try folder.text(file) == "mine")
    #expect(
      error?.description == """
        the folder \(folder.path) holds \(file) but no checkpoint.safetensors, so there is no run \
        to resume; choose another folder
        """)
  }

  @Test("An empty folder and one with other files are started in", arguments: [true, false])
  func others(resume: Bool) throws {
    try Data("notes".utf8).write(to: URL(fileURLWithPath: folder.file("notes.txt")))
    var run = TinyRun(folder.path)
    run.options.resume = resume
    #expect(try run.run().outcome.isFinished)
    #expect(try folder.text("notes.txt") == "notes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files) == Set(TinyRun.files + [".lock", "events.out.tfevents.lenet", "notes.txt"]))
  }

  @Test("Two runs do not write one folder")
  func inUse() throws {
    let path = folder.file("run")
    var errors: [TrainingError] = []
    try TinyRun(path).run(beforeStep: {
      do {
        try TinyRun(path).run()
      } catch let error as TrainingError {
        errors.append(error)
      } catch {}
    })
    #expect(errors.count == 18)
    #expect(errors.allSatisfy { $0 == .folder(.inUse(path: path)) })
    #expect(
      errors.first?.description == """
        another process is training in the folder \(path); wait until it ends, or choose another folder
        """)
    // The lock went with its holder.
    #expect(try TinyRun(path).run().outcome.isFinished)
  }

  @Test("A path that is no folder is refused", arguments: ["file", "file/run", ""])
  func noFolder(name: String) throws {
    try Data().write(to: URL(fileURLWithPath: folder.file("file")))
    let path = name.isEmpty ? "" : folder.file(name)
    let error = #expect(throws: TrainingError.self) { try TinyRun(path).run() }
    guard case .folder(.cannotOpen(path, _)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.isWrongUse == true)
    #expect(error?.description.hasPrefix("the folder \(path) cannot be used for a run: ") == true)
  }

  @Test(
    "A parent that may not be written is named as such",
    .enabled(if: geteuid() != 0, "root may write everywhere"))
  func unwritable() throws {
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    let path = folder.file("a/b")
    let error = #expect(throws: TrainingError.self) { try TinyRun(path).run() }
    #expect(error == .folder(.cannotOpen(path: path, reason: "permission denied")))
  }

  /// Root sees such a refusal too, where the kernel's own file systems are.
  @Test(
    "The system's reason is that of making the folder",
    .enabled(if: access("/sys/kernel", F_OK) == 0, "this system has no /sys"))
  func systemReason() throws {
    let path = "/sys/kernel/lenet-\(UUID().uuidString)"
    try #require(mkdir(path, 0o777) != 0)
    let reason = String(cString: strerror(errno)).lowercased()
    let error = #expect(throws: TrainingError.self) { try TinyRun(path).run() }
    #expect(error == .folder(.cannotOpen(path: path, reason: reason)))
    #expect(reason != "no such file or directory")
  }

  @Test("A folder that vanishes during a run is told as such")
  func vanished() throws {
    let path = folder.file("run")
    var steps = 0
    let error = #expect(throws: TrainingError.self) {
      try TinyRun(path).run(beforeStep: {
        steps += 1
        if steps == 3 { try? FileManager.default.removeItem(atPath: path) }
      })
    }
    #expect(
      error?.description == """
        the file \(path)/checkpoint.safetensors was not written: its folder disappeared during the \
        run; put it back and resume the run, or start it again
        """)
    #expect(error?.isWrongUse == false)
  }

  @Test("run.json tells what is trained, and the result when there is one")
  func record() throws {
    let run = TinyRun(folder.path)
    try run.run(steps: 7)
    let before = try JSON(reading: folder.bytes("run.json"))
    #expect(before["recipe"]?["name"] == .string("tiny"))
    #expect(before["architecture"] == .string("tiny") && before["seed"] == .integer(1))
    #expect(before["sha256"]?["images-1"] == .string("tiny"))
    #expect(before["result"] == nil)
    try run.run()
    let after = try JSON(reading: folder.bytes("run.json"))
    #expect(after["result"]?["testTotal"] == .integer(31))
    let old = try folder.bytes("run.json")
    try run.run()
    #expect(try folder.bytes("run.json") == old)
    #expect(after["result"]?["model"] == .string(folder.file("model.safetensors")))
  }

  @Test("metrics.jsonl has the lines of all epochs and steps, and nothing else")
  func metrics() throws {
    try TinyRun(folder.path).run()
    let lines = try folder.text("metrics.jsonl").split(separator: "\n").map {
      try JSON(reading: Array($0.utf8))
    }
    let events = lines.compactMap { $0["event"]?.string }
    #expect(
      events == Array(repeating: ["step", "step", "step", "epoch"], count: 3).flatMap(\.self))
    #expect(lines[3]["epoch"] == .integer(1))
    for key in [
      "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy", "examplesPerSecond",
      "seconds", "learningRate",
    ] {
      #expect(lines[3][key]?.double != nil, "\(key)")
    }
  }
}
