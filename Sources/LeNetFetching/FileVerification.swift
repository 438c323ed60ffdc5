import LeNetArchives
import LeNetCatalog
import LeNetData
import LeNetFiles

/// The result of checking one file of a known data set.
public struct FileVerification: Hashable, Sendable {
  /// The file's actual name, with its subfolder of the data set's folder.
  public let name: String
  /// The file's size in bytes; nil if it is missing.
  public let size: Int?
  /// The state of the file.
  public let state: State

  package init(name: String, size: Int?, state: State) {
    self.name = name
    self.size = size
    self.state = state
  }

  /// The possible states of a file.
  public enum State: Hashable, Sendable {
    /// It is the published file, by the given evidence.
    case right(Evidence)
    /// It is another file, or damaged; the end of a sentence that begins with the file.
    case wrong(String)
    /// It does not exist.
    case missing

    /// Whether the file is right.
    public var isRight: Bool {
      if case .right = self { true } else { false }
    }
  }

  /// The evidence for a right file, the strongest first.
  public enum Evidence: String, Hashable, Sendable, CaseIterable {
    /// Its bytes have the published digest.
    case digest
    /// Its content has the known SHA-256, although it is compressed differently, or not at all.
    case content
    /// It matches the checksum inside it; no digest is known.
    case ownChecksum
    /// It has the right size; no digest is known.
    case size
    /// It exists; nothing is known to check it.
    case presence
  }
}

extension FileLayout {
  /// Checks each file below a folder, with all its bytes.
  func verify(in folder: String) -> [FileVerification] {
    let place = place(in: folder)
    let prefix = subfolder.isEmpty ? "" : subfolder + "/"
    return files.map { file in
      guard let name = file.found(in: place) else {
        return FileVerification(name: prefix + file.name, size: nil, state: .missing)
      }
      let path = "\(place)/\(name)"
      let size = regularFileSize(path)
      let state = name == file.name ? file.state(at: path) : file.unpackedState(at: path)
      return FileVerification(name: prefix + name, size: size, state: state)
    }
  }
}

extension FileLayout.File {
  /// Checks a file with its published name.
  fileprivate func state(at path: String) -> FileVerification.State {
    guard let found = regularFileSize(path) else { return .missing }
    var fault: String?
    if let size, found != size { fault = "has \(found) bytes, expected \(size)" }
    if let digest, fault == nil {
      guard let text = digestOfFile(path, like: digest) else { return .wrong("cannot be read") }
      if text == digest.text { return .right(.digest) }
      fault = "has \(digest.function) \(text), expected \(digest.text)"
    }
    if let content, contentDigest(path) == content { return .right(.content) }
    if let fault { return .wrong(fault) }
    guard name.hasSuffix(".gz") else { return .right(size == nil ? .presence : .size) }
    var count = 0
    switch gzipContent(path, { count += $0.count }) {
    case .success:
      guard let contentSize, count != contentSize else { return .right(.ownChecksum) }
      return .wrong("holds \(count) bytes, expected \(contentSize)")
    case .failure(let error): return .wrong("is damaged: \(error)")
    }
  }

  /// Checks an unpacked file.
  fileprivate func unpackedState(at path: String) -> FileVerification.State {
    guard let found = regularFileSize(path) else { return .missing }
    if let contentSize, found != contentSize {
      return .wrong("has \(found) bytes, expected \(contentSize)")
    }
    guard let text = digestOfFile(path, like: .sha256("")) else { return .wrong("cannot be read") }
    if text == content { return .right(.content) }
    // A file without a known digest can still have that of another file.
    if let other = KnownDigest(digest: text) { return .wrong("holds \(other.displayText)") }
    if let content { return .wrong("has SHA-256 \(text), expected \(content)") }
    return .right(contentSize == nil ? .presence : .size)
  }
}

extension KnownFile {
  /// Whether the file at a path has the published size and digest.
  func isRight(at path: String) -> Bool {
    guard let found = regularFileSize(path), size == nil || found == size else { return false }
    return digestOfFile(path, like: digest) == digest.text
  }
}

private func digestOfFile(_ path: String, like digest: FileDigest) -> String? {
  guard let file = try? RegularFile(path) else { return nil }
  return try? digest.ofContent(file.file)
}

/// SHA-256 of a gzip file's content; nil if it is damaged.
private func contentDigest(_ path: String) -> String? {
  var stream = DigestStream(like: .sha256(""))
  guard case .success = gzipContent(path, { stream.append($0) }) else { return nil }
  return stream.text()
}

/// Passes a gzip file's content to `body`, a megabyte at a time.
private func gzipContent(
  _ path: String, _ body: (UnsafeRawBufferPointer) -> Void
) -> Result<Void, DatasetError> {
  do {
    let bytes = try fileBytes(path)
    try bytes.withUnsafeBufferPointer { input throws(DatasetError) in
      do throws(GzipError) {
        let inflater = try GzipInflater(input, verifying: true)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var count = 0
        repeat {
          count = try piece.withUnsafeMutableBufferPointer { buffer throws(GzipError) in
            try inflater.read(input, into: buffer)
          }
          piece.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        } while count > 0
      } catch {
        throw .idx(file: path, .gzip(error))
      }
    }
    return .success(())
  } catch {
    return .failure(error)
  }
}
