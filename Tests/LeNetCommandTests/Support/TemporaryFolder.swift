import Foundation

/// A folder that is gone when nobody holds it any more.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = URL(fileURLWithPath: NSTemporaryDirectory())
      .appendingPathComponent("lenet-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file in the folder.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// An empty file, open for writing.
  func newFile(_ name: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: file(name)))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: file(name)))
  }

  /// The content of a file as text, empty where there is none.
  func text(_ name: String) -> String {
    FileManager.default.contents(atPath: file(name)).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }

  /// The content of a file, or nil where there is none.
  func bytes(_ name: String) -> Data? {
    FileManager.default.contents(atPath: file(name))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  /// The names in a folder, sorted.
  func names(in name: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: file(name))) ?? []).sorted()
  }
}
