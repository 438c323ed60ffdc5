import Foundation
import LeNet
import LeNetFiles
import LeNetText
import Synchronization

/// A run of the tiny recipe in a folder, that can be stopped and gone on with.
struct TinyRun {
  var recipe = TinyData.recipe
  var options = TrainingOptions()
  var hash = "tiny"
  private let turns = Turns()

  /// Keeps files from being written while a test looks at the folder, and looks from being taken
  /// before a file was written since the last one, where one is.
  private final class Turns: Sendable {
    private let lock = NSLock()
    private let written = Atomic(0)
    private let seen = Atomic(0)

    func write(_ bytes: [UInt8], to path: String) throws(AtomicFileError) {
      lock.lock()
      defer { lock.unlock() }
      try AtomicFile.write(bytes, to: path)
      written.add(1, ordering: .relaxed)
    }

    func look(_ body: () -> Void) {
      let start = ContinuousClock.now
      while written.load(ordering: .relaxed) == seen.load(ordering: .relaxed),
        ContinuousClock.now - start < .milliseconds(100)
      {
        usleep(100)
      }
      lock.withLock {
        seen.store(written.load(ordering: .relaxed), ordering: .relaxed)
        body()
      }
    }
  }

  init(_ folder: String) {
    options.writeFile = { [turns] bytes, path throws(AtomicFileError) in
      try turns.write(bytes, to: path)
    }
    options.output = folder
    options.resume = true
    options.threads = 1
    options.metricsPerEpoch = 3
  }

  /// Runs until the end, or until so many steps of this call are done; tells all events.
  @discardableResult
  func run(
    steps: Int = .max, beforeStep: (() -> Void)? = nil
  ) throws -> (outcome: TrainingOutcome, events: [TrainingEvent]) {
    var events: [TrainingEvent] = []
    var left = steps
    let run = try TrainingRun(
      recipe: recipe, data: TinyData.splits(hash: hash), options: options)
    let outcome = try run.run(
      shouldStop: {
        if let beforeStep { turns.look(beforeStep) }
        left -= 1
        return left < 0
      }, onEvent: { events.append($0) })
    return (outcome, events)
  }

  static let files = ["model.safetensors", "checkpoint.safetensors", "metrics.jsonl", "run.json"]

  /// The lines of `metrics.jsonl` without times, which differ from run to run.
  static func metrics(of folder: String) throws -> [JSON] {
    let text = try String(contentsOfFile: folder + "/metrics.jsonl", encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      guard case .object(var fields) = try JSON(reading: Array(line.utf8)) else { return .null }
      fields["seconds"] = nil
      fields["examplesPerSecond"] = nil
      return .object(fields)
    }
  }

  /// The model and the checkpoint, which must not depend on interruptions.
  static func bytes(of folder: String) throws -> [[UInt8]] {
    try ["model.safetensors", "checkpoint.safetensors"].map {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))
    }
  }
}

extension TrainingOutcome {
  var isFinished: Bool {
    if case .finished = self { true } else { false }
  }
}
