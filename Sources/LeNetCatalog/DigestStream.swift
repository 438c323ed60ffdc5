import CDigest

/// Computes a digest of bytes that come piece by piece.
package struct DigestStream: Sendable {
  /// The functions of digests, by their loop over blocks of 64 bytes.
  private enum Function {
    case sha256
    case md5
  }

  private let function: Function
  private var state: [UInt32]
  /// The bytes of a block that is not full yet.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  /// A digest by the function of an expected one.
  package init(like digest: FileDigest) {
    switch digest {
    case .sha256:
      function = .sha256
      // The fractions of the square roots of the first eight primes, 32 bits of each.
      state = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
      ]
    case .md5:
      function = .md5
      state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    }
  }

  /// Adds bytes.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    count += UInt64(bytes.count)
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = bytes.prefix(blockSize - rest.count)
      rest += missing
      bytes = bytes.dropFirst(missing.count)
      guard rest.count == blockSize else { return }
      rest.withUnsafeBytes { takeBlocks($0) }
      rest = []
    }
    let whole = bytes.count / blockSize * blockSize
    takeBlocks(UnsafeRawBufferPointer(rebasing: bytes.prefix(whole)))
    rest += bytes.dropFirst(whole)
  }

  /// The hexadecimal digits of the digest of all bytes so far.
  package func text() -> String {
    var last = self
    let bits = count &* 8
    let zeros = (2 * blockSize - 9 - rest.count) % blockSize
    var end = [0x80] + [UInt8](repeating: 0, count: zeros)
    end += (0..<8).map {
      UInt8(truncatingIfNeeded: bits >> (function == .md5 ? 8 * $0 : 56 - 8 * $0))
    }
    end.withUnsafeBytes { last.append($0) }
    return hexadecimal(
      last.state.flatMap { word in
        withUnsafeBytes(of: function == .md5 ? word.littleEndian : word.bigEndian, Array.init)
      })
  }

  private mutating func takeBlocks(_ bytes: UnsafeRawBufferPointer) {
    let blocks = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
    switch function {
    case .sha256: digest_sha256_blocks(&state, blocks, bytes.count / blockSize)
    case .md5: digest_md5_blocks(&state, blocks, bytes.count / blockSize)
    }
  }

  private var blockSize: Int { digest_block_size }
}

/// The SHA-256 of bytes, 64 hexadecimal digits.
package func sha256(of bytes: [UInt8]) -> String { FileDigest.sha256(of: bytes).text }

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
