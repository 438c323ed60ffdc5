import LeNetData
import LeNetImages
import SyntheticPhotos
import LeNetRandom

/// Photos of MNIST's test digits: the same for the same seed, longest side and image.
struct TestPhotos {
  let data: Dataset
  let seed: UInt64
  let longest: Double

  init(seed: UInt64, longest: Double) throws {
    data = try DatasetSplits.mnist().test
    self.seed = seed
    self.longest = longest
  }

  /// `count` indices, spread over the test images, whose second half is harder than the first.
  func indices(_ count: Int) -> [Int] {
    let count = min(count, data.count)
    return (0..<count).map { $0 * data.count / count }
  }

  /// The scene of a photo, and the bytes of its JPEG file.
  func photo(_ index: Int) throws -> (scene: PhotoScene, file: [UInt8]) {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: 2, index: UInt32(index))
    let scene = PhotoScene(from: &stream, sizes: 40...longest)
    let field = InkField(grey: data.pixels(of: index), rows: 28, columns: 28)
    return (scene, try scene.file(of: field, from: &stream))
  }
}
