import LeNetThreads

/// SHA-256 of content while it arrives: hashing runs in parallel with the caller.
///
/// Sendable although it has state: only its queue touches that.
package final class ContentHash: @unchecked Sendable {
  private var hash = DigestStream(like: .sha256(""))
  private let queue = BackgroundQueue()

  /// A hash without any bytes.
  package init() {}

  /// Adds bytes that it owns from then on.
  package func append(_ bytes: [UInt8]) {
    queue.add { bytes.withUnsafeBytes { self.hash.append($0) } }
  }

  /// Adds bytes that must not change until `wait` has returned.
  package func append(borrowing bytes: UnsafeRawBufferPointer) {
    let borrowed = Borrowed(bytes: bytes)
    queue.add { self.hash.append(borrowed.bytes) }
  }

  /// Waits until all given bytes are hashed.
  package func wait() {
    queue.wait()
  }

  /// The hash of all given bytes, 64 hexadecimal digits.
  package func hexadecimal() -> String {
    queue.wait()
    return hash.text()
  }
}

/// Sendable as far as `ContentHash.append(borrowing:)` demands it of its caller.
private struct Borrowed: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
}
