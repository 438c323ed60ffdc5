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
    let make: @Sendable () throws -> DatasetParts

    init(
      _ kind: Finding.Kind, _ name: String, _ severity: Finding.Severity?,
      _ make: @escaping @Sendable () throws -> DatasetParts
    ) {
      testDescription = "\(kind.rawValue), \(name)"
      self.kind = kind
      self.severity = severity
      self.make = make
    }
  }

  @Test("each finding begins where it should", arguments: pixels + counts + repetition + labels)
  func limits(of limit: Case) throws {
    let checkup = try Checkup(limit.make())
    let found = checkup.findings.first { $0.kind == limit.kind }
    #expect(found?.severity == limit.severity, "\(found?.message ?? "nothing")")
  }

  /// Images of 4 x 4 of two classes in turn, no two alike: light ink inside, its number beside it.
  private static func part(
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

  private static func parts(
    training count: Int = 1000, labels: [UInt8]? = nil,
    _ change: (Int, inout [UInt8]) -> Void = { _, _ in }
  ) throws -> DatasetParts {
    try DatasetParts(
      training: part(count, labels: labels, change), test: part(100, from: 10_000))
  }

  static let pixels: [Case] = [
    Case(.blankImages, "1 of 1000", .warning) { try ofOneValue(0, count: 1) },
    Case(.blankImages, "2 of 1000", .wrong) { try ofOneValue(0, count: 2) },
    Case(.constantImages, "1 of 1000", .warning) { try ofOneValue(9, count: 1) },
    Case(.constantImages, "2 of 1000", .wrong) { try ofOneValue(9, count: 2) },
    Case(.darkImages, "3 of 255", .wrong) { try parts { $1 = $1.map { min($0, 3) } } },
    Case(.darkImages, "4 of 255", nil) { try parts { $1 = $1.map { min($0, 4) } } },
    Case(.inverted, "9 of 100", nil) { try inverted(9, of: 100) },
    Case(.inverted, "10 of 100", .warning) { try inverted(10, of: 100) },
    Case(.inverted, "90 of 100", .warning) { try inverted(90, of: 100) },
    Case(.inverted, "91 of 100", .wrong) { try inverted(91, of: 100) },
    Case(.inverted, "10 of 10", .wrong) { try inverted(10, of: 10) },
    Case(.inverted, "9 of 9", nil) { try inverted(9, of: 9) },
    Case(.differentParts, "0.48 deviations", nil) { try brighter(by: 48) },
    Case(.differentParts, "0.52 deviations", .wrong) { try brighter(by: 52) },
  ]

  private static func ofOneValue(_ value: UInt8, count: Int) throws -> DatasetParts {
    try parts { image, pixels in
      if image < count { pixels = [UInt8](repeating: value, count: 16) }
    }
  }

  private static func inverted(_ count: Int, of all: Int) throws -> DatasetParts {
    try parts(training: all) { image, pixels in
      if image < count { pixels = pixels.map { 255 - $0 } }
    }
  }

  /// Half of the pixels are 0 and half 200, a deviation of 100, and the test part is brighter.
  private static func brighter(by value: UInt8) throws -> DatasetParts {
    func halves(_ added: UInt8) throws -> Dataset {
      try part(100) { _, pixels in
        for place in pixels.indices { pixels[place] = (place % 2 == 0 ? 200 : 0) + added }
      }
    }
    return try DatasetParts(training: halves(0), test: halves(value))
  }

  static let counts: [Case] = [
    Case(.classBalance, "3 to 1", nil) { try unbalanced(30, 10) },
    Case(.classBalance, "3.1 to 1", .warning) { try unbalanced(31, 10) },
    Case(.small, "100 of a class", nil) { try parts(training: 200) },
    Case(.small, "99.5 of a class", .warning) { try parts(training: 199) },
    Case(.emptyClass, "1 image", nil) { try unbalanced(30, 1) },
    Case(.emptyClass, "no image", .wrong) { try unbalanced(30, 0) },
    Case(.singleClass, "1 image of another", nil) { try unbalanced(30, 1) },
  ]

  private static func unbalanced(_ first: Int, _ second: Int) throws -> DatasetParts {
    try parts(
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
      let training = try part(100)
      let labels = [UInt8](repeating: 1, count: 100)
      return try DatasetParts(training: training, test: part(100, from: 0, labels: labels))
    },
  ]

  private static func shared(_ count: Int) throws -> DatasetParts {
    try DatasetParts(training: part(1000), test: part(1000, from: 1000 - count))
  }

  private static func repeated(_ count: Int, in which: DatasetPart) throws -> DatasetParts {
    let twice = try part(1000) { image, pixels in
      guard image >= 1000 - count else { return }
      pixels[6] = UInt8((image - 1000 + count) & 255)
      pixels[9] = UInt8((image - 1000 + count) >> 8)
    }
    let other = try part(1000, from: 20_000)
    return try DatasetParts(
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

  /// So many labels of a hundred of the training part are those of the image before.
  private static func late(_ share: UInt32) throws -> DatasetParts {
    try DatasetParts.some.get().changing(.training) { part in
      var random = RandomStream(seed: 1, purpose: .test)
      let own = part.labels
      for image in 1..<own.count where random.below(100) < share {
        part.labels[image] = own[image - 1]
      }
    }
  }

  /// So many labels of a hundred of the training part stay as they are, the others change places.
  private static func right(_ share: UInt32) throws -> DatasetParts {
    try DatasetParts.some.get().changing(.training) { part in
      var random = RandomStream(seed: 2, purpose: .test)
      let moved = part.labels.indices.filter { _ in random.below(100) >= share }
      var labels = moved.map { part.labels[$0] }
      labels.shuffle(using: &random)
      for (image, label) in zip(moved, labels) { part.labels[image] = label }
    }
  }

  /// In some of the test part's images 0 is called 1 and 1 is called 0.
  private static func exchanged(every step: Int) throws -> DatasetParts {
    try DatasetParts.some.get().changing(.test) { part in
      for image in stride(from: 0, to: part.labels.count, by: step) where part.labels[image] < 2 {
        part.labels[image] = 1 - part.labels[image]
      }
    }
  }
}
