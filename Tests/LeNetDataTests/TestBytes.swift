import Foundation
import LeNetArchives
import LeNetData
import LeNetModel
import LeNetTestSupport

/// The front of an IDX file, right or wrong.
func idxHeader(_ sizes: [UInt32], type: UInt8 = 8, dimensions: UInt8? = nil) -> [UInt8] {
  let front: [UInt8] = [0, 0, type, dimensions ?? UInt8(sizes.count)]
  return sizes.reduce(front) { bytes, size in
    bytes + [24, 16, 8, 0].map { (places: UInt32) in UInt8(truncatingIfNeeded: size >> places) }
  }
}

/// Bytes without a pattern that a test could miss, the same every time.
func someBytes(_ count: Int, start: Int = 0) -> [UInt8] {
  (start..<start + count).map { place in
    // The square alone would begin again with every 256 bytes, and so with every map of CIFAR-10.
    UInt8(truncatingIfNeeded: place &* place &* 31 &+ place &* 7 &+ 1 &+ place >> 8 &* 59)
  }
}

/// A small gzip file of two images of 2 x 3 pixels.
func smallCompressedImages() throws -> [UInt8] {
  try Gzip.deflate(IDX.encode(images: someBytes(12), shape: Shape(1, 2, 3)))
}

/// A folder for one test, gone afterwards.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("lenet-data-\(UUID().uuidString)")
    path = url.path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(path)/\(name)")
  }
}
