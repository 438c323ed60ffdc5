public import LeNetImages
public import LeNetEngine
import Dispatch
import LeNetThreads
import Synchronization

extension DigitReader {
  /// Reads many picture files on all cores, and passes each result to `receive` in order, as soon as it and
  /// all before it are complete.
  ///
  /// Memory does not grow with their number: threads are ahead of the received results by some hundred pictures at
  /// most.
  ///
  /// - Parameters:
  ///   - paths: the files, read one at a time.
  ///   - page: the page or frame of each file, counted from 1.
  ///   - threads: the number of threads that prepare pictures.
  ///   - shouldStop: called before each picture; once it returns true, no other picture starts, and complete ones are
  ///     still received.
  ///   - receive: called on the calling thread; if it throws, no other picture starts.
  public func read<Paths: Sequence<String>>(
    _ paths: Paths, page: Int = 1, threads: Int = Machine.cores,
    shouldStop: @escaping @Sendable () -> Bool = { false },
    receive: (_ path: String, _ result: Result<Reading, ImageError>) throws -> Void
  ) rethrows {
    let wanted = max(1, min(threads, 256))
    let line = OrderedWorkQueue(AnyIterator(paths.makeIterator()), room: 32 * wanted + 128)
    @Sendable func prepare() {
      while !shouldStop(), let (number, path) = line.take() {
        let result = Result { () throws(ImageError) in
          let image = try RasterImage(contentsOf: path, page: page)
          return PreparedPicture(image, by: self.preparation)
        }
        line.put(Prepared(path: path, result: result), at: number)
      }
      line.leave()
    }
    let threads = (0..<wanted).prefix { _ in startThread(prepare) }.count
    guard threads > 0 else {
      // The system gives no thread.
      while !shouldStop(), let (_, path) = line.take() {
        try receive(path, Result { () throws(ImageError) in try read(path, page: page) })
        line.makeRoom()
      }
      return
    }
    do {
      while let done = line.nextDone(threads: threads) {
        // The network takes little more time for many images than for one.
        let readings = read(prepared: done.map { try? $0.result.get().pixels })
        for (picture, reading) in zip(done, readings) {
          try receive(
            picture.path, picture.result.map { self.reading(of: $0, upright: reading) })
        }
      }
    } catch {
      line.close()
      throw error
    }
  }
}

/// A prepared picture, or why it could not be read.
private struct Prepared: Sendable {
  let path: String
  let result: Result<PreparedPicture, ImageError>
}

/// An ordered queue of pictures, which threads take and return prepared.
///
/// Unchecked only for the iterator, which is used under the lock.
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
  /// Counts the pictures that may start.
  private let room: DispatchSemaphore
  /// Counts the complete pictures and the threads that have left.
  private let news = DispatchSemaphore(value: 0)

  init(_ paths: AnyIterator<String>, room: Int) {
    self.paths = paths
    // Signals instead of an initial value, because a semaphore must not end below that.
    self.room = DispatchSemaphore(value: 0)
    for _ in 0..<room { self.room.signal() }
  }

  /// The next picture and its number; nil if there is none, or the queue is closed.
  func take() -> (Int, String)? {
    room.wait()
    return state.withLock { state in
      guard !state.isClosed, let path = paths.next() else {
        // Lets the next thread continue, because nothing else would wake it.
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

  /// Lets another picture start.
  func makeRoom() { room.signal() }

  func leave() {
    state.withLock { $0.left += 1 }
    news.signal()
  }

  /// Closes the queue: threads take no more pictures.
  func close() {
    state.withLock { $0.isClosed = true }
    room.signal()
  }

  /// The number of pictures that the network evaluates at a time.
  private static let usefulCount = 32

  /// The next complete pictures, at least one; nil when all threads have left and none remains.
  ///
  /// Waits a moment for more, because the network takes little more time for many images than for one.
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
