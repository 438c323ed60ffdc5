import Foundation
import LeNetCatalog
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Images in mapped files")
struct MappedImagesTests {
  /// A folder with IDX files of images large enough to be mapped.
  private static func folder(_ images: Int = 30_000) throws -> (TemporaryFolder, [UInt8]) {
    let folder = try TemporaryFolder()
    let pattern = someBytes(1 << 16)
    var pixels: [UInt8] = []
    while pixels.count < images * 576 { pixels += pattern }
    pixels.removeLast(pixels.count - images * 576)
    let labels = (0..<images).map { UInt8($0 % 10) }
    try folder.write(
      IDX.encode(images: pixels, shape: Shape(1, 24, 24)), to: "train-images-idx3-ubyte")
    try folder.write(IDX.encode(labels: labels), to: "train-labels-idx1-ubyte")
    return (folder, pixels)
  }

  @Test("they are the same as in memory: bytes, digests, held-out images and batches")
  func same() throws {
    let (folder, pixels) = try Self.folder()
    let mapped = try DataSource(path: folder.path).load().splits
    let whole = try Dataset(
      name: "x", shape: Shape(1, 24, 24), images: pixels,
      labels: (0..<30_000).map { UInt8($0 % 10) })
    let plain = try DatasetSplits.dividing(whole)
    #expect(mapped.training.images == plain.training.images)
    #expect(mapped.test.labels == plain.test.labels && mapped.test.images == plain.test.images)
    #expect(mapped.training.pixels(of: 12_345) == plain.training.pixels(of: 12_345))
    #expect(
      mapped.training.sha256["train-images-idx3-ubyte"]
        == sha256(of: IDX.encode(images: pixels, shape: Shape(1, 24, 24))))
    let order: [Int32] = [5, 20_000, 3]
    for place in 0..<3 {
      var (one, other) = ([UInt8](repeating: 0, count: 576), [UInt8](repeating: 0, count: 576))
      for (data, isFirst) in [(mapped.training, true), (plain.training, false)] {
        let batch = DatasetBatch(
          data, order: order, distortion: AffineDistortion(rotation: 10), seed: 4)
        if isFirst {
          var span = one.mutableSpan
          batch.writePixels(of: place, into: &span)
        } else {
          var span = other.mutableSpan
          batch.writePixels(of: place, into: &span)
        }
      }
      #expect(one == other)
    }
  }

  @Test("a file that is cut while it is mapped is told in a sentence, and reads as zeros")
  func cut() throws {
    let (folder, pixels) = try Self.folder()
    let data = try DataSource(path: folder.path).load(.training)
    try data.checkUnchanged()
    let path = folder.path + "/train-images-idx3-ubyte"
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 1 << 20)
    try file.close()
    #expect(data.pixels(of: data.count - 1) == [UInt8](repeating: 0, count: 576))
    #expect(data.pixels(of: 0).count == 576 && pixels.count == 30_000 * 576)
    #expect(throws: DatasetError.changedFile(path)) { try data.checkUncut() }
    #expect(throws: DatasetError.changedFile(path)) { try data.checkUnchanged() }
  }
}
