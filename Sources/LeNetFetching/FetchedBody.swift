import LeNetCatalog

/// Checks a response while it arrives, and writes only bytes that can be the file.
final class FetchedBody {
  /// Why the response is refused, once known.
  private(set) var problem: MirrorProblem?
  /// A local failure, such as a full disk.
  private(set) var localFailure: FetchError?
  private(set) var head = HTTPHead()

  private let part: PartialFile
  private let file: KnownFile
  private let offset: Int
  private let progress: (Int) -> Void
  private var isJudged = false
  private var dropped = 0

  /// The most bytes to read of an unsuccessful response, to keep the connection.
  private static let mostDropped = 1 << 16

  /// A response to a request for the bytes from `offset` on.
  init(
    _ file: KnownFile, from offset: Int, into part: PartialFile, progress: @escaping (Int) -> Void
  ) {
    self.file = file
    self.offset = offset
    self.part = part
    self.progress = progress
  }

  /// Takes a line of the head.
  func addHead(_ line: UnsafeRawBufferPointer) {
    head.add(line)
  }

  /// Takes a piece of the body; returns false to stop the transfer.
  func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard problem == nil, localFailure == nil else { return false }
    guard isSuccess else {
      dropped += bytes.count
      return dropped <= Self.mostDropped
    }
    if !isJudged, !judge() { return false }
    if part.size == 0, isWebPage(bytes) { return refuse(.webPage) }
    let most = file.size ?? KnownFile.largest
    guard bytes.count <= most - part.size else {
      return refuse(
        file.size.map { .size(found: part.size + bytes.count, expected: $0) }
          ?? .tooLarge(limit: most))
    }
    do {
      try part.append(bytes)
    } catch {
      localFailure = error
      return false
    }
    progress(part.size)
    return true
  }

  /// Checks a complete response, which may have no body.
  func finish() {
    if problem == nil, isSuccess, !isJudged { _ = judge() }
  }

  private var isSuccess: Bool { head.status == 200 || head.status == 206 }

  /// Checks the head of a success; returns false to refuse its body.
  private func judge() -> Bool {
    isJudged = true
    if head.status == 206 {
      guard offset > 0, let (first, total) = head.rangeStart, first == offset else {
        return refuse(.range(head.range ?? "not said which"))
      }
      if let total, let size = file.size, total != size {
        return refuse(.size(found: total, expected: size))
      }
      return true
    }
    if let length = head.length, !head.isEncoded, let size = file.size, length != size {
      return refuse(.size(found: length, expected: size))
    }
    // The server sends the whole file in spite of the requested range.
    do {
      try part.clear()
    } catch {
      localFailure = error
      return false
    }
    return true
  }

  private func refuse(_ problem: MirrorProblem) -> Bool {
    self.problem = problem
    return false
  }
}

/// Whether bytes at the beginning of a file are those of a web page.
private func isWebPage(_ bytes: UnsafeRawBufferPointer) -> Bool {
  let start = String(decoding: bytes.prefix(64), as: UTF8.self).lowercased()
    .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  return ["<!doctype html", "<html", "<?xml"].contains { start.hasPrefix($0) }
}
