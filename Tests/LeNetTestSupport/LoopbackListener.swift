import Foundation
import Synchronization

/// A socket on this machine that hands each connection over, until it is let go.
package final class LoopbackListener: Sendable {
  /// Where it listens, on 127.0.0.1.
  package let port: Int
  private let descriptor: Int32
  /// Whether a thread takes connections, which then closes the socket: a number that is free too early may be
  /// another listener's before the thread asks for the next connection.
  private let isStarted = Mutex(false)

  /// The system would not give a socket.
  package struct Failure: Error {}

  /// Takes a port; nobody is answered yet.
  package init() throws {
    #if os(Linux)
    let kind = Int32(SOCK_STREAM.rawValue)
    #else
    let kind = SOCK_STREAM
    #endif
    let listener = socket(AF_INET, kind, 0)
    descriptor = listener
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 64) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard isBound else { throw Failure() }
    port = Int(UInt16(bigEndian: place.sin_port))
  }

  /// Answers: `serve` is given the descriptor of each connection, one after the other, and closes it.
  package func start(_ serve: @escaping @Sendable (Int32) -> Void) {
    let listener = descriptor
    isStarted.withLock { $0 = true }
    Thread.detachNewThread {
      while true {
        let connection = accept(listener, nil, nil)
        // A child of another test that ends interrupts calls.
        if connection < 0, errno == EINTR || errno == ECONNABORTED { continue }
        guard connection >= 0 else {
          close(listener)
          return
        }
        serve(connection)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    if !isStarted.withLock({ $0 }) { close(descriptor) }
  }
}
