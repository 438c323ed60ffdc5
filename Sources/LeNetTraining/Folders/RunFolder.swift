import LeNetEngine
import LeNetModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

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
    lock = try RunLock(path: Self.join(path, Self.lockName), folder: path)
    try Self.check(path, resume: resume)
  }

  private static func check(_ path: String, resume: Bool) throws(RunFolderError) {
    let names = [checkpointName, modelName, metricsName, recordName]
    guard let found = names.first(where: { access(join(path, $0), F_OK) == 0 }) else { return }
    guard resume else { throw .exists(path: path) }
    guard found == checkpointName else { throw .noCheckpoint(path: path, found: found) }
  }

  /// The place of a file in the folder.
  package func file(_ name: String) -> String { Self.join(path, name) }

  /// Whether a run has begun here.
  package var hasCheckpoint: Bool { access(file(Self.checkpointName), F_OK) == 0 }

  /// Opens `metrics.jsonl`, cut back to so many lines.
  package func openMetrics(keeping lines: Int) throws(RunFolderError) {
    metrics = try MetricsLog(path: file(Self.metricsName), keeping: lines)
  }

  /// The lines of `metrics.jsonl`; nil for one that cannot be read.
  func metricsContent() throws(RunFolderError) -> [MetricsLine?] {
    try metrics?.content() ?? []
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
    RunLock.isHeld(path: join(path, lockName))
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

  /// The place of a file in a folder.
  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Makes a folder and those it lies in.
  package static func make(_ path: String) throws(RunFolderError) {
    guard !path.isEmpty else { throw .cannotOpen(path: path, reason: "its name is empty") }
    var end = path.startIndex
    repeat {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<end])
      if mkdir(part, 0o777) != 0 {
        // What `access` says of a folder that is missing is not why it could not be made.
        let failure = errno
        guard failure == EEXIST || access(part, F_OK) == 0 else {
          throw .cannotOpen(path: path, reason: FileFailure.text(failure))
        }
      }
    } while end != path.endIndex
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotOpen(path: path, reason: "it is not a folder")
    }
  }
}
