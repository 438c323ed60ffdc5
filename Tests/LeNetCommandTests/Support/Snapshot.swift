import LeNetTestSupport
import Testing

extension Snapshot {
  /// Compares a text of the program with the one in `Snapshots/`.
  static func expect(
    _ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let tests = #filePath.replacing("/Support/Snapshot.swift", with: "/Tests")
    let kept = try kept("\(name).txt", now: text, beside: tests)
    #expect(
      text == kept, "LENET_UPDATE_SNAPSHOTS=1 writes the new text", sourceLocation: sourceLocation)
  }
}
