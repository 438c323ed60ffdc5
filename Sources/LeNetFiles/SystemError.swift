#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The number of a failed system call, `errno`.
public struct SystemError: Error, Hashable, Sendable {
  /// The number, such as `ENOSPC`.
  public let code: Int32

  /// An error by its number.
  public init(_ code: Int32) { self.code = code }

  /// The error of the call that just failed on this thread.
  package static var last: SystemError { SystemError(errno) }

  /// The system's words in lower case, as part of a sentence: `no space left on device`.
  package var reason: String {
    guard let message = strerror(code) else { return "error \(code)" }
    return String(cString: message).lowercased()
  }
}
