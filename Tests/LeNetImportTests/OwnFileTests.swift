import Foundation
import LeNetImport
import LeNetModel
import Testing

@Suite("Files of this program among those of others")
struct OwnFileTests {
  @Test(
    "a model file of any length of header is this program's, and a file without its texts is not")
  func own() throws {
    let path = NSTemporaryDirectory() + "lenet-own-\(UInt64.random(in: 0...UInt64.max))"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func isForeign(_ metadata: [String: String]) throws -> Bool {
      let tensor = Safetensors.Tensor(name: "w", shape: [1], values: [1])
      let bytes = Safetensors(metadata: metadata, tensors: [tensor]).encoded()
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return FileContent.isForeign(path)
    }
    // The first byte of the file is the length's lowest, and takes every multiple of 8.
    for length in stride(from: 0, to: 256, by: 8) {
      let text = String(repeating: "x", count: length)
      #expect(try !isForeign(["architecture": text, "preparation": ""]), "\(length)")
      #expect(try isForeign(["format": text]), "\(length)")
    }
  }
}
