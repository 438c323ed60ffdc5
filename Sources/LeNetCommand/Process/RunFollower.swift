import LeNet
import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Reads a run's folder again and again, but its files only where they have changed.
struct RunFollower {
  let folder: String
  private var last: (mark: [Int], run: RecordedRun)?
  private var lastChange = ContinuousClock.now

  init(folder: String) {
    self.folder = folder
  }

  /// How long the files have been as they are.
  var secondsSinceChange: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - lastChange).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// The run as it is now.
  ///
  /// A file that is being replaced may be missing for an instant; a run without its folder has gone.
  mutating func read() throws -> RecordedRun {
    let isRunning = RunFolder.isInUse(folder)
    let mark =
      [isRunning ? 1 : 0] + Self.mark("\(folder)/\(RunFolder.recordName)")
      + Self.mark("\(folder)/\(RunFolder.metricsName)")
    if let last, last.mark == mark { return last.run }
    for _ in 0..<10 {
      if let run = try? RecordedRun(reading: folder) {
        last = (mark, run)
        lastChange = ContinuousClock.now
        return run
      }
      guard last != nil || isRunning, PathKind(folder) == .folder else { break }
      usleep(50_000)
    }
    guard last == nil || PathKind(folder) == .folder else {
      throw CommandFailure(
        message: "The folder \(folder) has been taken away, so there is nothing left to watch.",
        status: ExitStatus.failedWork)
    }
    return try RecordedRun(reading: folder)
  }

  /// What changes when a file is written: its number, size and time; nothing where it is missing.
  private static func mark(_ path: String) -> [Int] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
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
