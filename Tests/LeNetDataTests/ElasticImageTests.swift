import LeNetData
import LeNetModel
import LeNetRandom
import Testing

@Suite("Elastically distorted images")
struct ElasticImageTests {
  private static func dataset(_ images: [UInt8], _ shape: Shape) throws -> Dataset {
    try Dataset(
      name: "own", shape: shape, images: images,
      labels: [UInt8](repeating: 0, count: images.count / shape.count))
  }

  @Test(
    "a displacement of 0 returns the bytes as they are",
    arguments: AffineMapTests.shapes + [Shape(1, 28, 29), Shape(1, 2, 31), Shape(1, 1024, 1024)])
  func identity(shape: Shape) throws {
    let image = someBytes(shape.count)
    let batch = DatasetBatch(
      try Self.dataset(image, shape), elastic: ElasticDistortion(displacement: 0))
    #expect(batch.pixels(0) == image)
  }

  @Test("an empty image stays empty, and a full one has holes at its borders only")
  func uniform() throws {
    let shape = Shape(1, 28, 28)
    let images = [UInt8](repeating: 0, count: 784) + [UInt8](repeating: 255, count: 784)
    let elastic = ElasticDistortion(displacement: 1, smoothness: 4)
    let batch = DatasetBatch(try Self.dataset(images, shape), elastic: elastic, seed: 3)
    #expect(batch.pixels(0) == Array(images.prefix(784)))
    let full = batch.pixels(1)
    // No displacement exceeds √3 315/151 of the RMS, 3.6 pixels.
    for place in 0..<784 where (4..<24).contains(place / 28) && (4..<24).contains(place % 28) {
      #expect(full[place] == 255, "place \(place)")
    }
  }

  @Test(
    "pixels agree with a plain loop in floating point", arguments: 1...60 as ClosedRange<UInt64>)
  func reference(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, purpose: .test)
    let shape = Shape(
      1 + Int(stream.below(2)), 1 + Int(stream.below(40)), 1 + Int(stream.below(40)))
    let border = Int(stream.below(3)) * Int(stream.below(7))
    let images = (0..<2 * shape.count).map { place in
      let (row, column) = (place / shape.columns % shape.rows, place % shape.columns)
      let isEmpty = min(row, column) < border || column >= shape.columns - border
      let value = UInt8(stream.below(256))
      return isEmpty ? 0 : value
    }
    let elastic = ElasticDistortion(
      displacement: 6 * stream.uniform(), smoothness: 1 + 10 * stream.uniform())
    // Every third seed there is no affine map, every second a wild one.
    let wild = seed.isMultiple(of: 2) ? 1.0 : 0.1
    let affine = AffineDistortion(
      rotation: 180 * wild, scale: 0.8 * wild, shear: 3 * wild, shift: 20 * wild,
      flip: true)
    let distortion = seed.isMultiple(of: 3) ? nil : affine
    let batch = DatasetBatch(
      try Self.dataset(images, shape), order: [1], distortion: distortion, elastic: elastic,
      seed: seed, epoch: 9)
    let map = distortion?.map(seed: seed, epoch: 9, image: 1) ?? AffineMap()
    let expected = map.plainly(
      appliedTo: Array(images[shape.count...]), shape,
      displacedBy: elastic.displacements(of: shape, seed: seed, epoch: 9, image: 1))
    let pixels = batch.pixels(0)
    for place in pixels.indices {
      // Half a step for rounding, and what single precision loses of a coordinate.
      #expect(
        (Double(pixels[place]) - expected[place]).magnitude < 0.52,
        "seed \(seed), place \(place) of \(shape)")
    }
  }

  @Test(
    "nothing shows beyond the border of the longest images", arguments: 1...4 as ClosedRange<UInt64>
  )
  func longest(seed: UInt64) throws {
    let side = ElasticDistortion.largestSide
    let width = ElasticDistortion.largestImage / side
    for shape in [Shape(1, width, side), Shape(1, side, width)] {
      let image = [UInt8](repeating: 255, count: shape.count)
      let pixels = DatasetBatch(
        try Self.dataset(image, shape),
        distortion: AffineDistortion(rotation: 0, scale: 0, shear: 0, shift: 8),
        elastic: ElasticDistortion(displacement: 0), seed: seed
      ).pixels(0)
      let middle = (0..<side).map { place in
        shape.rows < side ? pixels[width / 2 * side + place] : pixels[place * width + width / 2]
      }
      // Where the ink ends between two pixels, one is partly ink.
      let partly = middle.count { $0 != 0 && $0 != 255 }
      #expect(partly <= 2, "seed \(seed), \(shape): \(partly) pixels")
    }
  }

  @Test("the affine map of an image is the same with an elastic distortion as without")
  func affineStays() throws {
    let shape = Shape(1, 28, 28)
    let dataset = try Self.dataset(someBytes(784), shape)
    let elastic = ElasticDistortion(displacement: 0)
    func pixels(_ elastic: ElasticDistortion?) -> [UInt8] {
      DatasetBatch(dataset, distortion: .digits, elastic: elastic, seed: 1, epoch: 2).pixels(0)
    }
    for (plain, both) in zip(pixels(nil), pixels(elastic)) {
      #expect(abs(Int(plain) - Int(both)) <= 1)
    }
  }
}
