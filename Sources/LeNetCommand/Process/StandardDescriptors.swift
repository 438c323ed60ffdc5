#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Standard input, output and error, which can be closed when the program starts.
enum StandardDescriptors {
  /// The descriptor that a path stands for: `/dev/stdout`, `/dev/stderr` and `/dev/fd/N`.
  static func named(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count)).flatMap { $0 >= 0 ? $0 : nil }
      }
      return nil
    }
  }

  /// Opens `/dev/null` for every closed one: the next file that is opened gets the lowest free
  /// number, and a note for standard error would be written into a model.
  ///
  /// It is opened for reading only, so output to it fails and is not lost in silence.
  static func fillClosed() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }
}
