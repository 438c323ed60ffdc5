import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A text file that grows line by line and keeps its lines if the program stops.
final class LineFile {
  private let file: OpenFile

  /// Creates the file, or empties an existing one.
  init(_ path: String) throws(CommandFailure) {
    do throws(SystemError) {
      file = try OpenFile(path, O_WRONLY | O_CREAT | O_TRUNC)
    } catch {
      throw CommandFailure.wrongUse("the file \(path) cannot be written: \(error.reason)")
    }
  }

  /// Writes a line; throws `OutputError.closed` where the reader of a pipe has gone.
  func write(_ line: String) throws {
    do throws(SystemError) {
      try file.write(Array((line + "\n").utf8))
    } catch {
      if error.code == EPIPE { throw OutputError.closed }
      throw failure(error)
    }
  }

  /// Syncs the file to the disk.
  func synchronize() throws(CommandFailure) {
    do throws(SystemError) {
      try file.synchronize()
    } catch {
      // Pipes and devices cannot be synchronized, and need not.
      if ![EINVAL, ENOTSUP, EROFS].contains(error.code) { throw failure(error) }
    }
  }

  private func failure(_ error: SystemError) -> CommandFailure {
    CommandFailure(
      message: "the file \(file.path) cannot be written any further (\(error.reason)); "
        + "its lines are complete",
      status: ExitStatus.failedWork)
  }
}
