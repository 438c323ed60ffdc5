import Foundation
import Synchronization

/// A web server on this machine that misbehaves, in the way that the path asks for.
///
/// `/FAULT/anything` is answered as `ServerFault` says; each connection has one request.
final class FaultyServer: Sendable {
  let port: Int
  /// What an honest answer holds.
  let content: [UInt8]
  private let listener: Int32
  private let log = Mutex<[Request]>([])

  /// What was asked for.
  struct Request: Sendable {
    let line: String
    let path: String
    /// The first byte that was asked for, where a range was.
    let start: Int?
  }

  struct Failure: Error {}

  init(content: [UInt8]) throws {
    self.content = content
    #if os(Linux)
    let kind = Int32(SOCK_STREAM.rawValue)
    #else
    let kind = SOCK_STREAM
    #endif
    listener = socket(AF_INET, kind, 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 64) == 0
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
        guard let server = self else {
          close(descriptor)
          return
        }
        Thread.detachNewThread { server.serve(Connection(descriptor: descriptor)) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

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
