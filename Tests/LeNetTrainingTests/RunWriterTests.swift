import Dispatch
import Foundation
import LeNet
import LeNetFiles
import Synchronization
import Testing

@Suite("Files written in the background")
struct RunWriterTests {
  /// Lives as long as the test.
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes files, but lets a test decide before each one; counts those of each name.
  private final class Disk: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// How many times a file was written.
    func count(_ path: String) -> Int { counts.withLock { $0[path] ?? 0 } }

    /// Returns when a file has been begun for so many times, or after a long while.
    func wait(for path: String, count number: Int, unless isOver: () -> Bool = { false }) {
      let start = ContinuousClock.now
      while count(path) < number, !isOver(), ContinuousClock.now - start < .seconds(20) {
        usleep(500)
      }
    }

    /// A `writeFile` that asks first; `number` counts the writes of a file from 1.
    func writing(
      _ before: @escaping @Sendable (_ path: String, _ number: Int) throws(AtomicFileError) -> Void
    ) -> @Sendable ([UInt8], String) throws(AtomicFileError) -> Void {
      { [self] bytes, path throws(AtomicFileError) in
        let number = counts.withLock { counts in
          counts[path, default: 0] += 1
          return counts[path] ?? 0
        }
        try before(path, number)
        try AtomicFile.write(bytes, to: path)
      }
    }
  }

  @Test("Steps do not wait for the disk, which is given the newest state when it has time")
  func slow() throws {
    let reference = try ResumeTests.reference(TinyData.recipe)
    let (disk, gate) = (Disk(), DispatchSemaphore(value: 0))
    let checkpoint = folder.file("checkpoint.safetensors")
    let isLate = Mutex(false)
    var run = TinyRun(folder.path)
    run.options.checkpointSeconds = 0
    run.options.writeFile = disk.writing { path, number throws(AtomicFileError) in
      // That of the first step lasts to the last one.
      guard path == checkpoint, number == 2 else { return }
      if gate.wait(timeout: .now() + 20) == .timedOut { isLate.withLock { $0 = true } }
    }
    var steps = 0
    let outcome = try run.run(beforeStep: {
      steps += 1
      if steps == 2 { disk.wait(for: checkpoint, count: 2) }
      if steps == 18 { gate.signal() }
    }).outcome
    #expect(outcome.isFinished && steps == 18)
    #expect(!isLate.withLock { $0 }, "a step waited for a write")
    // The start, the first step, what waited before the last step, and the end.
    #expect((3...4).contains(disk.count(checkpoint)))
    #expect(try TinyRun.bytes(of: folder.path) == reference.bytes)
    #expect(try TinyRun.metrics(of: folder.path) == reference.metrics)
  }

  @Test(
    "A failed write stops the run and keeps the last good checkpoint",
    arguments: [
      // Checkpoints are written at the start, at the ends of three epochs and at a stop.
      ("checkpoint.safetensors", 2, .max, 0...0), ("checkpoint.safetensors", 3, .max, 1...1),
      ("checkpoint.safetensors", 4, .max, 2...2), ("checkpoint.safetensors", 3, 8, 1...1),
      ("model.safetensors", 1, .max, 1...3), ("run.json", 2, .max, 3...3),
    ] as [(String, Int, Int, ClosedRange<Int>)])
  func failing(name: String, number: Int, stop: Int, epochs: ClosedRange<Int>) throws {
    let reference = try ResumeTests.reference(TinyData.recipe)
    let checkpoint = folder.file("checkpoint.safetensors")
    let failure = AtomicFileError(folder.file(name), .writing, SystemError(ENOSPC))
    let hasFailed = Mutex(false)
    var run = TinyRun(folder.path)
    let (good, disk) = (run.options.writeFile, Disk())
    run.options.writeFile = disk.writing { path, count throws(AtomicFileError) in
      guard path == failure.path, count >= number else { return }
      hasFailed.withLock { $0 = true }
      throw failure
    }
    var stepsAfter = 0
    var events: [TrainingEvent] = []
    let error = #expect(throws: TrainingError.self) {
      let training = try TrainingRun(
        recipe: run.recipe, data: TinyData.splits(), options: run.options)
      var steps = 0
      _ = try training.run(
        shouldStop: {
          steps += 1
          // Otherwise so short an epoch is over before the last one is written.
          if steps % 6 == 1 {
            disk.wait(for: checkpoint, count: 1 + steps / 6, unless: { hasFailed.withLock { $0 } })
          }
          if hasFailed.withLock({ $0 }) {
            stepsAfter += 1
            usleep(50_000)
          }
          return steps > stop
        }, onEvent: { events.append($0) })
    }
    #expect(error == .folder(.file(failure)))
    #expect(error?.isWrongUse == false)
    #expect(error?.description.contains("the disk is full") == true)
    #expect(stepsAfter <= 5)
    #expect(!events.contains { if case .done = $0 { true } else { false } })
    #expect(try epochs.contains(Checkpoint(reading: checkpoint).position.epochs))
    run.options.writeFile = good
    #expect(try run.run().outcome.isFinished)
    #expect(try TinyRun.bytes(of: folder.path) == reference.bytes)
    #expect(try TinyRun.metrics(of: folder.path) == reference.metrics)
  }

  @Test(
    "No checkpoint counts a line that is not in metrics.jsonl", arguments: [0, 3000] as [UInt32])
  func lines(microseconds: UInt32) throws {
    let (checkpoint, metrics) = (
      folder.file("checkpoint.safetensors"), folder.file("metrics.jsonl")
    )
    let checked = Mutex(0)
    var run = TinyRun(folder.path)
    run.options.checkpointSeconds = 0
    run.options.metricsPerEpoch = 6
    run.options.writeFile = { bytes, path throws(AtomicFileError) in
      usleep(microseconds)
      try AtomicFile.write(bytes, to: path)
      guard path == checkpoint, let counted = try? Checkpoint(reading: path).metricsLines else {
        return
      }
      let text = (try? String(contentsOfFile: metrics, encoding: .utf8)) ?? ""
      #expect(text.count { $0 == "\n" } >= counted)
      checked.withLock { $0 += 1 }
    }
    try run.run()
    #expect(checked.withLock { $0 } >= 2)
    #expect(try Checkpoint(reading: checkpoint).metricsLines == 21)
  }

  @Test("All that was handed over is on the disk when a loss that is no number is told")
  func notFinite() throws {
    var run = TinyRun(folder.path)
    run.recipe.architecture = TinyData.linear
    run.recipe.optimizer = .sgd()
    run.recipe.learningRate = 1
    // Begins at 1e+38.
    run.recipe.schedule = .oneCycle(divFactor: 1e-38)
    run.options.checkpointSeconds = 0
    run.options.writeFile = { bytes, path throws(AtomicFileError) in
      usleep(50_000)
      try AtomicFile.write(bytes, to: path)
    }
    let error = #expect(throws: TrainingError.self) { try run.run() }
    guard case .notFinite(let place) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let kept = try Checkpoint(reading: folder.file("checkpoint.safetensors"))
    #expect(kept.position.steps == place.step - 1)
  }
}
