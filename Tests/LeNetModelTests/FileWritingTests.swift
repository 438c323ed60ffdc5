import Foundation
import LeNetFiles
import Testing

@Suite("Files that grow are opened in one way")
struct FileWritingTests {
  private let folder =
    FileManager.default.temporaryDirectory.path + "/lenet-writing-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func refusal(_ name: String) -> FileWritingError? {
    do throws(FileWritingError) {
      _ = try OpenFile.toWrite("\(folder)/\(name)", O_WRONLY)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "A new file and one of our own; no link, no hard link, no pipe, no folder; and nothing waits")
  func kinds() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(refusal("new") == nil && refusal("new") == nil)
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(folder)/victim"))
    symlink("victim", "\(folder)/link")
    symlink("nowhere", "\(folder)/dangling")
    link("\(folder)/victim", "\(folder)/hard")
    mkfifo("\(folder)/pipe", 0o600)
    mkdir("\(folder)/inside", 0o700)
    #expect(refusal("link") == .symbolicLink && refusal("dangling") == .symbolicLink)
    #expect(refusal("hard") == .otherNames && refusal("victim") == .otherNames)
    #expect(refusal("pipe") == .notRegular)
    #expect(refusal("inside") == .system(SystemError(EISDIR)))
    #expect(refusal("missing/file") == .system(SystemError(ENOENT)))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/nowhere"))
    #expect(FileManager.default.contents(atPath: "\(folder)/victim") == Data("theirs".utf8))
  }

  @Test(
    "What somebody has put in the place of the hidden file is removed, and what it led to stays")
  func hidden() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: "\(folder)/victim"))
    for kind in ["link", "hard", "pipe"] {
      let partial = "\(folder)/.\(kind).partial"
      switch kind {
      case "link": symlink("victim", partial)
      case "hard": link("\(folder)/victim", partial)
      default: mkfifo(partial, 0o600)
      }
      try AtomicFile.write(Array("ours".utf8), to: "\(folder)/\(kind)")
      #expect(FileManager.default.contents(atPath: "\(folder)/\(kind)") == Data("ours".utf8))
    }
    #expect(FileManager.default.contents(atPath: "\(folder)/victim") == Data("theirs".utf8))
  }

  @Test("Lines of a file of any size, one at a time; one that is too long is passed over")
  func lines() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let long = String(repeating: "x", count: 200_000)
    let text =
      "first\n\n\(long)\n" + String(repeating: "abc\n", count: 40_000) + "\(long)\nlast\nrest"
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/lines"))
    var lines: [String] = []
    try RegularFile("\(folder)/lines").forEachLine(longest: 100_000) {
      lines.append(String(decoding: $0, as: UTF8.self))
    }
    #expect(lines.count == 40_004 && lines.prefix(3) == ["first", "", "abc"])
    #expect(lines.suffix(2) == ["last", "rest"])
  }
}
