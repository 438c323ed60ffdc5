import LeNet

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A text file that grows line by line and keeps its lines if the program stops.
final class LineFile {
  private let path: String
  private let stream: OutputStream
  private let descriptor: Int32

  /// Creates the file, or empties an existing one.
  init(_ path: String) throws(CommandFailure) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw CommandFailure.wrongUse("the file \(path) cannot be written: \(reason)")
    }
    self.path = path
    stream = OutputStream(descriptor: descriptor)
  }

  deinit { _ = shut(descriptor) }

  func write(_ line: String) throws {
    do throws(OutputError) {
      try stream.writeLine(line)
    } catch {
      guard case .failed(let reason) = error else { throw error }
      throw failure(reason)
    }
  }

  /// Syncs the file to the disk.
  func synchronize() throws(CommandFailure) {
    // Pipes and devices cannot be synchronized, and need not.
    guard fsync(descriptor) != 0, ![EINVAL, ENOTSUP, EROFS].contains(errno) else { return }
    throw failure(String(cString: strerror(errno)).lowercased())
  }

  private func failure(_ reason: String) -> CommandFailure {
    CommandFailure(
      message: "the file \(path) cannot be written any further (\(reason)); "
        + "its lines are complete",
      status: ExitStatus.failedWork)
  }
}

private func shut(_ descriptor: Int32) -> Int32 { close(descriptor) }
