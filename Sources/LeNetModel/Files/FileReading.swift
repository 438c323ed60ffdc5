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
  /// Throws if it does not exist, is a folder, pipe or device, cannot be read, or has more
  /// than `limit` bytes.
  public static func bytes(of path: String, limit: Int) throws(FileReadingError) -> [UInt8] {
    let file = try RegularFile(path, limit: limit)
    var bytes: [UInt8] = []
    try file.append(to: &bytes, upTo: file.size)
    return bytes
  }
}

extension FileReading {
  /// The size in bytes of the regular file at `path`; throws if it does not exist or cannot be read.
  public static func size(of path: String) throws(FileReadingError) -> Int {
    try RegularFile(path, limit: .max).size
  }
}

/// A regular file, opened for reading from its beginning.
struct RegularFile: ~Copyable {
  let path: String
  /// The file's size when it was opened; later bytes are ignored.
  let size: Int
  private let descriptor: Int32

  /// Opens the file at `path`; throws unless it is a regular one of at most `limit` bytes.
  init(_ path: String, limit: Int) throws(FileReadingError) {
    guard !path.utf8.contains(0) else {
      throw FileReadingError(path: path, problem: "has a name with a zero byte")
    }
    // Without O_NONBLOCK a named pipe would be waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileReadingError(path: path, code: errno) }
    var status = stat()
    let failure = fstat(descriptor, &status) == 0 ? nil : errno
    let problem: FileReadingError? =
      if let failure {
        FileReadingError(path: path, code: failure)
      } else if status.st_mode & S_IFMT == S_IFDIR {
        FileReadingError(path: path, code: EISDIR)
      } else if status.st_mode & S_IFMT != S_IFREG {
        FileReadingError(path: path, problem: "is not a regular file")
      } else if Int(status.st_size) > limit {
        FileReadingError(path: path, problem: "has more than \(limit) bytes")
      } else {
        nil
      }
    if let problem {
      close(descriptor)
      throw problem
    }
    self.path = path
    self.size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Appends bytes until `bytes` has `count` of them, or the file ends.
  func append(to bytes: inout [UInt8], upTo count: Int) throws(FileReadingError) {
    let room = count - bytes.count
    guard room > 0 else { return }
    var failure: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      while filled < room {
        let result = read(descriptor, buffer.baseAddress.map { $0 + filled }, room - filled)
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = errno }
        if result <= 0 { break }
        filled += result
      }
    }
    guard failure == 0 else { throw FileReadingError(path: path, code: failure) }
    bytes += chunk
  }
}

/// Why a file could not be read.
public struct FileReadingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong, as the end of a sentence that begins with "the file PATH".
  public let problem: String

  /// An error whose `problem` follows "the file PATH" in the sentence.
  public init(path: String, problem: String) {
    self.path = path
    self.problem = problem
  }

  init(path: String, code: Int32) {
    switch code {
    case ENOENT: self.init(path: path, problem: "does not exist")
    case EISDIR: self.init(path: path, problem: "is a folder")
    case EACCES: self.init(path: path, problem: "may not be read by this user")
    default:
      self.init(
        path: path, problem: "cannot be read: \(String(cString: strerror(code)).lowercased())")
    }
  }

  /// What is wrong and what to do, in one sentence.
  public var description: String { "the file \(path) \(problem)" }
}
