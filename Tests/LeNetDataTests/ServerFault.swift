import Foundation
import LeNetArchives
import LeNetData
import LeNetTestSupport
import Testing

/// A way in which a server answers.
enum ServerFault: String, CaseIterable, Sendable, CustomTestStringConvertible {
  // Unusual, and right in the end.
  case honest, slow, chunked, noLength, labelledEncoding, identityEncoding, manyFields
  case redirect, redirectRelative, redirectPermanently, redirectFourTimes, redirectWithPage
  case rangeIgnored, rangeRefused, rangeOtherBytes, rangeShifted, rangeFromZero, rangeWithoutField
  case rangeOtherTotal, rangeTooLong, rangeUnit
  // The answer ends early.
  case cutHalf, cutHalfNoLength, cutAfterHead, cutInHead, cutInChunk, badChunk, resetAtOnce
  case resetInBody, closeAtOnce, empty, emptyNoLength, noContent
  // The answer has other bytes.
  case wrongByte, zeros, wrongByteNoLength, shortLength, shortNoLength, longLength, longNoLength
  case endless, hugeLength, negativeLength, twoLengths, compressed, webPage, webPageOfSameSize
  case webPageNoLength, errorAsSuccess
  // The answer is none.
  case badRequest, unauthorized, forbidden, notFound, gone, tooMany, serverError, badGateway
  case unavailable, partialUnasked, garbage, oldHTTP, badStatus, endlessHead, zeroInHead
  // The answer leads astray.
  case redirectLoop, redirectNowhere, redirectEmpty, redirectLong, redirectToOtherHost
  case redirectToName, redirectThroughUser, redirectToFile, redirectToFTP, redirectEndless
  // The answer takes its time.
  case silent, stalledHead, stalledBody, dripping

  var testDescription: String { rawValue }

  /// Whether the file is to be had all the same.
  var isHarmless: Bool {
    switch self {
    case .honest, .slow, .chunked, .noLength, .labelledEncoding, .identityEncoding, .manyFields,
      .redirect, .redirectRelative, .redirectPermanently, .redirectFourTimes, .redirectWithPage,
      .rangeIgnored, .rangeRefused, .rangeOtherBytes, .rangeShifted, .rangeFromZero,
      .rangeWithoutField, .rangeOtherTotal, .rangeTooLong, .rangeUnit:
      true
    default: false
    }
  }

  private typealias Request = FaultyServer.Request

