import Foundation
import Synchronization

/// A proxy on this machine that lets nobody through, and remembers who asked for what.
final class RefusingProxy: Sendable {
  let port: Int
  private let listener: Int32
  private let log = Mutex<[String]>([])

  struct Failure: Error {}

  init() throws {
    #if os(Linux)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 8) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard isBound else { throw Failure() }
    port = Int(UInt16(bigEndian: place.sin_port))
    Thread.detachNewThread { [weak self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        // A child of another test that ends interrupts calls.
        if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
        guard descriptor >= 0 else { return }
        self?.refuse(descriptor)
        close(descriptor)
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// The first lines of all requests so far.
  var requests: [String] { log.withLock { $0 } }

  private func refuse(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    var count = -1
    repeat {
      count = recv(descriptor, &buffer, buffer.count, 0)
    } while count < 0 && errno == EINTR
    guard count > 0 else { return }
    let text = String(decoding: buffer[..<count], as: UTF8.self)
    log.withLock { $0.append(text.components(separatedBy: "\r\n")[0]) }
    let answer = Array("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".utf8)
    _ = answer.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
  }
}
