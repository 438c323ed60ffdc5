import Foundation

/// A picture in a format that some systems can read, but not write: the file is carried along.
///
/// With `LENET_UPDATE_SNAPSHOTS=1` in the environment `make` writes it anew, on a system that can.
public func carriedPicture(_ name: String, _ make: () throws -> [UInt8]) throws -> [UInt8] {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Pictures/\(name)")
  if ProcessInfo.processInfo.environment["LENET_UPDATE_SNAPSHOTS"] == "1" {
    try Data(try make()).write(to: file)
  }
  return [UInt8](try Data(contentsOf: file))
}
