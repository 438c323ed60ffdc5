import LeNet
import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Follows a run's folder; reads its files only after a change.
struct RunFollower {
  let folder: String
  private var last: (mark: [Int], run: RecordedRun)?
  private var lastChange = ContinuousClock.now

  /// The most figures of each kind to keep of a very long run: more than a screen shows.
  private static let most = 10_000

  init(folder: String) {
    self.folder = folder
  }

  /// The time since the files last changed.
  var secondsSinceChange: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - lastChange).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// The current state of the run.
  ///
  /// A file can be missing for an instant while it is replaced; throws if the folder is missing.
  mutating func read() throws -> RecordedRun {
    let isRunning = RunFolder.isInUse(folder)
    let mark =
      [isRunning ? 1 : 0] + Self.mark("\(folder)/\(RunFolder.recordName)")
      + Self.mark("\(folder)/\(RunFolder.metricsName)")
    if let last, last.mark == mark { return last.run }
    for _ in 0..<10 {
      if let run = try? RecordedRun(reading: folder, most: Self.most) {
        last = (mark, run)
        lastChange = ContinuousClock.now
        return run
      }
      guard last != nil || isRunning, PathKind(folder) == .folder else { break }
      usleep(50_000)
    }
    guard last == nil || PathKind(folder) == .folder else {
      throw CommandFailure(
        message: "the folder \(folder) no longer exists",
        status: ExitStatus.failedWork)
    }
    return try RecordedRun(reading: folder, most: Self.most)
  }

  /// The number, size and time of a file, which change when it is written; empty if it is missing.
  private static func mark(_ path: String) -> [Int] {
    var status = stat()
    guard stat(path.pathBytes, &status) == 0 else { return [] }
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    return [
      Int(truncatingIfNeeded: status.st_ino), Int(status.st_size), time.tv_sec, time.tv_nsec,
    ]
  }
}
