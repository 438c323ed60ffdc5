import Crypto
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

  /// The SHA-256 of bytes.
  package static func sha256(of bytes: [UInt8]) -> FileDigest {
    var stream = DigestStream(like: .sha256(""))
    bytes.withUnsafeBytes { stream.append($0) }
    return .sha256(stream.text())
  }

  /// The MD5 of bytes.
  package static func md5(of bytes: [UInt8]) -> FileDigest {
    var stream = DigestStream(like: .md5(""))
    bytes.withUnsafeBytes { stream.append($0) }
    return .md5(stream.text())
  }

  /// The name of the function: `SHA-256` or `MD5`.
  public var function: String {
    switch self {
    case .sha256: "SHA-256"
    case .md5: "MD5"
    }
  }
}

/// Hashes bytes piece by piece, by the function of an expected digest.
package struct DigestStream {
  private var sha256: SHA256?
  private var md5: Insecure.MD5?

  package init(like digest: FileDigest) {
    switch digest {
    case .sha256: sha256 = SHA256()
    case .md5: md5 = Insecure.MD5()
    }
  }

  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    sha256?.update(bufferPointer: bytes)
    md5?.update(bufferPointer: bytes)
  }

  /// The hexadecimal digits.
  package func text() -> String {
    sha256.map { hexadecimal($0.finalize()) } ?? md5.map { hexadecimal($0.finalize()) } ?? ""
  }
}

extension FileDigest {
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
