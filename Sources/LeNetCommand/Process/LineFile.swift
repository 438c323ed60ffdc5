import LeNetFiles

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A text that grows line by line and keeps its lines if the program stops: a file, or standard output for `-`
/// and `/dev/stdout`.
final class LineFile {
  private let path: String
  /// Nil for standard output.
  private let file: OpenFile?
  /// The bytes of the whole lines of a regular file; nil for a pipe or a device, and before the first line.
  private var length: Int?
  /// Whether the file is empty and goes again if no line comes.
  private var isNew = false
  /// Whether somebody else opened the file.
  private let isDescriptor: Bool
  private var hasLines = false

  /// Opens the file, or creates it; an existing one keeps its content until the first line.
  ///
  /// Throws if the path names a link, or a file that has another name too: the change would reach another place.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    let descriptor = StandardDescriptors.named(path)
    isDescriptor = descriptor != nil
    guard path != "-", descriptor != STDOUT_FILENO else {
      file = nil
      return
    }
    if let descriptor {
      do throws(SystemError) {
        file = try OpenFile(copyOf: descriptor)
      } catch {
        throw CommandFailure.wrongUse("the file \(path) cannot be written: \(error.reason)")
      }
      return
    }
    isNew = PathKind(path) == .nothing
    do throws(FileWritingError) {
      file = try OpenFile.toWrite(path, O_WRONLY, takesStreams: true)
    } catch {
      throw CommandFailure.wrongUse(
        "the file \(path) cannot be written: \(error.reason); name another file, or - for standard output"
      )
    }
  }

  deinit {
    if isNew, !hasLines, let file, file.isAtItsPath { unlink(path.pathBytes) }
  }

  /// Whether the first line replaces what an earlier file holds.
  private(set) lazy var replacesFile: Bool = {
    guard let file, !isDescriptor, let status = try? file.status() else { return false }
    return status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
  }()

  /// Empties the file before its first line.
  private func begin(_ file: OpenFile) throws(SystemError) {
    guard !hasLines else { return }
    hasLines = true
    guard !isDescriptor, try file.status().st_mode & S_IFMT == S_IFREG else { return }
    try file.cut(to: 0)
    length = 0
  }

  /// Writes a line; throws `OutputError.closed` where the reader of a pipe has gone.
  func write(_ line: String) throws {
    guard let file else { return try OutputStream.standard.writeLine(line) }
    let bytes = Array((line + "\n").utf8)
    do throws(SystemError) {
      try begin(file)
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
