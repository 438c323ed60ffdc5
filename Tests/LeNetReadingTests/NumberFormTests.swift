import LeNetImages
import LeNetRandom
import LeNetReading
import LeNetTestSupport
import Testing

@Suite("What a form knows of its numbers")
struct NumberFormTests {
  private static let seed: UInt64 = 17

  private static func stream(_ index: Int) -> RandomStream {
    RandomStream(seed: seed, purpose: .test, index: UInt32(index))
  }

  @Test("A number of another length is refused, not made to fit", arguments: [4, 6])
  func otherLength(length: Int) throws {
    let reader = try NumberReader(grammar: NumberGrammar(length: length))
    for index in 0..<12 {
      var stream = Self.stream(index)
      let (picture, lines) = try NumberReaderTests.page([[0, 0, 0, 0, 0]], from: &stream)
      let numbers = reader.read(picture).numbers
      #expect(
        numbers.allSatisfy { $0.verdict == .refused },
        "\(lines) read as \(numbers); seed \(Self.seed), \(index)")
    }
  }

  @Test("Numbers of the form beside each other are read one by one")
  func severalNumbers() throws {
    let reader = try NumberReader(grammar: NumberGrammar(length: 4))
    var right = 0
    for index in 0..<12 {
      var stream = Self.stream(index)
      let first = try NumberReaderTests.page([[0, 0, 0, 0]], from: &stream)
      let second = try NumberReaderTests.page([[0, 0, 0, 0]], from: &stream)
      let picture = try first.picture.beside(second.picture)
      if reader.read(picture).text == "\(first.lines[0]) \(second.lines[0])" { right += 1 }
    }
    #expect(right >= 10, "\(right) of 12; seed \(Self.seed)")
  }

  @Test(
    "A point and a comma are told apart, and neither is left out",
    arguments: [(".", 3), (",", 7)])
  func marks(mark: String, height: Int) throws {
    let reader = try NumberReader(grammar: NumberGrammar(marks: [.point, .comma]))
    var right = 0
    for index in 0..<12 {
      var stream = Self.stream(index)
      let (picture, lines) = try NumberReaderTests.page([[0, 0, 0]], gap: 12, from: &stream)
      let marked = try picture.marked(behindDigit: 0, height: 2 * height, width: 6)
      let expected = "\(lines[0].prefix(1))\(mark)\(lines[0].dropFirst())"
      if reader.read(marked).text == expected { right += 1 }
    }
    #expect(right >= 10, "\(right) of 12; seed \(Self.seed)")
  }

  @Test("Numbers on a sheet are read whatever it lies on", arguments: [40, 90, 140, 200])
  func sheet(ground: UInt8) throws {
    let reader = try NumberReader()
    for index in 0..<4 {
      var stream = Self.stream(index)
      let (picture, _) = try NumberReaderTests.page([[0, 0, 0, 0], [0, 0, 0]], from: &stream)
      let page = reader.read(picture)
      let sheet = reader.read(try picture.lying(on: ground, margin: 150))
      #expect(sheet.text == page.text, "seed \(Self.seed), \(index)")
      let boxes = zip(sheet.numbers, page.numbers).map { ($0.box.columns, $1.box.columns) }
      for (own, other) in boxes { #expect(abs(own.lowerBound - other.lowerBound - 150) <= 2) }
    }
  }
}

extension RasterImage {
  /// A grey picture from the brightness of each pixel.
  private static func grey(
    rows: Int, columns: Int, _ value: (_ row: Int, _ column: Int) -> UInt8
  ) throws -> RasterImage {
    try RasterImage(
      rows: rows, columns: columns, channels: .grey,
      bytes: (0..<rows * columns).map { value($0 / columns, $0 % columns) })
  }

  fileprivate func beside(_ other: RasterImage) throws -> RasterImage {
    try .grey(rows: rows, columns: columns + other.columns) { row, column in
      column < columns
        ? bytes[row * columns + column] : other.bytes[row * other.columns + column - columns]
    }
  }

  /// The picture with a black rectangle on the base line in the gap behind a digit.
  fileprivate func marked(behindDigit digit: Int, height: Int, width: Int) throws -> RasterImage {
    func isInk(_ row: Int, _ column: Int) -> Bool { bytes[row * columns + column] < 120 }
    let inked = (0..<columns).filter { column in (0..<rows).contains { isInk($0, column) } }
    let ends = zip(inked, inked.dropFirst()).filter { $1 - $0 > 12 }
    let (end, start) = try #require(ends.dropFirst(digit).first)
    let foot = try #require((0..<rows).last { row in (0..<columns).contains { isInk(row, $0) } })
    let left = (end + start - width) / 2
    return try .grey(rows: rows, columns: columns) { row, column in
      let isMark =
        left..<left + width ~= column && foot - 6..<foot - 6 + height ~= row
      return isMark ? 20 : bytes[row * columns + column]
    }
  }

  fileprivate func lying(on ground: UInt8, margin: Int) throws -> RasterImage {
    try .grey(rows: rows + 2 * margin, columns: columns + 2 * margin) { row, column in
      let (row, column) = (row - margin, column - margin)
      return 0..<rows ~= row && 0..<columns ~= column ? bytes[row * columns + column] : ground
    }
  }
}
