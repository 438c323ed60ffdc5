import Foundation

/// Texts of the program, kept in the folder `Snapshots` beside the test that makes them.
///
/// With `LENET_UPDATE_SNAPSHOTS=1` in the environment the files are written instead: read the difference
/// before you commit it.
public enum Snapshot {
  /// The text that is kept under a name, after it was replaced by `text` if that is asked for.
  public static func kept(
    _ name: String, now text: String, beside test: String = #filePath
  ) throws -> String {
    let file = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent("Snapshots").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["LENET_UPDATE_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
