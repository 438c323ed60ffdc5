import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Ctrl-C, SIGTERM and SIGHUP: the first signal asks the run to save and stop, the second ends the process at once.
enum Interruption {
  /// The number of the received signal; 0 before one comes.
  private static let received = Atomic<Int32>(0)

  /// The signal that asks the run to stop, if one came.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Catches the signals from now on, except those that the process was started to ignore,
  /// as a shell's script does with Ctrl-C for `lenet train &`, and nohup with SIGHUP.
  static func watch() {
    // Reads the global once, because the handler must not be the first to initialize it.
    _ = signal
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    // Blocks the signals, so that none arrives before an ignored one is ignored again.
    mask(SIG_BLOCK, numbers)
    for number in numbers {
      let old = installHandler(number) { number in
        let (isFirst, _) = Interruption.received.compareExchange(
          expected: 0, desired: number, ordering: .relaxed)
        if !isFirst { _exit(128 + number) }
      }
      if isIgnoring(old) { _ = installHandler(number, SIG_IGN) }
    }
    // A process inherits blocked signals, for example from a thread pool that starts it.
    mask(SIG_UNBLOCK, numbers)
  }

  /// Makes a closed pipe an error of `write`, so it does not kill a run that has to save.
  static func ignoreClosedPipes() {
    _ = installHandler(SIGPIPE, SIG_IGN)
    // A write beyond the limit of a file's size fails then, and is told.
    _ = installHandler(SIGXFSZ, SIG_IGN)
  }

  private typealias Handler = @convention(c) (Int32) -> Void

  private static func mask(_ how: Int32, _ numbers: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for number in numbers { sigaddset(&set, number) }
    sigprocmask(how, &set, nil)
  }

  private static func isIgnoring(_ handler: Handler?) -> Bool {
    let ignoring: Handler? = SIG_IGN
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignoring, to: Int.self)
  }

  /// Sets a handler and returns the one before.
  private static func installHandler(_ number: Int32, _ handler: @escaping Handler) -> Handler? {
    #if canImport(Darwin)
    return Darwin.signal(number, handler)
    #elseif canImport(Musl)
    return Musl.signal(number, handler)
    #else
    return Glibc.signal(number, handler)
    #endif
  }
}
