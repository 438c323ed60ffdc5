import Foundation
import LeNetTestSupport
import Synchronization

/// A web server on this machine that misbehaves, in the way that the path asks for.
///
/// `/FAULT/anything` is answered as `ServerFault` says; each connection has one request.
final class FaultyServer: Sendable {
  /// What an honest answer holds.
  let content: [UInt8]
  private let log = Mutex<[Request]>([])
  private let listener: LoopbackListener

  /// What was asked for.
  struct Request: Sendable {
    let line: String
    let path: String
    /// The first byte that was asked for, where a range was.
    let start: Int?
  }

  init(content: [UInt8]) throws {
    self.content = content
    listener = try LoopbackListener()
    listener.start { [weak self] descriptor in
      guard let self else {
        close(descriptor)
        return
      }
      Thread.detachNewThread { self.serve(Connection(descriptor: descriptor)) }
    }
  }

  var port: Int { listener.port }

  /// The address of the file, to be answered in a way.
  func address(_ fault: ServerFault) -> String { "\(root)/\(fault.rawValue)/data.bin" }

  var root: String { "http://127.0.0.1:\(port)" }

  /// All requests so far.
  var requests: [Request] { log.withLock { $0 } }

  private func serve(_ connection: Connection) {
    defer { connection.finish() }
    guard let request = connection.request() else { return }
    log.withLock { $0.append(request) }
    let name = request.path.split(separator: "/").first.map(String.init) ?? ""
    guard let fault = ServerFault(rawValue: name) else {
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
      return
    }
    fault.answer(request, on: connection, of: self)
  }

  /// One connection to a client.
  struct Connection: Sendable {
    let descriptor: Int32

    /// Reads the head of a request.
    func request() -> Request? {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !bytes.ends(with: "\r\n\r\n") {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EINTR { continue }
        guard count > 0, bytes.count < 1 << 16 else { return nil }
        bytes += buffer[..<count]
      }
      let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
      let words = lines[0].split(separator: " ")
      guard words.count == 3 else { return nil }
      let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
      let start = range?.dropFirst("range: bytes=".count).prefix { $0.isNumber }
      return Request(line: lines[0], path: String(words[1]), start: start.flatMap { Int($0) })
    }

    /// Sends bytes; false where the client has gone.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Bool {
      var rest = Array(bytes)[...]
      #if os(Linux)
      let flags = Int32(MSG_NOSIGNAL)
      #else
      let flags: Int32 = 0
      #endif
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes {
          Foundation.send(descriptor, $0.baseAddress, $0.count, flags)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Says nothing more until the client goes away.
    func wait() {
      var limit = timeval(tv_sec: 10, tv_usec: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      var byte: UInt8 = 0
      var count = 1
      while count > 0 || count < 0 && errno == EINTR { count = recv(descriptor, &byte, 1, 0) }
    }

    /// Makes the end of the connection a reset.
    func resets() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    fileprivate func finish() { close(descriptor) }
  }
}

extension [UInt8] {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
