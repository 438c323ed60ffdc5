import CDigest
import LeNetCatalog
import Testing

@Suite("Digests")
struct DigestStreamTests {
  @Test("The published examples: FIPS 180-4's and RFC 1321's 'abc', nothing, a million times 'a'")
  func published() {
    #expect(
      sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      sha256(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let many = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      sha256(of: many) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(FileDigest.md5(of: Array("abc".utf8)).text == "900150983cd24fb0d6963f7d28e17f72")
    #expect(FileDigest.md5(of: []).text == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(FileDigest.md5(of: many).text == "7707d6ae4e027c70eea2a935c2296f21")
  }

  /// Expected by Python: `hashlib.sha256("".join(hashlib.sha256(bytes(7 * i % 256 for i in range(n)))
  /// .hexdigest() for n in range(201)).encode()).hexdigest()`, and the same with `md5`.
  @Test(
    "Every length up to three blocks, in one piece and in odd pieces", arguments: [1, 63, 64, 65])
  func lengths(piece: Int) {
    for (like, expected) in [
      (FileDigest.sha256(""), "020088e9c26b95faf20594b4a5301fc5493cad4e2e0e002a0233825ae81dbd5f"),
      (.md5(""), "1202b269e55040cebb1bb3c8a707844b"),
    ] {
      var all = DigestStream(like: like)
      for count in 0...200 {
        let bytes = (0..<count).map { UInt8(7 * $0 % 256) }
        var stream = DigestStream(like: like)
        for start in stride(from: 0, to: count, by: piece) {
          bytes[start..<min(start + piece, count)].withUnsafeBytes { stream.append($0) }
        }
        Array(stream.text().utf8).withUnsafeBytes { all.append($0) }
      }
      #expect(all.text() == expected)
    }
  }

  @Test("With and without the processor's own instructions")
  func portable() {
    let blocks = (0..<640).map { UInt8(truncatingIfNeeded: $0 * $0 / 3) }
    var (own, portable) = ([UInt32](1...8), [UInt32](1...8))
    digest_sha256_blocks(&own, blocks, 10)
    digest_sha256_blocks_portable(&portable, blocks, 10)
    #expect(own == portable)
  }
}
