package import LeNetFiles

/// The published digest of a file.
public enum FileDigest: Hashable, Sendable {
  /// SHA-256, 64 hexadecimal digits.
  case sha256(String)
  /// MD5, 32 hexadecimal digits, for files without a published SHA-256.
  ///
  /// It detects damage as reliably, but does not protect against tampering: an attacker could
  /// make other bytes with the same MD5.
  case md5(String)

  /// The digits.
  public var text: String {
    switch self {
    case .sha256(let text), .md5(let text): text
    }
  }

  /// The name of the function: `SHA-256` or `MD5`.
  public var function: String {
    switch self {
    case .sha256: "SHA-256"
    case .md5: "MD5"
    }
  }

  /// The SHA-256 of bytes.
  package static func sha256(of bytes: [UInt8]) -> FileDigest {
    .sha256(text(of: bytes, like: .sha256("")))
  }

  /// The MD5 of bytes.
  package static func md5(of bytes: [UInt8]) -> FileDigest {
    .md5(text(of: bytes, like: .md5("")))
  }

  private static func text(of bytes: [UInt8], like digest: FileDigest) -> String {
    var stream = DigestStream(like: digest)
    bytes.withUnsafeBytes { stream.append($0) }
    return stream.text()
  }

  /// The digest, by the same function, of what an open file holds.
  package func ofContent(_ file: OpenFile) throws(SystemError) -> String {
    var stream = DigestStream(like: self)
    var position = 0
    while true {
      let piece = try file.bytes(at: position, count: 1 << 20)
      if piece.isEmpty { return stream.text() }
      piece.withUnsafeBytes { stream.append($0) }
      position += piece.count
    }
  }
}
