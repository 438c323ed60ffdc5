import Foundation
import LeNetData
import LeNetModel
import Testing

@Suite("The page on JSON")
struct JSONPageTests {
  /// The sections of the page by their titles.
  private static func sections() throws -> [String: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appendingPathComponent("Documentation/JSON.md"), encoding: .utf8)
    var sections: [String: String] = [:]
    for part in text.components(separatedBy: "\n## ").dropFirst() {
      sections[String(part.prefix { $0 != "\n" })] = part
    }
    return sections
  }

  /// The keys of an object and of objects in it, as the page writes them, each with that of the object it is in.
  private static func keys(_ value: Any, in path: String = "") -> [String: String] {
    var keys: [String: String] = [:]
    for (key, inner) in value as? [String: Any] ?? [:] {
      let own = path.isEmpty ? key : "\(path).\(key)"
      keys[own] = path
      keys.merge(Self.keys(inner, in: own)) { first, _ in first }
      for item in inner as? [Any] ?? [] {
        keys.merge(Self.keys(item, in: own + "[]")) { first, _ in first }
      }
    }
    return keys
  }

  /// Whether a section explains a key, keys in its value, or that the object with it has names as keys.
  private static func explains(_ section: String, _ key: String, in parent: String) -> Bool {
    ["`\(key)`", "`\(key)?`", "`\(key).", "`\(key)[]", "`\(parent)` | object"].contains {
      section.contains($0)
    }
  }

  @Test("every key that the commands of data write stands in its section")
  func data() throws {
    let folder = try TemporaryFolder()
    let images = (0..<30 * 64).map { UInt8(truncatingIfNeeded: $0 &* 41) }
    try Data(IDX.encode(images: images, shape: Shape(1, 8, 8))).write(
      to: URL(fileURLWithPath: folder.path + "/train-images-idx3-ubyte"))
    try Data(IDX.encode(labels: (0..<30).map { UInt8($0 % 3) })).write(
      to: URL(fileURLWithPath: folder.path + "/train-labels-idx1-ubyte"))
    let sections = try Self.sections()
    for (title, command) in [
      ("lenet predict", ["predict", folder.path]),
      ("lenet data inspect", ["data", "inspect", folder.path]),
      ("lenet data convert", ["data", "convert", folder.path, folder.path + "/x.npz"]),
      ("lenet data list", ["data", "list"]), ("lenet data verify", ["data", "verify", "mnist"]),
    ] {
      let section = try #require(sections[title])
      let objects = try LeNetProcess.run(command + ["--json"]).objects()
      #expect(!objects.isEmpty, "\(title)")
      for object in objects {
        for (key, parent) in Self.keys(object) {
          #expect(Self.explains(section, key, in: parent), "\(title): \(key)")
        }
      }
    }
  }
}
