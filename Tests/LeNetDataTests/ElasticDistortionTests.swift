import Foundation
import LeNetData
import LeNetModel
import LeNetText
import Testing

@Suite("Random elastic distortions")
struct ElasticDistortionTests {
  static let distortion = ElasticDistortion(displacement: 1.5, smoothness: 3)
  static let shape = Shape(1, 28, 30)

  @Test("displacements depend on their key only, and on each part of it")
  func key() {
    func displacements(seed: UInt64 = 1, epoch: UInt32 = 2, image: Int = 3) -> [Float] {
      let lists = Self.distortion.displacements(
        of: Self.shape, seed: seed, epoch: epoch, image: image)
      return lists.rows + lists.columns
    }
    let first = displacements()
    #expect(first.count == 2 * 28 * 30)
    #expect(displacements() == first)
    #expect(displacements(seed: 9) != first)
    #expect(displacements(epoch: 9) != first)
    #expect(displacements(image: 9) != first)
  }

  @Test(
    "their mean is 0, their RMS and that of their slope as stated",
    arguments: [(1, 4), (1.5, 3), (8, 1), (0.25, 16)] as [(Double, Double)], [1, 2] as [UInt64])
  func moments(values: (displacement: Double, smoothness: Double), seed: UInt64) {
    let distortion = ElasticDistortion(
      displacement: values.displacement, smoothness: values.smoothness)
    let (rows, columns) = (Self.shape.rows, Self.shape.columns)
    var (sums, squares, products) = ([0.0, 0.0], [0.0, 0.0], 0.0)
    var (slopes, count) = (0.0, 0)
    for image in 0..<1500 {
      let lists = distortion.displacements(of: Self.shape, seed: seed, epoch: 1, image: image)
      let pair = [lists.rows.map(Double.init), lists.columns.map(Double.init)]
      for (direction, list) in pair.enumerated() {
        sums[direction] += list.reduce(0, +)
        squares[direction] += list.reduce(0) { $0 + $1 * $1 }
        for place in list.indices where place % columns > 0 && place >= columns {
          let slope = list[place] - list[place - 1]
          slopes += slope * slope + (list[place] - list[place - columns]).squared
          count += 2
        }
      }
      products += zip(pair[0], pair[1]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let total = Double(1500 * rows * columns)
    let rms = values.displacement
    for direction in 0..<2 {
      #expect((sums[direction] / total / rms).magnitude < 0.1, "\(values), seed \(seed)")
      let ratio = (squares[direction] / total).squareRoot() / rms
      // A wide spline is not seen over a whole distance of knots, along which its share varies.
      #expect((0.95...1.06).contains(ratio), "\(ratio), \(values), seed \(seed)")
    }
    #expect((products / total / rms / rms).magnitude < 0.1, "\(values), seed \(seed)")
    guard values.smoothness >= 3 else { return }
    let slope = (slopes / Double(count)).squareRoot() / (rms / values.smoothness)
    #expect((0.6...0.75).contains(slope), "\(slope), \(values), seed \(seed)")
  }

  @Test("neighbours never differ by more than the spline's steepest slope", arguments: 0..<50)
  func slope(image: Int) {
    let (smoothness, displacement) = (Self.distortion.smoothness, Self.distortion.displacement)
    let lists = Self.distortion.displacements(of: Self.shape, seed: 4, epoch: 0, image: image)
    // Numbers on knots differ by at most 2 √3 315/151 RMS, and the knots lie √3 σ apart.
    let steepest = Float(2 * 315.0 / 151 * displacement / smoothness)
    for list in [lists.rows, lists.columns] {
      for place in list.indices where place % Self.shape.columns > 0 {
        #expect((list[place] - list[place - 1]).magnitude <= steepest, "place \(place)")
        guard place >= Self.shape.columns else { continue }
        #expect((list[place] - list[place - Self.shape.columns]).magnitude <= steepest)
      }
    }
  }

  @Test("the values are the same in every version and on every machine")
  func golden() {
    let lists = ElasticDistortion.digits.displacements(
      of: Shape(1, 28, 28), seed: 42, epoch: 7, image: 59_999)
    #expect(
      [lists.rows[0], lists.rows[400], lists.columns[0], lists.columns[783]] == [
        0.5694355, 1.0703833, -0.79826033, -1.3626692,
      ])
  }

  @Test(
    "values that can be used pass",
    arguments: [
      ElasticDistortion(displacement: 0), .digits,
      ElasticDistortion(displacement: 64, smoothness: 1),
      ElasticDistortion(displacement: 64, smoothness: 64),
    ])
  func valid(distortion: ElasticDistortion) throws {
    try distortion.validate()
  }

  @Test("values that cannot be used are refused", arguments: Self.impossible)
  func refused(distortion: ElasticDistortion, text: String) {
    let error = #expect(throws: DatasetError.self) { try distortion.validate() }
    #expect(error?.description == "a distortion's elastic " + text)
  }

  static let impossible: [(ElasticDistortion, String)] = [
    (
      ElasticDistortion(displacement: -1),
      "displacement of -1 is not possible; choose 0 to 64"
    ),
    (
      ElasticDistortion(displacement: .nan),
      "displacement of nan is not possible; choose 0 to 64"
    ),
    (
      ElasticDistortion(displacement: 65),
      "displacement of 65 is not possible; choose 0 to 64"
    ),
    (
      ElasticDistortion(displacement: 1, smoothness: 0.9),
      "smoothness of 0.9 is not possible; choose 1 to 64"
    ),
    (
      ElasticDistortion(displacement: 1, smoothness: .infinity),
      "smoothness of inf is not possible; choose 1 to 64"
    ),
  ]

  @Test("the values survive JSON")
  func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(ElasticDistortion.digits)
    #expect(String(decoding: text, as: UTF8.self) == #"{"displacement":1,"smoothness":4}"#)
    #expect(try JSONDecoder().decode(ElasticDistortion.self, from: text) == .digits)
  }

  @Test("a distortion that is refused, and an image too large for one, trap")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      _ = ElasticDistortion(displacement: .nan).displacements(
        of: Shape(1, 2, 2), seed: 1, epoch: 1, image: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = ElasticDistortion.digits.displacements(
        of: Shape(1, 1025, 1024), seed: 1, epoch: 1, image: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = ElasticDistortion.digits.displacements(
        of: Shape(1, 1, 16_385), seed: 1, epoch: 1, image: 1)
    }
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
