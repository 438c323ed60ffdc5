import LeNetKernels
import Synchronization
import Testing

@Suite("Worker pool")
struct WorkerPoolTests {
  @Test("does every piece once, many rounds in a row", arguments: [1, 2, 3, 8])
  func pieces(threads: Int) {
    let pool = WorkerPool(count: threads)
    for round in 0..<2000 {
      let pieces = round % 17
      let done = (0..<17).map { _ in Counter() }
      let busy = (0..<threads).map { _ in Counter() }
      pool.run(pieces: pieces) { piece, worker in
        #expect(busy[worker].add(1) == 0, "two pieces on worker \(worker) at once")
        done[piece].add(1)
        busy[worker].add(-1)
      }
      #expect(done.map(\.value) == (0..<17).map { $0 < pieces ? 1 : 0 }, "round \(round)")
    }
  }
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  var value: Int { count.load(ordering: .sequentiallyConsistent) }

  @discardableResult
  func add(_ number: Int) -> Int {
    count.add(number, ordering: .sequentiallyConsistent).oldValue
  }
}
