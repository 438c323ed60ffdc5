import LeNetEngine
import Synchronization

/// Engines of one model, each used by one thread at a time.
///
/// Unchecked: an engine is not a value but may move between threads, and the lock gives each to one thread.
final class EnginePool: @unchecked Sendable {
  private let make: @Sendable () throws(FittingError) -> any Engine<Float>
  /// The idle engines; used under the lock only.
  private var idle: [any Engine<Float>] = []
  private let lock = Mutex<Void>(())

  /// A pool with one engine; throws if it cannot be made.
  init(_ make: @escaping @Sendable () throws(FittingError) -> any Engine<Float>)
    throws(FittingError)
  {
    self.make = make
    idle.append(try make())
  }

  func withEngine<Result>(_ body: (any Engine<Float>) -> Result) -> Result {
    let engine = lock.withLock { _ in idle.popLast() } ?? another()
    defer { lock.withLock { _ in idle.append(engine) } }
    return body(engine)
  }

  /// Another engine; cannot fail, because the first one did not.
  private func another() -> any Engine<Float> {
    do {
      return try make()
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
