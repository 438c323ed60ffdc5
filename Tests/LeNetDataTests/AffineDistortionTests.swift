import Foundation
import LeNetData
import LeNetText
import Testing

@Suite("Random affine distortions")
struct AffineDistortionTests {
  static let distortion = AffineDistortion(rotation: 10, scale: 0.2, shear: 0.3, shift: 2)

  @Test("the map depends on its key only, and on each part of it")
  func key() {
    let map = Self.distortion.map(seed: 1, epoch: 2, image: 3)
    #expect(Self.distortion.map(seed: 1, epoch: 2, image: 3) == map)
    #expect(Self.distortion.map(seed: 9, epoch: 2, image: 3) != map)
    #expect(Self.distortion.map(seed: 1, epoch: 9, image: 3) != map)
    #expect(Self.distortion.map(seed: 1, epoch: 2, image: 9) != map)
  }

  @Test("values fill their ranges evenly", arguments: [1, 2, 3] as [UInt64])
  func ranges(seed: UInt64) {
    let maps = (0..<4000).map { Self.distortion.map(seed: seed, epoch: 0, image: $0) }
    let values: [(name: String, KeyPath<AffineMap, Double>, middle: Double, range: Double)] = [
      ("rotation", \.rotation, 0, 10), ("row scale", \.rowScale, 1, 0.2),
      ("column scale", \.columnScale, 1, 0.2), ("shear", \.shear, 0, 0.3),
      ("row shift", \.rowShift, 0, 2), ("column shift", \.columnShift, 0, 2),
    ]
    for (name, path, middle, range) in values {
      let drawn = maps.map { ($0[keyPath: path] - middle) / range }
      #expect(drawn.allSatisfy { $0.magnitude <= 1.000001 }, "\(name), seed \(seed)")
      // Mean 0 with deviation 0.009; variance 1/3 with deviation 0.005.
      let mean = drawn.reduce(0, +) / 4000
      let variance = drawn.reduce(0) { $0 + $1 * $1 } / 4000
      #expect(mean.magnitude < 0.05, "\(name), seed \(seed)")
      #expect((variance - 1 / 3).magnitude < 0.03, "\(name), seed \(seed)")
    }
  }

  @Test("a change of one range leaves the other values")
  func apart() {
    var other = Self.distortion
    other.scale = 0
    let (first, second) = (
      Self.distortion.map(seed: 1, epoch: 1, image: 1), other.map(seed: 1, epoch: 1, image: 1)
    )
    #expect(second.rowScale == 1 && second.columnScale == 1)
    #expect(first.rotation == second.rotation && first.shear == second.shear)
    #expect(first.rowShift == second.rowShift && first.columnShift == second.columnShift)
  }

  @Test(
    "half of the images are mirrored, and nothing else changes", arguments: [1, 2, 3] as [UInt64])
  func flip(seed: UInt64) {
    var flipping = Self.distortion
    flipping.flip = true
    var mirrored = 0
    for image in 0..<4000 {
      let map = flipping.map(seed: seed, epoch: 0, image: image)
      var other = Self.distortion.map(seed: seed, epoch: 0, image: image)
      #expect(other.columnScale > 0, "image \(image), seed \(seed)")
      if map.columnScale < 0 {
        mirrored += 1
        other.columnScale = -other.columnScale
      }
      #expect(map == other, "image \(image), seed \(seed)")
    }
    // Mean 2,000 with deviation 32.
    #expect((1850...2150).contains(mirrored), "\(mirrored) of 4000, seed \(seed)")
  }

  @Test("which images are mirrored changes with the epoch and the seed")
  func flipKey() {
    let flipping = AffineDistortion(flip: true)
    func mirrored(seed: UInt64, epoch: UInt32) -> [Bool] {
      (0..<100).map { flipping.map(seed: seed, epoch: epoch, image: $0).columnScale < 0 }
    }
    #expect(mirrored(seed: 1, epoch: 1) == mirrored(seed: 1, epoch: 1))
    #expect(mirrored(seed: 1, epoch: 1) != mirrored(seed: 1, epoch: 2))
    #expect(mirrored(seed: 1, epoch: 1) != mirrored(seed: 2, epoch: 1))
  }

  @Test("without ranges the map is the identity")
  func identity() {
    #expect(AffineDistortion().map(seed: 1, epoch: 1, image: 1) == AffineMap())
  }

  @Test("the values are the same in every version and on every machine")
  func golden() {
    let map = AffineDistortion.digits.map(seed: 42, epoch: 7, image: 59_999)
    #expect(
      map
        == AffineMap(
          rotation: 7.386442701997926, rowScale: 1.0316002008642662,
          columnScale: 0.9709475601184234, shear: 0.011654464419267718,
          rowShift: -1.5754260964866535, columnShift: -1.703208581612736))
  }

  @Test(
    "ranges that can be used pass",
    arguments: [
      AffineDistortion(), .digits,
      AffineDistortion(rotation: 180, scale: 0.9, shear: 4, shift: 1024),
    ])
  func valid(distortion: AffineDistortion) throws {
    try distortion.validate()
  }

  @Test("ranges that cannot be used are refused", arguments: Self.impossible)
  func refused(distortion: AffineDistortion, text: String) {
    let error = #expect(throws: DatasetError.self) { try distortion.validate() }
    #expect(error?.description == text)
  }

  static let impossible: [(AffineDistortion, String)] = [
    (
      AffineDistortion(rotation: -1),
      "a distortion's rotation of -1 is not possible; choose 0 to 180"
    ),
    (
      AffineDistortion(rotation: .nan),
      "a distortion's rotation of nan is not possible; choose 0 to 180"
    ),
    (AffineDistortion(scale: 1), "a distortion's scale of 1 is not possible; choose 0 to 0.9"),
    (
      AffineDistortion(shear: .infinity),
      "a distortion's shear of inf is not possible; choose 0 to 4"
    ),
    (
      AffineDistortion(shift: 1025),
      "a distortion's shift of 1025 is not possible; choose 0 to 1024"
    ),
  ]

  @Test("the ranges survive JSON")
  func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(AffineDistortion.digits)
    #expect(
      String(decoding: text, as: UTF8.self)
        == #"{"rotation":12,"scale":0.125,"shear":0.15,"shift":2.2}"#)
    #expect(try JSONDecoder().decode(AffineDistortion.self, from: text) == .digits)
  }

  @Test("mirroring survives JSON, and is written only where it is asked for")
  func flipJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let flipping = AffineDistortion(shift: 4, flip: true)
    let text = try encoder.encode(flipping)
    #expect(
      String(decoding: text, as: UTF8.self)
        == #"{"flip":true,"rotation":0,"scale":0,"shear":0,"shift":4}"#)
    #expect(try JSONDecoder().decode(AffineDistortion.self, from: text) == flipping)
  }
}
