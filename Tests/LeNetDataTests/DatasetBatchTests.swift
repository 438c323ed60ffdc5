import LeNetData
import LeNetModel
import Testing

@Suite("Batches of a data set")
struct DatasetBatchTests {
  static let shape = Shape(2, 3, 2)
  static let dataset = Result {
    try Dataset(
      name: "own", shape: shape, images: someBytes(5 * shape.count), labels: [4, 3, 2, 1, 0])
  }

  @Test("a batch gives the images, labels and indices at its places of the order")
  func places() throws {
    let dataset = try Self.dataset.get()
    let batch = DatasetBatch(dataset, order: [4, 0, 3, 3, 1], range: 1..<4)
    #expect(batch.count == 3)
    #expect(batch.shape == Self.shape)
    #expect((0..<3).map(batch.identity) == [0, 3, 3])
    #expect((0..<3).map(batch.label) == [4, 1, 1])
    for (position, image) in [0, 3, 3].enumerated() {
      #expect(batch.pixels(position) == Array(dataset.images[image * 12..<(image + 1) * 12]))
    }
  }

  @Test("a distortion that turns images black stops the program")
  func badDistortion() async {
    await #expect(processExitsWith: .failure) {
      _ = try DatasetBatch(
        DatasetBatchTests.dataset.get(), distortion: AffineDistortion(scale: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = try DatasetBatch(
        DatasetBatchTests.dataset.get(), distortion: AffineDistortion(rotation: .nan))
    }
  }

  @Test("a batch moves to other places of its order and keeps its distortions")
  func moved() throws {
    let dataset = try Self.dataset.get()
    let order: [Int32] = [4, 0, 3, 3, 1]
    let batch = DatasetBatch(
      dataset, order: order, range: 0..<2, distortion: .digits, elastic: .digits, seed: 5, epoch: 2)
    let there = DatasetBatch(
      dataset, order: order, range: 1..<4, distortion: .digits, elastic: .digits, seed: 5, epoch: 2)
    let moved = batch.moved(to: 1..<4)
    #expect((0..<3).map(moved.identity) == [0, 3, 3])
    #expect((0..<3).map(moved.pixels) == (0..<3).map(there.pixels))
  }

  @Test("a place with an epoch of its own is distorted by it, in whatever range it lies")
  func epochsOfPlaces() throws {
    let dataset = try Self.dataset.get()
    let batch = DatasetBatch(
      dataset, order: [4, 0, 3, 3], range: 1..<4, distortion: .digits, seed: 5,
      epochs: [10, 20, 30, 40])
    for (position, (image, epoch)) in [(0, 20), (3, 30), (3, 40)].enumerated() {
      let alone = DatasetBatch(
        dataset, order: [Int32(image)], distortion: .digits, seed: 5, epoch: UInt32(epoch))
      #expect(batch.pixels(position) == alone.pixels(0), "position \(position)")
    }
  }

  @Test("without an order a batch is the whole data set as it comes")
  func whole() throws {
    let batch = DatasetBatch(try Self.dataset.get())
    #expect((0..<batch.count).map(batch.identity) == [0, 1, 2, 3, 4])
    #expect((0..<batch.count).flatMap(batch.pixels) == someBytes(60))
  }

  @Test("an empty range is a batch of no images")
  func empty() throws {
    #expect(DatasetBatch(try Self.dataset.get(), order: [1, 2], range: 2..<2).count == 0)
    #expect(DatasetBatch(try Self.dataset.get(), order: []).count == 0)
  }

  @Test("a batch shares the pixels of its data set")
  func shared() throws {
    let dataset = try Self.dataset.get()
    let batch = DatasetBatch(dataset, order: [1])
    let address = dataset.images.withUnsafeBufferPointer { $0.baseAddress }
    #expect(batch.dataset.images.withUnsafeBufferPointer { $0.baseAddress } == address)
  }

  @Test("a distorted image depends on seed, epoch and its index, not on its place or the calls")
  func distortion() throws {
    let dataset = try Self.dataset.get()
    let distortion = AffineDistortion(rotation: 30, scale: 0.3, shear: 0.3, shift: 1)
    func batch(_ order: [Int32], seed: UInt64 = 5, epoch: UInt32 = 6) -> DatasetBatch {
      DatasetBatch(dataset, order: order, distortion: distortion, seed: seed, epoch: epoch)
    }
    let ascending = batch([0, 1, 2, 3, 4])
    let images = (0..<5).map(ascending.pixels)
    let mixed = batch([3, 1, 4, 0, 2])
    for position in (0..<5).reversed() {
      #expect(mixed.pixels(position) == images[mixed.identity(position)])
    }
    for (index, image) in images.enumerated() {
      let map = distortion.map(seed: 5, epoch: 6, image: index)
      let original = Array(dataset.images[index * 12..<(index + 1) * 12])
      #expect(image == map.applied(to: original, Self.shape))
    }
    #expect((0..<5).map(batch([0, 1, 2, 3, 4], seed: 6).pixels) != images)
    #expect((0..<5).map(batch([0, 1, 2, 3, 4], epoch: 7).pixels) != images)
  }

  @Test("with mirroring alone an image is itself or its mirror image, some of each")
  func flip() throws {
    let shape = Self.shape
    let dataset = try Dataset(
      name: "own", shape: shape, images: someBytes(50 * shape.count),
      labels: [UInt8](repeating: 0, count: 50))
    let batch = DatasetBatch(dataset, distortion: AffineDistortion(flip: true), seed: 5, epoch: 6)
    var mirrored = 0
    for index in 0..<50 {
      let image = Array(dataset.images[index * shape.count..<(index + 1) * shape.count])
      let reversed = stride(from: 0, to: shape.count, by: shape.columns).flatMap {
        image[$0..<$0 + shape.columns].reversed()
      }
      let pixels = batch.pixels(index)
      #expect(pixels == image || pixels == reversed, "image \(index)")
      if pixels == reversed { mirrored += 1 }
    }
    #expect((10...40).contains(mirrored))
  }

  @Test("distorted digits of MNIST have the same bytes on every machine")
  func golden() throws {
    let batch = DatasetBatch(
      try DatasetTests.mnist.get().training, range: 0..<200, distortion: .digits, seed: 1, epoch: 1)
    // FNV-1a
    let hash = (0..<200).flatMap(batch.pixels).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    #expect(hash == 12_262_810_770_669_633_971)
  }

  @Test("elastically distorted digits have the same bytes on every machine")
  func elasticGolden() throws {
    let batch = DatasetBatch(
      try DatasetTests.mnist.get().training, range: 0..<200, distortion: .digits, elastic: .digits,
      seed: 1, epoch: 1)
    // FNV-1a
    let hash = (0..<200).flatMap(batch.pixels).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    #expect(hash == 5_468_911_458_966_496_493)
  }

  @Test("distorted digits keep most of their ink")
  func ink() throws {
    let training = try DatasetTests.mnist.get().training
    let plain = DatasetBatch(training, range: 0..<200)
    for (distortion, elastic) in [
      (.digits, nil), (nil, .digits), (.digits, .digits),
    ] as [(AffineDistortion?, ElasticDistortion?)] {
      let distorted = DatasetBatch(
        training, range: 0..<200, distortion: distortion, elastic: elastic, seed: 2, epoch: 3)
      for position in 0..<200 {
        let before = plain.pixels(position).reduce(0) { $0 + Double($1) }
        let after = distorted.pixels(position).reduce(0) { $0 + Double($1) }
        #expect((0.6...1.5).contains(after / before), "image \(position)")
      }
    }
  }

  @Test("places, indices and buffers that are not there trap")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      _ = DatasetBatch(try Self.dataset.get(), order: [0, 1], range: 1..<3)
    }
    await #expect(processExitsWith: .failure) {
      _ = DatasetBatch(try Self.dataset.get(), order: [0, 1]).moved(to: 1..<3)
    }
    await #expect(processExitsWith: .failure) {
      _ = DatasetBatch(try Self.dataset.get(), order: [0, 5])
    }
    await #expect(processExitsWith: .failure) {
      _ = DatasetBatch(try Self.dataset.get(), order: [-1])
    }
    await #expect(processExitsWith: .failure) {
      _ = DatasetBatch(try Self.dataset.get(), range: 1..<3).label(2)
    }
    await #expect(processExitsWith: .failure) {
      var pixels = [UInt8](repeating: 0, count: 13)
      var span = pixels.mutableSpan
      DatasetBatch(try Self.dataset.get()).writePixels(of: 0, into: &span)
    }
  }
}

extension DatasetBatch {
  /// The image at a position, written over bytes that must all be overwritten.
  func pixels(_ position: Int) -> [UInt8] {
    var pixels = [UInt8](repeating: 0xAA, count: shape.count)
    var span = pixels.mutableSpan
    writePixels(of: position, into: &span)
    return pixels
  }
}
