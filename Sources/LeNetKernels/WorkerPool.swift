private import CParallelFor
private import CProcessor
private import LeNetThreads
private import Synchronization

#if canImport(Darwin)
private import Darwin
#elseif canImport(Musl)
private import Musl
#else
private import Glibc
#endif

/// Threads that share the numbered pieces of a parallel loop with the calling thread.
///
/// Which thread takes a piece depends on timing, so a piece must write only to places of its own.
/// Idle threads look for work for some ten microseconds, then sleep.
package final class WorkerPool {
  /// Threads that work, the calling one included.
  package let count: Int
  private let state: SharedState

  /// Starts `count - 1` threads, or as many as the system allows: results do not depend on it.
  package init(count: Int) {
    precondition(count >= 1, "a pool needs a thread")
    state = SharedState()
    var started = 1
    while started < count, state.start(worker: started) { started += 1 }
    self.count = started
  }

  deinit { state.stop() }

  /// Calls `body(piece, worker)` once for every piece 0 ..< pieces and returns when all are done.
  ///
  /// `worker` is below `count`, and no two calls with the same worker run at once. Traps where a
  /// round is under way already.
  package func run(pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    guard count > 1, pieces > 1 else {
      withDenormalsFlushed {
        for piece in 0..<pieces { body(piece, 0) }
      }
      return
    }
    // A round takes microseconds and must not allocate, as `withoutActuallyEscaping` would.
    submit(
      body, pieces,
      to: { loop, state in
        guard let state else { return }
        withDenormalsFlushed {
          Unmanaged<SharedState>.fromOpaque(state).takeUnretainedValue().run(loop)
        }
      }, Unmanaged.passUnretained(state).toOpaque())
  }
}

/// Passes a closure by address to `worker`, during this call only; defined in `CParallelFor`.
@_silgen_name("parallel_for_submit")
private func submit(
  _ body: (_ piece: Int, _ worker: Int) -> Void, _ pieces: Int, to worker: ParallelForWorker,
  _ argument: UnsafeMutableRawPointer)

/// What the threads share; plain variables change under the mutex only.
private final class SharedState: @unchecked Sendable {
  private let round = Atomic<Int>(0)
  private let nextPiece = Atomic<Int>(0)
  private let helpersAtWork = Atomic<Int>(0)
  private var loop: ParallelFor?
  private var isStopped = false
  private let lock = ConditionLock()

  /// False where the system refuses another thread.
  func start(worker: Int) -> Bool { startThread { self.help(worker: worker) } }

  func run(_ loop: ParallelFor) {
    lock.locked {
      precondition(self.loop == nil, "a pool does one round at a time")
      self.loop = loop
      nextPiece.store(0, ordering: .relaxed)
      round.add(1, ordering: .releasing)
      lock.wakeAll()
    }
    takePieces(of: loop, worker: 0)
    // A helper that still sleeps finds the round closed; one that took a piece is waited for.
    lock.locked { self.loop = nil }
    var spins = 0
    while helpersAtWork.load(ordering: .acquiring) > 0 {
      processor_pause()
      spins += 1
      if spins > 1000 { sched_yield() }
    }
  }

  func stop() {
    lock.locked {
      isStopped = true
      round.add(1, ordering: .releasing)
      lock.wakeAll()
    }
  }

  /// Waits for rounds and takes their pieces, until the pool stops.
  func help(worker: Int) {
    _ = processor_flush_denormals()
    var seen = 0
    var loop: ParallelFor?
    while join(after: &seen, loop: &loop) {
      guard let loop else { continue }
      takePieces(of: loop, worker: worker)
      helpersAtWork.subtract(1, ordering: .releasing)
    }
  }

  /// Waits for a round after `seen` and enters it: no loop where it is over already, false at the end.
  ///
  /// A tuple as result would need metadata from the heap, in the middle of a step where the thread
  /// starts late.
  private func join(after seen: inout Int, loop: inout ParallelFor?) -> Bool {
    var looks = 0
    while looks < 1000, round.load(ordering: .relaxed) == seen {
      processor_pause()
      looks += 1
    }
    return lock.locked {
      while round.load(ordering: .relaxed) == seen { lock.wait() }
      guard !isStopped else { return false }
      if self.loop != nil { helpersAtWork.add(1, ordering: .relaxed) }
      (seen, loop) = (round.load(ordering: .relaxed), self.loop)
      return true
    }
  }

  private func takePieces(of loop: ParallelFor, worker: Int) {
    while true {
      let piece = nextPiece.add(1, ordering: .relaxed).oldValue
      guard piece < loop.iterations else { return }
      parallel_for_iterate(loop, piece, worker)
    }
  }
}
