#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The limit of the process's memory addresses, as `ulimit -v` sets it.
enum AddressSpace {
  /// The least that commands need: Swift ends a program that gets no memory, and nothing could be said then.
  private static let least: UInt64 = 384 << 20

  /// Throws if the limit is too low to work in.
  static func check() throws(CommandFailure) {
    var limit = rlimit()
    #if canImport(Glibc)
    let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
    let status = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard status == 0, UInt64(limit.rlim_cur) < least else { return }
    throw CommandFailure(
      message: "the address space is limited to \(limit.rlim_cur >> 20) MB; "
        + "expected at least \(least >> 20) MB; raise the limit, such as with ulimit -v unlimited",
      status: ExitStatus.failedWork)
  }
}
