public import LeNetImages
public import LeNetTraining
import Dispatch
import Synchronization

extension DigitReader {
  /// Reads many picture files on all cores, and hands out what became of each in their order, as soon as it and
  /// all before it are done.
  ///
  /// Memory does not grow with their number: threads run ahead of what was handed out by some hundred pictures at
  /// most.
  ///
  /// - Parameters:
  ///   - paths: the files, asked for one at a time.
  ///   - threads: how many prepare pictures.
  ///   - shouldStop: asked before each picture; once it says so, none is begun, and those that are done are still
  ///     handed out.
  ///   - receive: called on the calling thread; where it throws, no further picture is begun.
  public func read<Paths: Sequence<String>>(
    _ paths: Paths, threads: Int = Machine.cores,
    shouldStop: @escaping @Sendable () -> Bool = { false },
    receive: (_ path: String, _ result: Result<Reading, ImageError>) throws -> Void
  ) rethrows {
    let threads = max(1, min(threads, 256))
    let line = OrderedWorkQueue(AnyIterator(paths.makeIterator()), room: 32 * threads + 128)
    for _ in 0..<threads {
      DispatchQueue.global().async {
        while !shouldStop(), let (number, path) = line.take() {
          let result = Result { () throws(ImageError) in
            self.prepared(try RasterImage(contentsOf: path))
          }
          line.put(Prepared(path: path, result: result), at: number)
        }
        line.leave()
      }
    }
    do {
      while let done = line.nextDone(threads: threads) {
        // The network answers many at once in little more time than one.
        let readings = read(prepared: done.map { try? $0.result.get() })
        for (picture, reading) in zip(done, readings) {
          try receive(picture.path, picture.result.map { _ in reading })
        }
      }
    } catch {
      line.close()
      throw error
    }
  }
}

/// A picture on its way: prepared, or why it could not be read.
private struct Prepared: Sendable {
  let path: String
  let result: Result<[UInt8]?, ImageError>
}

/// Pictures in their order, taken by threads and put back when prepared.
///
/// Unchecked for the iterator alone, which is asked under the lock.
private final class OrderedWorkQueue: @unchecked Sendable {
  private struct State {
    var taken = 0
    var handedOut = 0
    var left = 0
    var isClosed = false
    var done: [Int: Prepared] = [:]
  }

  private let paths: AnyIterator<String>
  private let state = Mutex(State())
  /// One for each picture that may be begun.
  private let room: DispatchSemaphore
  /// One for each picture that is done, and for each thread that has left.
  private let news = DispatchSemaphore(value: 0)

  init(_ paths: AnyIterator<String>, room: Int) {
    self.paths = paths
    // Not as its first value, below which no semaphore may end.
    self.room = DispatchSemaphore(value: 0)
    for _ in 0..<room { self.room.signal() }
  }

  /// The next picture and its number; nil where there is none, or nobody wants any more.
  func take() -> (Int, String)? {
    room.wait()
    return state.withLock { state in
      guard !state.isClosed, let path = paths.next() else {
        // The next thread shall not wait for room that nobody makes.
        room.signal()
        return nil
      }
      state.taken += 1
      return (state.taken - 1, path)
    }
  }

  func put(_ picture: Prepared, at number: Int) {
    state.withLock { $0.done[number] = picture }
    news.signal()
  }

  func leave() {
    state.withLock { $0.left += 1 }
    news.signal()
  }

  /// Nobody takes pictures any more.
  func close() {
    state.withLock { $0.isClosed = true }
    room.signal()
  }

  /// The network takes so many in the time of one.
  private static let usefulCount = 32

  /// The pictures that are done and come next, at least one; nil when all threads have left and none is over.
  ///
  /// Waits a moment for more, since the network answers many in little more time than one.
  func nextDone(threads: Int) -> [Prepared]? {
    var hasWaited = false
    while true {
      let (next, isOver) = state.withLock { state in
        var count = 0
        while state.done[state.handedOut + count] != nil { count += 1 }
        let isOver = state.left == threads
        guard isOver || hasWaited || count >= Self.usefulCount else { return ([Prepared](), false) }
        let next = (0..<count).compactMap { state.done.removeValue(forKey: state.handedOut + $0) }
        state.handedOut += count
        return (next, isOver)
      }
      if !next.isEmpty {
        for _ in next { room.signal() }
        return next
      }
      if isOver { return nil }
      hasWaited = news.wait(timeout: .now() + .milliseconds(20)) == .timedOut
    }
  }
}
