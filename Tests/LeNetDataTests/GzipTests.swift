import LeNetArchives
import LeNetData
import LeNetRandom
import LeNetTestSupport
import Testing

@Suite("Gzip")
struct GzipTests {
  @Test(
    "inflating gives back what was deflated",
    arguments: [0, 1, 2, 65_535, 65_536, 65_537, 300_000])
  func roundTrip(count: Int) throws {
    let content = someBytes(count)
    #expect(try Gzip.inflate(try Gzip.deflate(content), limit: count) == content)
  }

  @Test("content that does not compress survives the round trip", arguments: [1, 2, 3] as [UInt64])
  func noise(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, purpose: .test)
    let content = (0..<200_000).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
    let isSame = try Gzip.inflate(try Gzip.deflate(content), limit: content.count) == content
    #expect(isSame, "seed \(seed)")
  }

  @Test("deflating the same content gives the same bytes")
  func deterministic() throws {
    #expect(try Gzip.deflate(someBytes(5000)) == Gzip.deflate(someBytes(5000)))
  }

  @Test("inflates what the gzip program wrote, with a file name in the header")
  func foreign() throws {
    // printf 'LeNet' > name; gzip -9 name; od -An -tx1 name.gz
    let bytes: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x08, 0xAC, 0x4B, 0x01, 0x6B, 0x02, 0x03, 0x6E, 0x61, 0x6D, 0x65, 0x00,
      0xF3, 0x49, 0xF5, 0x4B, 0x2D, 0x01, 0x00, 0x69, 0xCF, 0x3F, 0x62, 0x05, 0x00, 0x00, 0x00,
    ]
    #expect(try Gzip.inflate(bytes, limit: 5) == Array("LeNet".utf8))
  }

  @Test("several members in a row are one content")
  func members() throws {
    let bytes = try Gzip.deflate([1, 2]) + Gzip.deflate([]) + Gzip.deflate([3])
    #expect(try Gzip.inflate(bytes, limit: 3) == [1, 2, 3])
  }

  @Test(
    "content beyond the limit is refused",
    arguments: [(1, 0), (2, 1), (100_000, 99_999), (100_000_000, 1000), (5, -1)])
  func limit(count: Int, limit: Int) throws {
    let bytes = try Gzip.deflate([UInt8](repeating: 0, count: count))
    #expect(throws: GzipError.overLimit(limit)) { try Gzip.inflate(bytes, limit: limit) }
  }

  @Test("content of just the limit and no limit are allowed", arguments: [3, 4, Int.max])
  func enough(limit: Int) throws {
    #expect(try Gzip.inflate(try Gzip.deflate([1, 2, 3]), limit: limit) == [1, 2, 3])
  }

  @Test("a file cut at any byte is refused")
  func truncation() throws {
    let bytes = try Gzip.deflate(someBytes(300))
    for length in 0..<bytes.count {
      let error = #expect(throws: GzipError.self, "\(length) bytes") {
        try Gzip.inflate(Array(bytes.prefix(length)), limit: 300)
      }
      #expect(error == (length < 2 ? .notGzip : .truncated), "\(length) bytes")
    }
  }

  @Test("a changed byte is refused or leaves the content as it was")
  func corruption() throws {
    let content = someBytes(300)
    let bytes = try Gzip.deflate(content)
    for place in bytes.indices {
      for bit in 0..<8 {
        var damaged = bytes
        damaged[place] ^= 1 << bit
        let inflated = try? Gzip.inflate(damaged, limit: 300)
        #expect(inflated == nil || inflated == content, "bit \(bit) of byte \(place)")
        if place >= bytes.count - 8 { #expect(inflated == nil, "bit \(bit) of byte \(place)") }
      }
    }
  }

  @Test("errors say what is wrong and what to do", arguments: Self.texts)
  func text(error: GzipError, text: String) {
    #expect(error.description == text)
  }

  static let texts: [(GzipError, String)] = [
    (.notGzip, "the data do not begin with gzip's 1F 8B; is this a gzip file?"),
    (
      .truncated,
      "the gzip data end before their content is complete; copy or download the file again"
    ),
    (
      .corrupted(reason: "invalid block type"),
      "the gzip data are damaged (invalid block type); copy or download the file again"
    ),
    (
      .checksum,
      "the content does not match the gzip checksum; copy or download the file again"
    ),
    (
      .trailingBytes(3),
      "3 bytes that are not gzip follow the gzip data; copy or download the file again"
    ),
    (
      .overLimit(10),
      "the gzip content is larger than the 10 bytes allowed here; if you trust the file, unpack it first"
    ),
    (
      .outOfMemory,
      "there is not enough memory for gzip data; close other programs and try again"
    ),
  ]
}
