import LeNetData
import LeNetModel

/// Images that occur more than once, byte for byte.
struct Repetition {
  /// The number of training images equal to an earlier training image.
  private(set) var inTraining = 0
  /// The number of test images equal to an earlier test image.
  private(set) var inTest = 0
  /// The number of test images that are also training images.
  private(set) var across = 0
  /// The number of images with another label than an equal image.
  private(set) var conflicts = 0
  /// A test image and an equal training image, as an example.
  private(set) var example: (training: Int, test: Int)?

  /// Skips images without ink, which have a finding of their own.
  init(_ splits: DatasetSplits) {
    // Images in order of a hash; those with equal hashes are compared.
    var places: [(hash: UInt64, image: Int, isTest: Bool)] = []
    places.reserveCapacity(splits.training.count + splits.test.count)
    for (dataset, isTest) in [(splits.training, false), (splits.test, true)] {
      for image in 0..<dataset.count {
        let own = dataset.pixels(of: image)
        guard own.contains(where: { $0 != own[0] }) else { continue }
        places.append((own.withUnsafeBufferPointer(Self.hash), image, isTest))
      }
    }
    places.sort { ($0.hash, $0.isTest ? 1 : 0, $0.image) < ($1.hash, $1.isTest ? 1 : 0, $1.image) }
    var start = 0
    while start < places.count {
      var end = start + 1
      while end < places.count, places[end].hash == places[start].hash { end += 1 }
      if end - start > 1 { add(Array(places[start..<end]), splits) }
      start = end
    }
  }

  /// Compares images with the same hash, training images first; almost always they are equal.
  private mutating func add(
    _ group: [(hash: UInt64, image: Int, isTest: Bool)], _ splits: DatasetSplits
  ) {
    func dataset(_ isTest: Bool) -> Dataset { isTest ? splits.test : splits.training }
    let first = group[0]
    let reference = dataset(first.isTest).pixels(of: first.image)
    let label = dataset(first.isTest).labels[first.image]
    var firstTest = first.isTest
    for place in group.dropFirst() {
      let own = dataset(place.isTest)
      guard own.pixels(of: place.image) == reference else { continue }
      if own.labels[place.image] != label { conflicts += 1 }
      if !place.isTest {
        inTraining += 1
      } else {
        if firstTest { inTest += 1 }
        firstTest = true
        if !first.isTest {
          across += 1
          // The first one of the split serves as an example.
          if place.image < example?.test ?? .max { example = (first.image, place.image) }
        }
      }
    }
  }

  /// FNV-1a, eight bytes at a time.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var place = 0
    while place + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0x100_0000_01B3
      hash ^= hash >> 29
      place += 8
    }
    while place < raw.count {
      hash = (hash ^ UInt64(raw[place])) &* 0x100_0000_01B3
      place += 1
    }
    return hash
  }
}
