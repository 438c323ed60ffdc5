import LeNetFiles
import LeNetText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The lines of `metrics.jsonl`, appended one by one and truncated on resume.
final class MetricsLog {
  private let file: OpenFile
  /// The number of lines in the file.
  private(set) var lines: Int

  /// The size limit for resuming, in bytes.
  private static let largestFile = 1 << 30

  /// Opens or creates the file and truncates it to the lines that the checkpoint counts, or to its complete
  /// lines if it has fewer.
  init(path: String, keeping kept: Int) throws(RunFolderError) {
    lines = 0
    file = try RunFolderError.toWrite(path, O_RDWR)
    let content = try Self.content(of: path)
    var end = 0
    while lines < kept, let newline = content[end...].firstIndex(of: UInt8(ascii: "\n")) {
      end = newline + 1
      lines += 1
    }
    try RunFolderError.attempt(path) { () throws(SystemError) in try file.cut(to: end) }
  }

  /// The lines; nil for one that cannot be read.
  func content() throws(RunFolderError) -> [MetricsLine?] {
    try Self.content(of: file.path)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map { MetricsLine(reading: $0) }
  }

  private static func content(of path: String) throws(RunFolderError) -> [UInt8] {
    do throws(FileReadingError) {
      return try FileReading.bytes(of: path, limit: largestFile)
    } catch {
      throw .cannotWrite(path: path, reason: error.problem)
    }
  }

  /// Adds a line and its newline.
  func append(_ line: String) throws(RunFolderError) {
    try RunFolderError.attempt(file.path) { () throws(SystemError) in
      try file.write(Array((line + "\n").utf8))
    }
    lines += 1
  }

  /// Waits until the lines are on the disk, so that a checkpoint never counts more than there are.
  func synchronize() throws(RunFolderError) {
    try RunFolderError.attempt(file.path) { () throws(SystemError) in try file.synchronize() }
  }
}
