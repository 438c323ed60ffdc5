import LeNetEngine
import LeNetFiles
import LeNetModel
import LeNetText

/// The files of one run, and the right to write them.
///
/// A run exists from its first checkpoint on, which is written before anything else. Every file
/// but `metrics.jsonl` is replaced whole; the checkpoint says how far `metrics.jsonl` counts and
/// holds the parameters that `model.safetensors` has, so whatever stands in the folder after a
/// kill, the checkpoint alone decides how the run goes on.
public final class RunFolder {
  /// The model of the epoch to keep so far.
  public static let modelName: String = "model.safetensors"
  /// Everything needed to go on.
  public static let checkpointName: String = "checkpoint.safetensors"
  /// One JSON line for every epoch, and for every step line asked for.
  public static let metricsName: String = "metrics.jsonl"
  /// What is trained on what, where and when, and the result once there is one.
  public static let recordName: String = "run.json"
  /// The same figures as those of `metrics.jsonl`, and more, for TensorBoard.
  public static let eventsName: String = "events.out.tfevents.lenet"
  /// The curves as a picture, which is no part of training: the command draws it.
  public static let curvesName: String = "curves.svg"
  /// The whole run as a page, which is no part of training either.
  public static let reportName: String = "report.html"
  /// What a process holds a lock on while it works in the folder.
  package static let lockName: String = ".lock"

  /// The folder.
  public let path: String
  private let lock: RunLock
  private let writeFile: @Sendable ([UInt8], String) throws(AtomicFileError) -> Void
  private var metrics: MetricsLog?
  private var events: EventLog?

  /// Makes the folder where it is missing and takes its lock.
  ///
  /// Throws where it holds a run and `resume` is false, where another process works in it, and
  /// where it cannot be written.
  init(
    path: String, resume: Bool,
    writeFile: @escaping @Sendable ([UInt8], String) throws(AtomicFileError) -> Void
  ) throws(RunFolderError) {
    self.path = path
    self.writeFile = writeFile
    // Before the lock too, so that nothing is left in a folder that is refused.
    try Self.check(path, resume: resume)
    try Self.make(path)
    lock = try RunLock(path: joinPath(path, Self.lockName), folder: path)
    try Self.check(path, resume: resume)
  }

  private static func check(_ path: String, resume: Bool) throws(RunFolderError) {
    let names = [checkpointName, modelName, metricsName, recordName]
    guard let found = names.first(where: { PathKind(joinPath(path, $0)) != .nothing }) else {
      return
    }
    guard resume else { throw .exists(path: path) }
    guard found == checkpointName else { throw .noCheckpoint(path: path, found: found) }
  }

  /// The place of a file in the folder.
  package func file(_ name: String) -> String { joinPath(path, name) }

  /// Whether a run has begun here.
  package var hasCheckpoint: Bool { PathKind(file(Self.checkpointName)) != .nothing }

  /// Opens `metrics.jsonl`, cut back to so many lines.
  package func openMetrics(keeping lines: Int) throws(RunFolderError) {
    metrics = try MetricsLog(path: file(Self.metricsName), keeping: lines)
  }

  /// Opens the event file and brings it to the lines that `metrics.jsonl` has.
  func openEvents(_ context: EventContext) throws(RunFolderError) {
    events = nil
    events = try EventLog(
      path: file(Self.eventsName), lines: try metrics?.content() ?? [], context: context)
  }

  /// Adds records to the event file; throws once, and after that there is none.
  func append(events records: [[UInt8]]) throws(RunFolderError) {
    do throws(RunFolderError) {
      try events?.append(records)
    } catch {
      events = nil
      throw error
    }
  }

  /// How many lines `metrics.jsonl` has.
  package var metricsLines: Int { metrics?.lines ?? 0 }

  /// Adds a line to `metrics.jsonl`.
  package func append(_ line: String) throws(RunFolderError) {
    try metrics?.append(line)
  }

  /// Brings `metrics.jsonl` to the disk.
  package func synchronizeMetrics() throws(RunFolderError) {
    try metrics?.synchronize()
  }

  /// Whether a process trains in a folder at this moment.
  ///
  /// To see it, the lock is taken for an instant together with others who look.
  package static func isInUse(_ path: String) -> Bool {
    RunLock.isHeld(path: joinPath(path, lockName))
  }

  /// Replaces a file of the folder whole, unless it has these bytes already.
  package func write(_ bytes: [UInt8], to name: String) throws(RunFolderError) {
    let target = file(name)
    if let present = try? FileReading.bytes(of: target, limit: bytes.count), present == bytes {
      return
    }
    do throws(AtomicFileError) {
      try writeFile(bytes, target)
    } catch {
      throw .file(error)
    }
  }

  /// Makes a folder and those it lies in.
  package static func make(_ path: String) throws(RunFolderError) {
    guard !path.isEmpty else { throw .cannotOpen(path: path, reason: "its name is empty") }
    do throws(FolderError) {
      try makeFolders(path)
    } catch {
      throw .cannotOpen(
        path: path,
        reason: PathKind(path) == .other ? "it is not a folder" : error.cause.reason)
    }
  }
}
