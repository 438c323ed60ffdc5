import LeNetThreads
import Synchronization
import Testing

@Suite("Work side by side")
struct ParallelTests {
  @Test(
    "Every piece is done once, before the call returns", arguments: [0, 1, 7, 1000], [1, 3, 64])
  func once(count: Int, threads: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    inParallel(count, threads: threads) { index in
      done.withLock { $0[index] += 1 }
    }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
  }
}
