#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads whole files of limited size.
public enum FileReading {
  /// The bytes of the regular file at `path`.
  ///
  /// Throws where there is none, it is a folder, pipe or device, it cannot be read, or it has more
  /// than `limit` bytes; then nothing is read.
  public static func bytes(of path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    try RegularFile(path, limit: limit).bytes()
  }

  /// How many bytes the regular file at `path` has; throws where there is none, or it cannot be read.
  public static func size(of path: String) throws(FileReadingError) -> Int {
    try RegularFile(path, limit: .max).size
  }
}

/// A regular file, opened to be read.
package struct RegularFile {
  package let path: String
  /// The file's bytes when it was opened; no more are read.
  package let size: Int
  package let file: OpenFile

  /// Opens the file at `path`; throws unless it is a regular one of at most `limit` bytes.
  package init(_ path: String, limit: Int = .max) throws(FileReadingError) {
    guard !path.utf8.contains(0) else { throw FileReadingError(path, .zeroByteInName) }
    let status: stat
    do throws(SystemError) {
      // Without O_NONBLOCK a named pipe would be waited for.
      file = try OpenFile(path, O_RDONLY | O_NONBLOCK)
      status = try file.status()
    } catch {
      throw FileReadingError(path, .system(error))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileReadingError(path, status.st_mode & S_IFMT == S_IFDIR ? .folder : .notRegular)
    }
    size = Int(status.st_size)
    guard size <= limit else { throw FileReadingError(path, .tooLarge(bytes: size, limit: limit)) }
    self.path = path
  }

  /// All bytes, fewer where the file has become shorter.
  package func bytes() throws(FileReadingError) -> [UInt8] {
    var bytes: [UInt8] = []
    try append(to: &bytes, upTo: size)
    return bytes
  }

  /// Calls `body` with each line, without its newline, which the last one may lack.
  ///
  /// Memory does not grow with the file: a line of more than `longest` bytes is passed over.
  package func forEachLine(
    longest: Int = 1 << 20, _ body: (ArraySlice<UInt8>) -> Void
  ) throws(FileReadingError) {
    var rest: [UInt8] = []
    var isTooLong = false
    var position = 0
    while position < size {
      let piece: [UInt8]
      do throws(SystemError) {
        piece = try file.bytes(at: position, count: min(1 << 16, size - position))
      } catch {
        throw FileReadingError(path, .system(error))
      }
      guard !piece.isEmpty else { return }
      position += piece.count
      var start = 0
      while let end = piece[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if !isTooLong {
          if rest.isEmpty { body(piece[start..<end]) } else { body(rest[...] + piece[start..<end]) }
        }
        rest.removeAll(keepingCapacity: true)
        isTooLong = false
        start = end + 1
      }
      rest += piece[start...]
      isTooLong = isTooLong || rest.count > longest
      if isTooLong { rest.removeAll() }
    }
    if !rest.isEmpty { body(rest[...]) }
  }

  /// Reads on from the place `bytes.count` until `bytes` has `count`, fewer where the file ends before.
  package func append(to bytes: inout [UInt8], upTo count: Int) throws(FileReadingError) {
    guard count > bytes.count else { return }
    do throws(SystemError) {
      let read = try file.bytes(at: bytes.count, count: count - bytes.count)
      if bytes.isEmpty { bytes = read } else { bytes += read }
    } catch {
      throw FileReadingError(path, .system(error))
    }
  }
}

/// Why a file could not be read.
public struct FileReadingError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Cause: Hashable, Sendable {
    /// The system refused.
    case system(SystemError)
    /// The path is a folder's.
    case folder
    /// The path is that of a pipe, socket or device.
    case notRegular
    /// No file has such a name.
    case zeroByteInName
    /// The file is larger than what is read here.
    case tooLarge(bytes: Int, limit: Int)
  }

  /// The file; `-` for standard input.
  public let path: String
  /// What is wrong.
  public let cause: Cause

  /// An error of reading the file at `path`.
  public init(_ path: String, _ cause: Cause) {
    self.path = path
    self.cause = cause
  }
}

extension FileReadingError: CustomStringConvertible {
  /// What is wrong, as the end of a sentence that begins with the file.
  public var problem: String {
    switch cause {
    case .system(SystemError(ENOENT)): "does not exist"
    case .system(SystemError(EACCES)): "may not be read by this user"
    case .system(SystemError(EISDIR)), .folder: "is a folder"
    case .system(let error): "cannot be read: \(error.reason)"
    case .notRegular: "is not a regular file"
    case .zeroByteInName: "has a name with a zero byte"
    case .tooLarge(_, let limit): "has more than \(limit) bytes"
    }
  }

  /// What is wrong with which file, in one sentence.
  public var description: String {
    "\(path == "-" ? "standard input" : "the file \(path.isEmpty ? "''" : path)") \(problem)"
  }
}
