import LeNetFiles
import LeNetModel
import LeNetThreads
import Synchronization

/// Writes the files of a run from copies, on one thread in the background, so that training does not
/// wait for the disk.
///
/// New content waits while a write is under way: every line of `metrics.jsonl`,
/// but only the newest content of each other file. The order of writes lets a run
/// resume after a kill between any two of them: the lines, which the checkpoint counts, then the
/// checkpoint, then the model, which the checkpoint also holds. After a failure it writes nothing
/// more, and every later call throws the error.
///
/// Sendable although it holds state. Only its queue uses the folder and the event file; opening
/// them waits for the queue. Only the thread that trains uses the number of lines.
final class RunWriter: @unchecked Sendable {
  /// The content to write, in this order.
  private struct Content {
    var lines: [String] = []
    var events: [[UInt8]] = []
    var checkpoint: Checkpoint?
    var model: ModelFile?
    var record: RunRecord?
  }

  private struct State {
    var waiting: Content?
    var isAtWork = false
    var failure: TrainingError?
    /// Why events are no longer written.
    var eventsProblem: RunFolderError?
    /// Whether another program has changed `metrics.jsonl`, and whether that was told.
    var logChange: (isThere: Bool, isTold: Bool) = (false, false)
  }

  private let folder: RunFolder
  private var events: EventLog?
  private let preparation: Preparation
  private let classes: [String]
  private let state = Mutex(State())
  private let queue = BackgroundQueue()
  /// The number of lines of `metrics.jsonl`, including waiting ones.
  private(set) var metricsLines = 0

  /// The only writer of a folder; preparation and classes go into its models.
  init(folder: RunFolder, preparation: Preparation, classes: [String]) {
    self.folder = folder
    self.preparation = preparation
    self.classes = classes
  }

  /// Opens `metrics.jsonl`, truncated to `lines` lines, after the earlier writes.
  func openMetrics(keeping lines: Int) throws(TrainingError) {
    try flush()
    try inFolder { () throws(RunFolderError) in try folder.openMetrics(keeping: lines) }
    metricsLines = folder.metricsLines
  }

  /// Opens the event file to match `metrics.jsonl`; a failure does not stop the run.
  func openEvents(_ context: EventContext) throws(TrainingError) {
    try flush()
    noteEvents { () throws(RunFolderError) in
      events = try EventLog(
        path: folder.file(RunFolder.eventsName), lines: try folder.metricsContent(),
        context: context)
    }
  }

  /// Why events could not be written, returned once; nil without a failure.
  func takeEventsProblem() -> RunFolderError? {
    state.withLock { state in
      defer { state.eventsProblem = nil }
      return state.eventsProblem
    }
  }

  /// The path of a `metrics.jsonl` that another program has changed, returned once; nil without a change.
  func takeLogChange() -> String? {
    state.withLock { state in
      guard state.logChange.isThere, !state.logChange.isTold else { return nil }
      state.logChange.isTold = true
      return folder.file(RunFolder.metricsName)
    }
  }

  // MARK: - Handing over

  /// Adds a line to `metrics.jsonl` and its record to the event file.
  func append(_ line: String, event: [UInt8]) throws(TrainingError) {
    metricsLines += 1
    try handOver {
      $0.lines.append(line)
      $0.events.append(event)
    }
  }

  /// Adds a record to the event file.
  func append(event: [UInt8]) throws(TrainingError) {
    try handOver { $0.events.append(event) }
  }

  /// Replaces the checkpoint.
  func write(_ checkpoint: Checkpoint) throws(TrainingError) {
    try handOver { $0.checkpoint = checkpoint }
  }

  /// Replaces the model.
  func write(_ model: ModelFile) throws(TrainingError) {
    try handOver { $0.model = model }
  }

  /// Replaces `run.json`.
  func write(_ record: RunRecord) throws(TrainingError) {
    try handOver { $0.record = record }
  }

  /// Throws the first failure so far.
  func check() throws(TrainingError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Waits until everything is on the disk; throws the first failure.
  func flush() throws(TrainingError) {
    queue.wait()
    try check()
  }

  private func handOver(_ change: (inout Content) -> Void) throws(TrainingError) {
    try check()
    let begins = state.withLock { state in
      var content = state.waiting ?? Content()
      // Avoids a copy of the lines for each added one.
      state.waiting = nil
      change(&content)
      state.waiting = content
      defer { state.isAtWork = true }
      return !state.isAtWork
    }
    // Not under the lock: without a thread of its own, the queue writes at once.
    if begins { queue.add { self.writeAll() } }
  }

  // MARK: - Writing

  /// Writes the waiting content until there is none.
  private func writeAll() {
    while let content = next() {
      do throws(TrainingError) {
        try write(content)
      } catch {
        state.withLock { $0.failure = error }
      }
    }
  }

  private func next() -> Content? {
    state.withLock { state in
      let content = state.failure == nil ? state.waiting : nil
      state.waiting = nil
      state.isAtWork = content != nil
      return content
    }
  }

  private func write(_ content: Content) throws(TrainingError) {
    for line in content.lines {
      try inFolder { () throws(RunFolderError) in try folder.append(line) }
    }
    if folder.metricsAreChanged { state.withLock { $0.logChange.isThere = true } }
    noteEvents { () throws(RunFolderError) in try events?.append(content.events) }
    if let checkpoint = content.checkpoint {
      let path = folder.file(RunFolder.checkpointName)
      let file = try inCheckpoint { () throws(CheckpointError) in
        try checkpoint.file(preparation: preparation, classes: classes, path: path)
      }
      try inFolder { () throws(RunFolderError) in try folder.synchronizeMetrics() }
      try write(file, to: RunFolder.checkpointName)
    }
    if let model = content.model { try write(model, to: RunFolder.modelName) }
    if let record = content.record?.text {
      try inFolder { () throws(RunFolderError) in
        try folder.write(Array(record.utf8), to: RunFolder.recordName)
      }
    }
  }

  private func write(_ file: ModelFile, to name: String) throws(TrainingError) {
    let bytes = try inCheckpoint { () throws(CheckpointError) in
      do throws(ModelFileError) {
        return try file.encoded()
      } catch {
        throw CheckpointError(path: folder.file(name), reason: .file(error))
      }
    }
    try inFolder { () throws(RunFolderError) in try folder.write(bytes, to: name) }
  }

  /// Notes a failure, after which there is no event file any more.
  private func noteEvents(_ work: () throws(RunFolderError) -> Void) {
    do throws(RunFolderError) {
      try work()
    } catch {
      events = nil
      state.withLock { $0.eventsProblem = error }
    }
  }

  private func inFolder(_ work: () throws(RunFolderError) -> Void) throws(TrainingError) {
    do throws(RunFolderError) {
      try work()
    } catch {
      throw .folder(error)
    }
  }

  private func inCheckpoint<Value>(
    _ work: () throws(CheckpointError) -> Value
  ) throws(TrainingError) -> Value {
    do throws(CheckpointError) {
      return try work()
    } catch {
      throw .checkpoint(error)
    }
  }
}
