#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Standard input, output and error, which can be closed when the program starts.
enum StandardDescriptors {
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
