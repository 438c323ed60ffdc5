import Foundation
import LeNetFiles
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
        == "the file \(path) has more than \(count - 1) bytes")
  }

  @Test("Devices and pipes are refused and not waited for", .timeLimit(.minutes(1)))
  func notRegular() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let pipe = folder.file("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    for path in [pipe, "/dev/null", "/dev/zero"] {
      let text = "the file \(path) is not a regular file"
      #expect(sentence { _ = try FileReading.bytes(of: path, limit: 10_000) } == text)
      #expect(sentence { _ = try ModelFile.read(path) } == text)
      #expect(sentence { _ = try Architecture.read(path) } == text)
    }
  }

  @Test("Of a large file that is no model only the beginning is read", .timeLimit(.minutes(1)))
  func headerFirst() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("large")
    let start = "the model file \(path) cannot be used: "
    // Sparse: a gigabyte that no disk holds.
    let beginnings: [([UInt8], String)] = [
      ([], "its header is damaged: expected a value at byte 0"),
      (
        [2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D], "the last 1073741814 bytes do not belong to a tensor"
      ),
      (
        [0, 0, 0, 0, 0, 0, 0, 1],
        "it is not a safetensors file: the header would have 72057594037927936 bytes; expected at "
          + "most 1048576"
      ),
    ]
    for (bytes, text) in beginnings {
      try AtomicFile.write(bytes, to: path)
      try #require(truncate(path, off_t(ModelFile.largestFile)) == 0)
      let before = mostMemory()
      #expect(sentence { _ = try ModelFile.read(path) } == start + text)
      // Half of the file, since other tests run at the same time.
      if let before, let after = mostMemory() { #expect(after - before < 1 << 19) }
    }
  }

  /// The most memory this process has had so far, in KiB; nil where the system does not tell.
  private func mostMemory() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }
  }

  @Test func whatCannotBeReadIsNamed() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let none = folder.file("none")
    #expect(
      sentence { _ = try FileReading.bytes(of: none, limit: 1) }
        == "the file \(none) does not exist")
    #expect(
      sentence { _ = try FileReading.bytes(of: folder.path, limit: 1) }
        == "the file \(folder.path) is a folder")
    #expect(
      sentence { _ = try FileReading.bytes(of: "a\0b", limit: 1) }
        == "the file a\0b has a name with a zero byte")
  }
}
