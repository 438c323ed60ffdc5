import LeNetCatalog

/// Judges a response while it comes, and lets only what can be the file into the partial file.
final class FetchedBody {
  /// Why the response is not taken, once that is known.
  private(set) var problem: MirrorProblem?
  /// A failure on this side, of the disk.
  private(set) var localFailure: FetchError?
  private(set) var head = HTTPHead()

  private let part: PartialFile
  private let file: KnownFile
  private let offset: Int
  private let progress: (Int) -> Void
  private var isJudged = false
  private var dropped = 0

  /// Of a response without success so much is listened to, so that the connection can be kept.
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

  /// Takes a piece of the body; false where no more is wanted.
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

  /// Judges a response that has ended, which may have been without a body.
  func finish() {
    if problem == nil, isSuccess, !isJudged { _ = judge() }
  }

  private var isSuccess: Bool { head.status == 200 || head.status == 206 }

  /// Looks at the head of a success; false where its body is not wanted.
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
    // All of the file comes, whatever was asked for.
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
