import LeNetModel
import Testing

@Suite struct FileReadingTests {
  @Test("Files up to the limit are read whole", arguments: [0, 1, 4095, 4096, 4097, 3_000_000])
  func sizes(count: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("a")
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    try AtomicFile.write(bytes, to: path)
    #expect(try FileReading.bytes(of: path, limit: count) == bytes)
    #expect(try FileReading.bytes(of: path, limit: .max) == bytes)
    guard count > 0 else { return }
    #expect(
      sentence { _ = try FileReading.bytes(of: path, limit: count - 1) }
        == "The file \(path) has more than \(count - 1) bytes.")
  }

  @Test("A file without size is read up to the limit")
  func device() throws {
    #expect(try FileReading.bytes(of: "/dev/null", limit: 10).isEmpty)
    #expect(
      sentence { _ = try FileReading.bytes(of: "/dev/zero", limit: 10_000) }
        == "The file /dev/zero has more than 10000 bytes.")
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let none = folder.file("none")
    #expect(
      sentence { _ = try FileReading.bytes(of: none, limit: 1) }
        == "The file \(none) does not exist.")
    #expect(
      sentence { _ = try FileReading.bytes(of: folder.path, limit: 1) }
        == "The file \(folder.path) is a folder.")
    #expect(
      sentence { _ = try FileReading.bytes(of: "a\0b", limit: 1) }
        == "The file a\0b has a name with a zero byte.")
  }
}
