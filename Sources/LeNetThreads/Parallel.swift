import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Does pieces of work side by side, on at most as many threads as there are processors, and returns after the last.
///
/// The calling thread works too, and does everything itself where the system gives no thread.
package func inParallel(
  _ count: Int, threads: Int? = nil, _ work: @Sendable (_ index: Int) -> Void
) {
  let most = min(count, threads ?? max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1))
  let pieces = Pieces(count: count)
  // The work outlives no call: all threads have ended, and released it, before this returns.
  withoutActuallyEscaping(work) { work in
    let others = (1..<max(most, 1)).compactMap { _ in WorkThread { pieces.doRest(work) } }
    pieces.doRest(work)
    for thread in others { thread.join() }
  }
}

/// The next of some pieces of work.
private final class Pieces: Sendable {
  private let next = Atomic(0)
  private let count: Int

  init(count: Int) { self.count = count }

  func doRest(_ work: (Int) -> Void) {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      work(index)
    }
  }
}
