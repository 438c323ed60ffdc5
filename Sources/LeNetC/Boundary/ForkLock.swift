#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The one lock of everything that handles share; never held while work is done.
///
/// `fork` waits for it, so that a child never finds it taken by a thread that the child does not have.
enum ForkLock {
  // A constant; the mutex behind it is made for many threads.
  nonisolated(unsafe) private static let mutex: UnsafeMutablePointer<pthread_mutex_t> = {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_atfork({ ForkLock.take() }, { ForkLock.give() }, { ForkLock.give() })
    return mutex
  }()

  private static func take() { pthread_mutex_lock(mutex) }
  private static func give() { pthread_mutex_unlock(mutex) }

  /// Does something short under the lock.
  static func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    take()
    defer { give() }
    return try body()
  }
}
