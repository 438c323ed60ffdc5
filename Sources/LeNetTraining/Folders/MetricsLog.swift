import LeNetModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The lines of `metrics.jsonl`, appended one by one and truncated on resume.
final class MetricsLog {
  private let path: String
  private let descriptor: Int32
  /// The number of lines in the file.
  private(set) var lines: Int

  /// The size limit for resuming, in bytes.
  private static let largestFile = 1 << 30

  /// Opens or creates the file and truncates it to the lines that the checkpoint counts, or to its complete
  /// lines if it has fewer.
  init(path: String, keeping kept: Int) throws(RunFolderError) {
    self.path = path
    lines = 0
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .cannotWrite(path: path, reason: FileFailure.text(errno))
    }
    let content: [UInt8]
    do throws(FileReadingError) {
      content = try FileReading.bytes(of: path, limit: Self.largestFile)
    } catch {
      throw .cannotWrite(path: path, reason: error.problem)
    }
    var end = 0
    while lines < kept, let newline = content[end...].firstIndex(of: UInt8(ascii: "\n")) {
      end = newline + 1
      lines += 1
    }
    guard ftruncate(descriptor, off_t(end)) == 0, lseek(descriptor, 0, SEEK_END) == off_t(end)
    else { throw .cannotWrite(path: path, reason: FileFailure.text(errno)) }
  }

  deinit {
    close(descriptor)
  }

  /// The lines; `null` for one that is not JSON.
  func content() throws(RunFolderError) -> [JSON] {
    do throws(FileReadingError) {
      let bytes = try FileReading.bytes(of: path, limit: Self.largestFile)
      return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .dropLast().map { (try? JSON(reading: Array($0))) ?? .null }
    } catch {
      throw .cannotWrite(path: path, reason: error.problem)
    }
  }

  /// Adds a line and its newline.
  func append(_ line: String) throws(RunFolderError) {
    let content = Array((line + "\n").utf8)
    var written = 0
    while written < content.count {
      let count = content[written...].withUnsafeBytes { rest in
        write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, reason: FileFailure.text(errno)) }
      written += count
    }
    lines += 1
  }

  /// Waits until the lines are on the disk, so that a checkpoint never counts more than there are.
  func synchronize() throws(RunFolderError) {
    guard fsync(descriptor) == 0 else {
      throw .cannotWrite(path: path, reason: FileFailure.text(errno))
    }
  }
}
