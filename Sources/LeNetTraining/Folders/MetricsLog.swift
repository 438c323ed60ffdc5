import LeNetFiles
import LeNetText

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The lines of `metrics.jsonl`, appended one by one and cut back on resume.
final class MetricsLog {
  private let file: OpenFile
  /// How many lines the file has.
  private(set) var lines: Int

  /// The largest file that is gone on with, in bytes.
  private static let largestFile = 1 << 30

  /// Opens or makes the file and cuts it to the lines that the checkpoint counts, or to its whole
  /// lines where it has fewer.
  init(path: String, keeping kept: Int) throws(RunFolderError) {
    lines = 0
    file = try RunFolderError.attempt(path) { () throws(SystemError) in
      try OpenFile(path, O_RDWR | O_CREAT, permissions: 0o644)
    }
    let content = try Self.content(of: path)
    var end = 0
    while lines < kept, let newline = content[end...].firstIndex(of: UInt8(ascii: "\n")) {
      end = newline + 1
      lines += 1
    }
    try RunFolderError.attempt(path) { () throws(SystemError) in try file.cut(to: end) }
  }

  /// The lines; `null` for one that is no JSON.
  func content() throws(RunFolderError) -> [JSON] {
    try Self.content(of: file.path)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .dropLast().map { (try? JSON(reading: Array($0))) ?? .null }
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
