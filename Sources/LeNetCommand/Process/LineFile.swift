import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A text that grows line by line and keeps its lines if the program stops: a file, or standard output for `-`.
final class LineFile {
  private let path: String
  /// Nil for standard output.
  private let file: OpenFile?
  /// The bytes of the whole lines of a regular file; nil for a pipe or a device.
  private var length: Int?

  /// Creates the file, or empties an existing one.
  ///
  /// Throws if the path names a link, or a file that has another name too: the change would reach another place.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    guard path != "-" else {
      file = nil
      return
    }
    do throws(FileWritingError) {
      file = try OpenFile.toWrite(path, O_WRONLY, takesStreams: true)
    } catch {
      throw CommandFailure.wrongUse(
        "the file \(path) cannot be written: \(error.reason); name another file, or - for standard output"
      )
    }
    do throws(SystemError) {
      if let file, try file.status().st_mode & S_IFMT == S_IFREG {
        try file.cut(to: 0)
        length = 0
      }
    } catch {
      throw failure(error)
    }
  }

  /// Writes a line; throws `OutputError.closed` where the reader of a pipe has gone.
  func write(_ line: String) throws {
    guard let file else { return try OutputStream.standard.writeLine(line) }
    let bytes = Array((line + "\n").utf8)
    do throws(SystemError) {
      try file.write(bytes)
      length = length.map { $0 + bytes.count }
    } catch {
      if error.code == EPIPE { throw OutputError.closed }
      // A full disk takes the beginning of a line.
      if let length { try? file.cut(to: length) }
      throw failure(error)
    }
  }

  /// Syncs the file to the disk.
  func synchronize() throws(CommandFailure) {
    do throws(SystemError) {
      try file?.synchronize()
    } catch {
      // Pipes and devices cannot be synchronized, and need not.
      if ![EINVAL, ENOTSUP, EROFS].contains(error.code) { throw failure(error) }
    }
  }

  private func failure(_ error: SystemError) -> CommandFailure {
    CommandFailure(
      message: "the file \(path) cannot be written any further (\(error.reason)); "
        + "its lines are complete",
      status: ExitStatus.failedWork)
  }
}
