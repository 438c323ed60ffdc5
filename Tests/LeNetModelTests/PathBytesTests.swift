import LeNetFiles
import LeNetRandom
import LeNetText
import Testing

@Suite("Paths as bytes")
struct PathBytesTests {
  /// The text of a path with these bytes.
  private static func text(_ bytes: [UInt8]) -> String {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
      $0.baseAddress.map { String(pathBytes: $0) } ?? ""
    }
  }

  private static func bytes(_ text: String) -> [UInt8] {
    text.pathBytes.dropLast().map { UInt8(bitPattern: $0) }
  }

  @Test("UTF-8 stays as it is, other bytes stand for themselves")
  func known() {
    #expect(Self.text(Array("Ziffer 7 é 七.png".utf8)) == "Ziffer 7 é 七.png")
    #expect(Self.text([0x63, 0xE9, 0x2E]) == "c\u{EFE9}.")
    #expect(Self.text([0x63, 0xE9, 0x2E]).visible == "c\\xE9.")
    // The end of a character is missing; an overlong slash; a surrogate.
    #expect(Self.text([0xE4, 0xB8]).visible == "\\xE4\\xB8")
    #expect(Self.text([0xC0, 0xAF]).visible == "\\xC0\\xAF")
    #expect(Self.text([0xED, 0xA0, 0x80]).visible == "\\xED\\xA0\\x80")
    // A name with the character that stands for a byte has another text than the byte.
    #expect(Self.text(Array("\u{EFE9}".utf8)) != Self.text([0xE9]))
  }

  @Test("Every path comes back as it was", arguments: UInt64(1)...20)
  func roundTrip(seed: UInt64) {
    var random = RandomStream(seed: seed, purpose: .test)
    let alphabet: [UInt8] = [
      0x2E, 0x2F, 0x61, 0x80, 0xBF, 0xC3, 0xA9, 0xE4, 0xB8, 0x83, 0xED, 0xEE, 0xEF, 0xBE, 0xF0,
      0x9F, 0x98, 0xFF,
    ]
    for _ in 0..<500 {
      let count = Int.random(in: 0...12, using: &random)
      let path = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0x61 }
      #expect(Self.bytes(Self.text(path)) == path, "seed \(seed), \(path)")
    }
  }

  // macOS has no such names.
  #if os(Linux)
  @Test("A file whose name is not UTF-8 is listed, opened and replaced")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/caf\u{EFE9}.txt"
    try AtomicFile.write(Array("one".utf8), to: path)
    try AtomicFile.write(Array("seven".utf8), to: path)
    let contents = try FolderContents(folder.path)
    #expect(contents.names == ["caf\u{EFE9}.txt"])
    #expect(regularFileSize(contents.path(contents.names[0])) == 5)
    #expect(try OpenFile(path, 0).bytes(count: 5) == Array("seven".utf8))
  }
  #endif
}
