import Foundation
import Testing

/// A text of the program, compared with the one in `Snapshots/`.
///
/// With `LENET_UPDATE_SNAPSHOTS=1` in the environment the files are written instead.
enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Snapshots")

  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["LENET_UPDATE_SNAPSHOTS"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text == expected, "LENET_UPDATE_SNAPSHOTS=1 writes the new text",
      sourceLocation: sourceLocation)
  }
}
