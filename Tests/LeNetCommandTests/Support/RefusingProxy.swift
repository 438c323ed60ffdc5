import Foundation
import LeNetTestSupport
import Synchronization

/// A proxy on this machine that lets nobody through, and remembers who asked for what.
final class RefusingProxy: Sendable {
  private let log = Mutex<[String]>([])
  private let listener: LoopbackListener

  init() throws {
    listener = try LoopbackListener()
    listener.start { [weak self] descriptor in
      self?.refuse(descriptor)
      close(descriptor)
    }
  }

  var port: Int { listener.port }

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
