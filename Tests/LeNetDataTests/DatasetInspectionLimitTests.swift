import LeNetCatalog
import LeNetData
import LeNetInspection
import LeNetModel
import LeNetRandom
import Testing

@Suite("The doctor's limits")
struct CheckupLimitTests {
  /// Data a little on one side of a limit, and what is found of one kind.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: Finding.Kind
    let severity: Finding.Severity?
    let make: @Sendable () throws -> DatasetSplits

    init(
      _ kind: Finding.Kind, _ name: String, _ severity: Finding.Severity?,
      _ make: @escaping @Sendable () throws -> DatasetSplits
    ) {
      testDescription = "\(kind.rawValue), \(name)"
      self.kind = kind
      self.severity = severity
      self.make = make
    }
  }

  @Test("each finding begins where it should", arguments: pixels + counts + repetition + labels)
  func limits(of limit: Case) throws {
    let inspection = try DatasetInspection(limit.make())
    let found = inspection.findings.first { $0.kind == limit.kind }
    #expect(found?.severity == limit.severity, "\(found?.message ?? "nothing")")
  }

  /// Images of 4 x 4 of two classes in turn, no two alike: light ink inside, its number beside it.
  private static func split(
    _ count: Int, from start: Int = 0, labels: [UInt8]? = nil,
    _ change: (Int, inout [UInt8]) -> Void = { _, _ in }
  ) throws -> Dataset {
    var images: [UInt8] = []
    for image in 0..<count {
      var pixels = [UInt8](repeating: 0, count: 16)
      pixels[5] = 200
      pixels[6] = UInt8((start + image) & 255)
      pixels[9] = UInt8((start + image) >> 8)
      change(image, &pixels)
      images += pixels
    }
    return try Dataset(
      name: "made", shape: Shape(1, 4, 4), images: images,
      labels: labels ?? (0..<count).map { UInt8($0 % 2) }, classes: ["a", "b"])
  }

  private static func splits(
    training count: Int = 1000, labels: [UInt8]? = nil,
    _ change: (Int, inout [UInt8]) -> Void = { _, _ in }
  ) throws -> DatasetSplits {
    try DatasetSplits(
      training: split(count, labels: labels, change), test: split(100, from: 10_000))
  }

  static let pixels: [Case] = [
    Case(.blankImages, "1 of 1000", .warning) { try ofOneValue(0, count: 1) },
    Case(.blankImages, "2 of 1000", .wrong) { try ofOneValue(0, count: 2) },
    Case(.constantImages, "1 of 1000", .warning) { try ofOneValue(9, count: 1) },
    Case(.constantImages, "2 of 1000", .wrong) { try ofOneValue(9, count: 2) },
    Case(.darkImages, "3 of 255", .wrong) { try splits { $1 = $1.map { min($0, 3) } } },
    Case(.darkImages, "4 of 255", nil) { try splits { $1 = $1.map { min($0, 4) } } },
    Case(.inverted, "9 of 100", nil) { try inverted(9, of: 100) },
    Case(.inverted, "10 of 100", .warning) { try inverted(10, of: 100) },
    Case(.inverted, "90 of 100", .warning) { try inverted(90, of: 100) },
    Case(.inverted, "91 of 100", .wrong) { try inverted(91, of: 100) },
    Case(.inverted, "10 of 10", .wrong) { try inverted(10, of: 10) },
    Case(.inverted, "9 of 9", nil) { try inverted(9, of: 9) },
    Case(.differentSplits, "0.48 deviations", nil) { try brighter(by: 48) },
    Case(.differentSplits, "0.52 deviations", .wrong) { try brighter(by: 52) },
  ]

  private static func ofOneValue(_ value: UInt8, count: Int) throws -> DatasetSplits {
    try splits { image, pixels in
      if image < count { pixels = [UInt8](repeating: value, count: 16) }
    }
  }

  private static func inverted(_ count: Int, of all: Int) throws -> DatasetSplits {
    try splits(training: all) { image, pixels in
      if image < count { pixels = pixels.map { 255 - $0 } }
    }
  }

  /// Half of the pixels are 0 and half 200, a deviation of 100, and the test split is brighter.
  private static func brighter(by value: UInt8) throws -> DatasetSplits {
    func halves(_ added: UInt8) throws -> Dataset {
      try split(100) { _, pixels in
        for place in pixels.indices { pixels[place] = (place % 2 == 0 ? 200 : 0) + added }
      }
    }
    return try DatasetSplits(training: halves(0), test: halves(value))
  }

  static let counts: [Case] = [
    Case(.classBalance, "3 to 1", nil) { try unbalanced(30, 10) },
    Case(.classBalance, "3.1 to 1", .warning) { try unbalanced(31, 10) },
    Case(.small, "100 of a class", nil) { try splits(training: 200) },
    Case(.small, "99.5 of a class", .warning) { try splits(training: 199) },
    Case(.emptyClass, "1 image", nil) { try unbalanced(30, 1) },
    Case(.emptyClass, "no image", .wrong) { try unbalanced(30, 0) },
    Case(.singleClass, "1 image of another", nil) { try unbalanced(30, 1) },
  ]

  private static func unbalanced(_ first: Int, _ second: Int) throws -> DatasetSplits {
    try splits(
      training: first + second,
      labels: [UInt8](repeating: 0, count: first) + [UInt8](repeating: 1, count: second))
  }

  static let repetition: [Case] = [
    Case(.leakage, "none", nil) { try shared(0) },
    Case(.leakage, "5 of 1000", .warning) { try shared(5) },
    Case(.leakage, "6 of 1000", .wrong) { try shared(6) },
    Case(.duplicates, "none", nil) { try repeated(0, in: .training) },
    Case(.duplicates, "50 of 1000", .warning) { try repeated(50, in: .training) },
    Case(.duplicates, "51 of 1000", .wrong) { try repeated(51, in: .training) },
    Case(.duplicates, "50 of 1000 tests", .warning) { try repeated(50, in: .test) },
    Case(.duplicates, "51 of 1000 tests", .wrong) { try repeated(51, in: .test) },
    Case(.conflictingLabels, "across the parts", .warning) {
      let training = try split(100)
      let labels = [UInt8](repeating: 1, count: 100)
      return try DatasetSplits(training: training, test: split(100, from: 0, labels: labels))
    },
  ]

  private static func shared(_ count: Int) throws -> DatasetSplits {
    try DatasetSplits(training: split(1000), test: split(1000, from: 1000 - count))
  }

  private static func repeated(_ count: Int, in which: DatasetSplit) throws -> DatasetSplits {
    let twice = try split(1000) { image, pixels in
      guard image >= 1000 - count else { return }
      pixels[6] = UInt8((image - 1000 + count) & 255)
      pixels[9] = UInt8((image - 1000 + count) >> 8)
    }
    let other = try split(1000, from: 20_000)
    return try DatasetSplits(
      training: which == .training ? twice : other, test: which == .test ? twice : other)
  }

  static let labels: [Case] = [
    Case(.labelsOutOfStep, "55 of 100 a place late", nil) { try late(55) },
    Case(.labelsOutOfStep, "65 of 100 a place late", .wrong) { try late(65) },
    Case(.labelsUnrelated, "15 of 100 right", nil) { try right(15) },
    Case(.labelsUnrelated, "none right but by chance", .wrong) { try right(0) },
    Case(.otherNumbering, "two digits exchanged", .wrong) { try exchanged(every: 1) },
    Case(.otherNumbering, "two digits exchanged in every third image", nil) {
      try exchanged(every: 3)
    },
  ]

  /// So many labels of a hundred of the training split are those of the image before.
  private static func late(_ share: UInt32) throws -> DatasetSplits {
    try DatasetSplits.some.get().changing(.training) { split in
      var random = RandomStream(seed: 1, purpose: .test)
      let own = split.labels
      for image in 1..<own.count where random.below(100) < share {
        split.labels[image] = own[image - 1]
      }
    }
  }

  /// So many labels of a hundred of the training split stay as they are, the others change places.
  private static func right(_ share: UInt32) throws -> DatasetSplits {
    try DatasetSplits.some.get().changing(.training) { split in
      var random = RandomStream(seed: 2, purpose: .test)
      let moved = split.labels.indices.filter { _ in random.below(100) >= share }
      var labels = moved.map { split.labels[$0] }
      labels.shuffle(using: &random)
      for (image, label) in zip(moved, labels) { split.labels[image] = label }
    }
  }

  /// In some of the test split's images 0 is called 1 and 1 is called 0.
  private static func exchanged(every step: Int) throws -> DatasetSplits {
    try DatasetSplits.some.get().changing(.test) { split in
      for image in stride(from: 0, to: split.labels.count, by: step) where split.labels[image] < 2 {
        split.labels[image] = 1 - split.labels[image]
      }
    }
  }
}
