import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Ctrl-C and SIGTERM: the first asks the run to save and end, the second ends the process at once.
enum Interruption {
  /// The number of the signal that came, 0 before.
  private static let received = Atomic<Int32>(0)

  /// The signal that asks the run to end, if one came.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// From here on the two signals are caught.
  static func watch() {
    // Read once here, since the handler must not be the one that initializes a global.
    _ = signal
    unblock([SIGINT, SIGTERM])
    for number in [SIGINT, SIGTERM] {
      installHandler(number) { number in
        let (isFirst, _) = Interruption.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(128 + number) }
      }
    }
  }

  /// A closed pipe shall be an error of `write`, not the death of a run that has much to save.
  static func ignoreClosedPipes() {
    installHandler(SIGPIPE, SIG_IGN)
  }

  /// A process inherits blocked signals, for example from a thread pool that starts it.
  private static func unblock(_ numbers: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    sigprocmask(SIG_UNBLOCK, &set, nil)
  }

  private static func installHandler(
    _ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    #if canImport(Darwin)
    _ = Darwin.signal(number, handler)
    #elseif canImport(Musl)
    _ = Musl.signal(number, handler)
    #else
    _ = Glibc.signal(number, handler)
    #endif
  }
}
