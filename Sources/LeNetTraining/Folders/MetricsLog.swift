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
  private var file: OpenFile
  /// The bytes of the file, if no other program has changed it.
  private var length: Int
  /// The number of lines written.
  private(set) var lines: Int
  /// Whether another program has cut, moved or extended the file.
  private(set) var isChangedByOthers = false

  /// The size limit for resuming, in bytes.
  private static let largestFile = 1 << 30

  /// Opens or creates the file and truncates it to the lines that the checkpoint counts, or to its complete
  /// lines if it has fewer.
  init(path: String, keeping kept: Int) throws(RunFolderError) {
    lines = 0
    length = 0
    file = try Self.opened(path)
    let content = try Self.content(of: path)
    var end = 0
    while lines < kept, let newline = content[end...].firstIndex(of: UInt8(ascii: "\n")) {
      end = newline + 1
      lines += 1
    }
    try RunFolderError.attempt(path) { () throws(SystemError) in try file.cut(to: end) }
    length = end
  }

  private static func opened(_ path: String) throws(RunFolderError) -> OpenFile {
    try RunFolderError.toWrite(path, O_RDWR | O_APPEND)
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
  ///
  /// Where another program has moved the file, the lines from here on go into a new one.
  func append(_ line: String) throws(RunFolderError) {
    // Where the whole folder is gone, a file that is replaced as a whole tells it.
    if !file.isAtItsPath, let other = try? Self.opened(file.path) {
      file = other
      isChangedByOthers = true
      length = 0
    }
    let bytes = Array((line + "\n").utf8)
    try RunFolderError.attempt(file.path) { () throws(SystemError) in
      let size = try Int(file.status().st_size)
      if size != length {
        isChangedByOthers = true
        length = size
      }
      try file.write(bytes)
    }
    length += bytes.count
    lines += 1
  }

  /// Waits until the lines are on the disk, so that a checkpoint never counts more than there are.
  func synchronize() throws(RunFolderError) {
    try RunFolderError.attempt(file.path) { () throws(SystemError) in try file.synchronize() }
  }
}
