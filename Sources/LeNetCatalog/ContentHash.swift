import Crypto
import Dispatch

/// SHA-256 of content while it arrives: hashing runs in parallel with the caller.
///
/// Sendable although it has state: only its queue touches that.
package final class ContentHash: @unchecked Sendable {
  private var hash = SHA256()
  private let queue = DispatchQueue(label: "LeNetData.ContentHash", qos: .userInitiated)

  /// A hash without any bytes.
  package init() {}

  /// Adds bytes that it owns from then on.
  package func append(_ bytes: [UInt8]) {
    queue.async { self.hash.update(data: bytes) }
  }

  /// Adds bytes that must not change until `wait` has returned.
  package func append(borrowing bytes: UnsafeRawBufferPointer) {
    let borrowed = Borrowed(bytes: bytes)
    queue.async { self.hash.update(bufferPointer: borrowed.bytes) }
  }

  /// Waits until all given bytes are hashed.
  package func wait() {
    queue.sync {}
  }

  /// The hash of all given bytes, 64 hexadecimal digits.
  package func hexadecimal() -> String {
    queue.sync { LeNetCatalog.hexadecimal(hash.finalize()) }
  }
}

/// SHA-256 of bytes, 64 hexadecimal digits.
package func sha256(of bytes: [UInt8]) -> String {
  LeNetCatalog.hexadecimal(SHA256.hash(data: bytes))
}

/// Sendable as far as `ContentHash.append(borrowing:)` demands it of its caller.
private struct Borrowed: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
}

/// Two lower-case hexadecimal digits per byte.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