  func answer(
    _ request: FaultyServer.Request, on connection: FaultyServer.Connection, of server: FaultyServer
  ) {
    let content = server.content
    let half = content[..<(content.count / 2)]
    let length = "Content-Length: \(content.count)"
    func head(_ fields: String..., status: String = "200 OK") {
      let lines = ["HTTP/1.1 \(status)"] + fields + ["Connection: close", "", ""]
      connection.send(lines.joined(separator: "\r\n"))
    }
    func whole() {
      head(length)
      connection.send(content)
    }
    func status(_ text: String, _ fields: String = "X: y") {
      let page = "<html><body>\(text)</body></html>"
      head(fields, "Content-Length: \(page.utf8.count)", status: text)
      connection.send(page)
    }
    func redirect(to place: String, status: String = "302 Found") {
      head("Location: \(place)", "Content-Length: 0", status: status)
    }
    func part(from first: Int, field: String? = nil, _ bytes: some Collection<UInt8>) {
      let range = field ?? "Content-Range: bytes \(first)-\(content.count - 1)/\(content.count)"
      head(range, "Content-Length: \(bytes.count)", status: "206 Partial Content")
      connection.send(bytes)
    }
    func chunk(_ bytes: some Collection<UInt8>) {
      connection.send(String(bytes.count, radix: 16) + "\r\n")
      connection.send(bytes)
      connection.send("\r\n")
    }
    var spoilt = content
    spoilt[content.count / 3] ^= 1

    switch self {
    case .honest:
      if let start = request.start, start < content.count {
        part(from: start, content[start...])
      } else {
        whole()
      }
    case .slow:
      head(length)
      for start in stride(from: 0, to: content.count, by: content.count / 8 + 1) {
        usleep(30_000)
        connection.send(content[start..<min(content.count, start + content.count / 8 + 1)])
      }
    case .chunked, .cutInChunk, .badChunk:
      head("Transfer-Encoding: chunked")
      chunk(half)
      if self == .cutInChunk {
        connection.send("fff\r\n")
        connection.send(content[half.count..<half.count + 3])
      } else if self == .badChunk {
        connection.send("no number\r\nabc")
      } else {
        chunk(content[half.count...])
        connection.send("0\r\n\r\n")
      }
    case .noLength:
      head()
      connection.send(content)
    case .labelledEncoding:
      head(length, "Content-Encoding: gzip", "Content-Type: application/x-gzip")
      connection.send(content)
    case .identityEncoding:
      head(length, "Content-Encoding: identity")
      connection.send(content)
    case .manyFields:
      head((0..<100).map { "X-\($0): \($0)" }.joined(separator: "\r\n"), length)
      connection.send(content)
    case .redirect: redirect(to: server.address(.honest))
    case .redirectRelative: redirect(to: "../honest/data.bin")
    case .redirectPermanently: redirect(to: "/honest/data.bin", status: "308 Permanent Redirect")
    case .redirectFourTimes:
      let steps = request.path.split(separator: "/").count
      redirect(to: steps < 5 ? request.path + "/x" : server.address(.honest))
    case .redirectWithPage:
      let page = String(repeating: "<p>elsewhere</p>", count: 1000)
      head(
        "Location: \(server.address(.honest))", "Content-Length: \(page.utf8.count)",
        status: "301 Moved Permanently")
      connection.send(page)
    case .rangeIgnored: whole()
    case .rangeRefused:
      if request.start == nil { whole() } else { status("416 Range Not Satisfiable") }
    case .rangeOtherBytes:
      if let start = request.start {
        part(from: start, spoilt[start...].reversed())
      } else {
        whole()
      }
    case .rangeShifted:
      if let start = request.start {
        part(from: start + 1, content[(start + 1)...])
      } else {
        whole()
      }
    case .rangeFromZero:
      if request.start != nil { part(from: 0, content) } else { whole() }
    case .rangeWithoutField:
      if let start = request.start {
        part(from: 0, field: "X: y", content[start...])
      } else {
        whole()
      }
    case .rangeOtherTotal:
      if let start = request.start {
        part(from: start, field: "Content-Range: bytes \(start)-99/100", content[start...])
      } else {
        whole()
      }
    case .rangeTooLong:
      if let start = request.start {
        part(from: start, content[start...] + [1, 2, 3])
      } else {
        whole()
      }
    case .rangeUnit:
      if let start = request.start {
        part(from: start, field: "Content-Range: pages 1-2/3", content[start...])
      } else {
        whole()
      }
    case .cutHalf:
      head(length)
      connection.send(half)
    case .cutHalfNoLength:
      head("Transfer-Encoding: chunked")
      connection.send(String(content.count, radix: 16) + "\r\n")
      connection.send(half)
    case .cutAfterHead: head(length)
    case .cutInHead: connection.send("HTTP/1.1 200 OK\r\nContent-Le")
    case .resetAtOnce: connection.resets()
    case .resetInBody:
      head(length)
      connection.send(half)
      usleep(20_000)
      connection.resets()
    case .closeAtOnce: break
    case .empty: head("Content-Length: 0")
    case .emptyNoLength: head()
    case .noContent: head(status: "204 No Content")
    case .wrongByte:
      head(length)
      connection.send(spoilt)
    case .wrongByteNoLength:
      head()
      connection.send(spoilt)
    case .zeros:
      head(length)
      connection.send([UInt8](repeating: 0, count: content.count))
    case .shortLength:
      head("Content-Length: \(half.count)")
      connection.send(half)
    case .shortNoLength:
      head()
      connection.send(half)
    case .longLength:
      head("Content-Length: \(content.count + 5)")
      connection.send(content + [1, 2, 3, 4, 5])
    case .longNoLength:
      head()
      connection.send(content + [1, 2, 3, 4, 5])
    case .endless:
      head()
      let piece = [UInt8](repeating: 7, count: 1 << 16)
      for _ in 0..<1024 where !connection.send(piece) { return }
    case .hugeLength:
      head("Content-Length: 9000000000000000")
      connection.send(content)
    case .negativeLength:
      head("Content-Length: -5")
      connection.send(content)
    case .twoLengths:
      head("Content-Length: 7", length)
      connection.send(content)
    case .compressed:
      let packed = (try? Gzip.deflate(content)) ?? []
      head("Content-Encoding: gzip", "Content-Length: \(packed.count)")
      connection.send(packed)
    case .webPage: status("200 OK")
    case .webPageNoLength:
      head()
      connection.send("\u{FEFF}\n <!DOCTYPE HTML><title>Please log in</title>")
    case .webPageOfSameSize:
      head(length)
      connection.send(Array("<html>".utf8) + content.dropFirst(6))
    case .errorAsSuccess:
      head("Content-Type: application/json")
      connection.send(#"{"error":"no such file"}"#)
    case .badRequest: status("400 Bad Request")
    case .unauthorized: status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"")
    case .forbidden: status("403 Forbidden")
    case .notFound: status("404 Not Found")
    case .gone: status("410 Gone")
    case .tooMany: status("429 Too Many Requests", "Retry-After: 3600")
    case .serverError: status("500 Internal Server Error")
    case .badGateway: status("502 Bad Gateway")
    case .unavailable: status("503 Service Unavailable", "Retry-After: 3600")
    case .partialUnasked: part(from: 0, content)
    case .garbage: connection.send(content.reversed())
    case .oldHTTP: connection.send(content)
    case .badStatus: connection.send("HTTP/1.1 fine\r\n\(length)\r\n\r\n")
    case .endlessHead:
      connection.send("HTTP/1.1 200 OK\r\n")
      let line = "X: " + String(repeating: "y", count: 1000) + "\r\n"
      for _ in 0..<20_000 where !connection.send(line) { return }
    case .zeroInHead: connection.send("HTTP/1.1 200 OK\r\nX: \0\r\nContent-Length: 3\r\n\r\nabc")
    case .redirectLoop: redirect(to: server.address(.redirectLoop))
    case .redirectNowhere: head("Content-Length: 0", status: "302 Found")
    case .redirectEmpty: redirect(to: "")
    case .redirectLong:
      redirect(to: server.address(.honest) + "?" + String(repeating: "z", count: 5000))
    case .redirectToOtherHost: redirect(to: "http://127.0.0.2:\(server.port)/honest/data.bin")
    case .redirectToName: redirect(to: "http://localhost:\(server.port)/honest/data.bin")
    case .redirectThroughUser:
      redirect(to: "http://127.0.0.1:\(server.port)@127.0.0.1:\(server.port)/honest/data.bin")
    case .redirectToFile: redirect(to: "file:///etc/hostname")
    case .redirectToFTP: redirect(to: "ftp://127.0.0.1:\(server.port)/honest/data.bin")
    case .redirectEndless:
      head("Location: \(server.address(.honest))", status: "302 Found")
      let piece = [UInt8](repeating: 7, count: 1 << 16)
      for _ in 0..<1024 where !connection.send(piece) { return }
    case .silent: connection.wait()
    case .stalledHead:
      connection.send("HTTP/1.1 200 OK\r\nContent-")
      connection.wait()
    case .stalledBody:
      head(length)
      connection.send(half)
      connection.wait()
    case .dripping:
      head(length)
      for byte in content where connection.send([byte]) { usleep(50_000) }
    }
  }
}
