/// Does pieces of work in order, on one thread of its own.
///
/// The thread is made at the start. Where the system gives none, `add` does the work itself.
package final class BackgroundQueue: Sendable {
  private let state = State()
  private let hasThread: Bool

  /// Makes the thread.
  package init() {
    let state = state
    hasThread = startThread { state.work() }
  }

  deinit { state.end() }

  /// Adds a piece of work.
  package func add(_ work: @escaping @Sendable () -> Void) {
    if hasThread { state.add(work) } else { work() }
  }

  /// Waits until all work is done.
  package func wait() { state.wait() }
}

/// What the two threads share; all of it changes under the lock only.
private final class State: @unchecked Sendable {
  private let lock = ConditionLock()
  private var waiting: [@Sendable () -> Void] = []
  private var isAtWork = false
  private var isEnding = false

  func add(_ work: @escaping @Sendable () -> Void) {
    lock.locked {
      waiting.append(work)
      lock.wakeAll()
    }
  }

  func wait() {
    lock.locked {
      while isAtWork || !waiting.isEmpty { lock.wait() }
    }
  }

  /// Ends the thread after the work that waits.
  func end() {
    lock.locked {
      isEnding = true
      lock.wakeAll()
    }
  }

  func work() {
    while let work = next() { work() }
  }

  private func next() -> (@Sendable () -> Void)? {
    lock.locked {
      isAtWork = false
      if waiting.isEmpty { lock.wakeAll() }
      while waiting.isEmpty {
        if isEnding { return nil }
        lock.wait()
      }
      isAtWork = true
      return waiting.removeFirst()
    }
  }
}
