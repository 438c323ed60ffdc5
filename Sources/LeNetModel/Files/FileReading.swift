#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads whole files of limited size.
public enum FileReading {
  /// The bytes of the file at `path`; throws where there is none, it cannot be read, or it has
  /// more than `limit` bytes, which are then not read.
  public static func bytes(of path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    guard !path.utf8.contains(0) else {
      throw FileReadingError(path: path, problem: "has a name with a zero byte")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileReadingError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileReadingError(path: path, code: errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileReadingError(path: path, code: EISDIR)
    }
    guard Int(status.st_size) <= limit else {
      throw FileReadingError(path: path, problem: "has more than \(limit) bytes")
    }
    var bytes: [UInt8] = []
    // One byte more than expected, so that a file that has grown is noticed, as is a pipe's end.
    var room = min(max(Int(status.st_size), 4096), limit) + 1
    while true {
      let count = try append(to: &bytes, room: room, from: descriptor, path: path)
      if count == 0 { return bytes }
      guard bytes.count <= limit else {
        throw FileReadingError(path: path, problem: "has more than \(limit) bytes")
      }
      room = min(1 << 20, limit - bytes.count + 1)
    }
  }

  /// Reads up to `room` bytes, again where a signal came between; 0 at the end of the file.
  private static func append(
    to bytes: inout [UInt8], room: Int, from descriptor: Int32, path: String
  ) throws(FileReadingError) -> Int {
    var failure: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      var result = read(descriptor, buffer.baseAddress, room)
      while result < 0, errno == EINTR { result = read(descriptor, buffer.baseAddress, room) }
      failure = result < 0 ? errno : 0
      count = max(result, 0)
    }
    guard failure == 0 else { throw FileReadingError(path: path, code: failure) }
    bytes += chunk
    return chunk.count
  }
}

/// Why a file could not be read.
public struct FileReadingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong, as the end of a sentence that begins with the file.
  public let problem: String

  /// An error with its own words, which follow "The file PATH".
  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  init(path: String, code: Int32) {
    switch code {
    case ENOENT: self.init(path: path, problem: "does not exist")
    case EISDIR: self.init(path: path, problem: "is a folder")
    case EACCES: self.init(path: path, problem: "may not be read by this user")
    default: self.init(path: path, problem: "cannot be read: \(String(cString: strerror(code)))")
    }
  }

  /// One sentence.
  public var description: String { "The file \(path) \(problem)." }
}
