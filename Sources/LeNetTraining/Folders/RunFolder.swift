import LeNetEngine
import LeNetFiles
import LeNetModel
import LeNetText

/// The files of one run, locked for writing.
///
/// A run exists from its first checkpoint on, which is written first. Every file
/// except `metrics.jsonl` is replaced as a whole; the checkpoint counts the valid lines of `metrics.jsonl` and
/// holds the parameters of `model.safetensors`, so after a
/// kill the checkpoint alone decides how the run resumes.
public final class RunFolder {
  /// The file of the best epoch's model so far.
  public static let modelName: String = "model.safetensors"
  /// The file of the checkpoint.
  public static let checkpointName: String = "checkpoint.safetensors"
  /// The file with one JSON line for every epoch and every requested step.
  public static let metricsName: String = "metrics.jsonl"
  /// The file that describes the run and its result.
  public static let recordName: String = "run.json"
  /// The file with the figures for TensorBoard.
  public static let eventsName: String = "events.out.tfevents.lenet"
  /// The file of the drawn curves, which the command writes.
  public static let curvesName: String = "curves.svg"
  /// The file of the run's report, which the command writes.
  public static let reportName: String = "report.html"
  /// The file that a process locks while it trains in the folder.
  package static let lockName: String = ".lock"

  /// The folder.
  public let path: String
  private let lock: RunLock
  private let writeFile: @Sendable ([UInt8], String) throws(AtomicFileError) -> Void
  private var metrics: MetricsLog?

  /// Creates the folder if necessary and locks it.
  ///
  /// Throws if it holds a run and `resume` is false, if another process has the lock, and
  /// if it cannot be written.
  init(
    path: String, resume: Bool,
    writeFile: @escaping @Sendable ([UInt8], String) throws(AtomicFileError) -> Void
  ) throws(RunFolderError) {
    self.path = path
    self.writeFile = writeFile
    // Checks before the lock too, so that a refused folder stays unchanged.
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

  /// The path of a file in the folder.
  package func file(_ name: String) -> String { joinPath(path, name) }

  /// Whether the folder holds a run.
  package var hasCheckpoint: Bool { PathKind(file(Self.checkpointName)) != .nothing }

  /// Opens `metrics.jsonl` and truncates it to `lines` lines.
  package func openMetrics(keeping lines: Int) throws(RunFolderError) {
    metrics = try MetricsLog(path: file(Self.metricsName), keeping: lines)
  }

  /// The lines of `metrics.jsonl`; nil for one that cannot be read.
  func metricsContent() throws(RunFolderError) -> [MetricsLine?] {
    try metrics?.content() ?? []
  }

  /// The number of lines of `metrics.jsonl`.
  package var metricsLines: Int { metrics?.lines ?? 0 }

  /// Whether another program has cut, moved or extended `metrics.jsonl` during the run.
  var metricsAreChanged: Bool { metrics?.isChangedByOthers ?? false }

  /// Adds a line to `metrics.jsonl`.
  package func append(_ line: String) throws(RunFolderError) {
    try metrics?.append(line)
  }

  /// Syncs `metrics.jsonl` to the disk.
  package func synchronizeMetrics() throws(RunFolderError) {
    try metrics?.synchronize()
  }

  /// Whether a process is training in a folder.
  ///
  /// It takes a shared lock for an instant.
  package static func isInUse(_ path: String) -> Bool {
    RunLock.isHeld(path: joinPath(path, lockName))
  }

  /// Replaces a file of the folder, unless it already has these bytes.
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

  /// Creates a folder and its missing parents.
  package static func make(_ path: String) throws(RunFolderError) {
    guard !path.isEmpty else { throw .cannotOpen(path: path, reason: "its name is empty") }
    do throws(FolderError) {
      try makeFolders(path)
    } catch {
      throw .cannotOpen(
        path: path,
        reason: PathKind(error.path) == .other
          ? "\(error.path == path ? "it" : error.path) is not a folder" : error.cause.reason)
    }
  }
}
