import LeNetFiles
import LeNetImages

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Reads standard input.
enum StandardInput {
  /// All bytes up to the end; throws if there are more than `limit`.
  static func bytes(limit: Int) throws(ImageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .unreadable(FileReadingError("-", .system(.last)))
      }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw .unreadable(FileReadingError("-", .tooLarge(bytes: bytes.count, limit: limit)))
      }
    }
  }
}
