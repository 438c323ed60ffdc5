#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Starts a thread that does a piece of work; false where the system gives no thread.
package func startThread(_ work: @escaping @Sendable () -> Void) -> Bool {
  guard let thread = WorkThread(work) else { return false }
  thread.detach()
  return true
}

/// A thread that does a piece of work, and that somebody waits for or lets go.
///
/// Our own, not Dispatch's: where the system gives no thread, Dispatch waits for one for ever.
struct WorkThread {
  private let thread: pthread_t

  /// Starts the thread; nil where the system gives none.
  init?(_ work: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Work(work))
    guard let started = Self.create(box.toOpaque()) else {
      box.release()
      return nil
    }
    thread = started
  }

  /// Lets the thread end by itself.
  func detach() { pthread_detach(thread) }

  /// Waits until the thread has ended and has released its work.
  func join() { pthread_join(thread, nil) }

  private static func create(_ box: UnsafeMutableRawPointer) -> pthread_t? {
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    return pthread_create(&thread, nil, doWork, box) == 0 ? thread : nil
  }
}

private final class Work {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
private func doWork(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body()
  return nil
}
#else
private func doWork(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let box else { return nil }
  Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body()
  return nil
}
#endif
