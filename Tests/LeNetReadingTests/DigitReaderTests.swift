import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetModel
import LeNetTestSupport
import SyntheticPhotos
import LeNetRandom
import LeNetReading
import Synchronization
import Testing

@Suite("The reader of digits")
struct DigitReaderTests {
  static let seed: UInt64 = 77

  private static func digits(_ indices: Range<Int>) throws -> [(pixels: [UInt8], label: Int)] {
    let data = try Dataset.mnist(.test)
    return indices.map {
      (data.pixels(of: $0), Int(data.labels[$0]))
    }
  }

  private static func photo(
    of field: InkField?, epoch: UInt32, _ index: Int
  ) throws -> RasterImage {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: epoch, index: UInt32(index))
    let scene = PhotoScene(from: &stream, sizes: 40...400)
    return try .photo(scene, of: field, from: &stream)
  }

  @Test("MNIST's test digits are read and accepted")
  func clean() throws {
    let reader = try DigitReader()
    var (right, accepted) = (0, 0)
    for (pixels, label) in try Self.digits(0..<2000) {
      let reading = reader.read(
        try RasterImage(rows: 28, columns: 28, channels: .grey, bytes: pixels))
      if reading.label == "\(label)" { right += 1 }
      if reading.verdict == .accepted { accepted += 1 }
      #expect(abs(reading.scores.reduce(0, +) - 1) < 1e-9)
    }
    #expect(right >= 1976 && accepted >= 1950, "\(right) right, \(accepted) accepted of 2,000")
  }

  @Test("Photos of test digits are read as the digits are")
  func photos() throws {
    let reader = try DigitReader()
    var right = 0
    for (index, (pixels, label)) in try Self.digits(2000..<2600).enumerated() {
      let field = InkField(grey: pixels, rows: 28, columns: 28)
      let reading = reader.read(try Self.photo(of: field, epoch: 1, index))
      if reading.label == "\(label)" { right += 1 }
    }
    #expect(right >= 582, "seed \(Self.seed): \(right) of 600")
  }

  @Test(
    "Hard papers: mostly in shadow, a shadow darker than coloured ink, lines with more ink than the digit",
    arguments: [560, 3736, 5840, 6345, 9571, 1624, 1736, 2668, 1710, 4188])
  func hardPapers(index: Int) throws {
    let (pixels, label) = try #require(try Self.digits(index..<index + 1).first)
    var stream = RandomStream(seed: 7, purpose: .photo, epoch: 2, index: UInt32(index))
    let scene = PhotoScene(from: &stream, sizes: 40...1000)
    let field = InkField(grey: pixels, rows: 28, columns: 28)
    let reading = try DigitReader().read(try .photo(scene, of: field, from: &stream))
    #expect(reading.label == "\(label)", "\(reading)")
  }

  @Test("What is no digit is not accepted", arguments: NonDigit.allCases)
  func refusal(kind: NonDigit) throws {
    let reader = try DigitReader()
    let accepted = (0..<200).count { index in
      var stream = RandomStream(
        seed: Self.seed, purpose: .photo, epoch: 2, index: UInt32(index))
      return reader.read(kind.picture(from: &stream)).verdict == .accepted
    }
    #expect(accepted <= 10, "seed \(Self.seed): \(accepted) of 200")
  }

  @Test("Blank paper is blank or no digit, and hardly ever an answer")
  func blank() throws {
    let reader = try DigitReader()
    var accepted = 0
    for index in 0..<200 {
      let reading = reader.read(try Self.photo(of: nil, epoch: 3, index))
      if reading.verdict == .accepted { accepted += 1 }
      if reading.verdict == .blank { #expect(reading.digit == nil && reading.confidence == 0) }
    }
    #expect(accepted <= 6, "seed \(Self.seed): \(accepted) of 200")
  }

  @Test("Many tasks may use one reader, and get what one alone gets")
  func tasks() async throws {
    let reader = try DigitReader()
    let images = try Self.digits(0..<64).map {
      try RasterImage(rows: 28, columns: 28, channels: .grey, bytes: $0.pixels)
    }
    let alone = images.map(reader.read)
    let together = await withTaskGroup(of: (Int, Reading).self) { group in
      for (index, image) in images.enumerated() {
        group.addTask { (index, reader.read(image)) }
      }
      return await group.reduce(into: [Int: Reading]()) { $0[$1.0] = $1.1 }
    }
    for (index, reading) in alone.enumerated() { #expect(together[index] == reading) }
  }

  @Test(
    "Certainty is shared so that the likeliest class has the confidence", arguments: [0.8, 0.3, 0])
  func certainty(confidence: Double) {
    var reading = Reading(
      verdict: .unsure, label: "0", confidence: confidence, scores: [0.5, 0.3, 0.2], other: 0.1)
    let (classes, none) = reading.shares
    #expect(classes[0] == confidence)
    #expect(abs(classes.reduce(none, +) - 1) < 1e-12)
    #expect(abs(classes[1] * 2 - classes[2] * 3) < 1e-12)
    // 0.1 for none beside 0.9 x 0.5 for the other classes.
    #expect(abs(none * 0.45 - (classes[1] + classes[2]) * 0.1) < 1e-12)
    reading.verdict = .other
    #expect(reading.shares.none == 0.1)
    reading.verdict = .blank
    #expect(reading.shares.none == 1)
  }

  @Test("Several digits on a page are never accepted as one, and one with a speck is not several")
  func several() throws {
    let reader = try DigitReader()
    var said = 0
    for first in stride(from: 3000, to: 3060, by: 3) {
      let row = try Self.digits(first..<first + 3).map(\.pixels)
      // Three digits beside each other, enlarged four times, in dark ink on light paper.
      var bytes: [UInt8] = []
      for y in 0..<28 * 4 {
        for pixels in row {
          for x in 0..<28 * 4 { bytes.append(235 - pixels[y / 4 * 28 + x / 4] / 5 * 4) }
        }
      }
      let reading = reader.read(
        try RasterImage(rows: 112, columns: 336, channels: .grey, bytes: bytes))
      #expect(reading.verdict != .accepted, "digits from \(first)")
      #expect((reading.verdict == .several) == (reading.likePieces > 0 && reading.digit == nil))
      if reading.verdict == .several { said += 1 }
    }
    #expect(said >= 15, "\(said) of 20")
    let (pixels, label) = try Self.digits(3000..<3001)[0]
    var bytes = [UInt8](repeating: 235, count: 224 * 224)
    for y in 0..<112 {
      for x in 0..<112 { bytes[(y + 56) * 224 + x + 56] = 235 - pixels[y / 4 * 28 + x / 4] / 5 * 4 }
    }
    for y in 8..<14 { for x in 8..<14 { bytes[y * 224 + x] = 40 } }
    let one = reader.read(try RasterImage(rows: 224, columns: 224, channels: .grey, bytes: bytes))
    #expect(one.verdict == .accepted && one.digit == label && one.likePieces == 0)
  }

  @Test("A digit on its side is read after a turn, accepted only where a tag turned it")
  func turned() throws {
    let reader = try DigitReader()
    var (said, back) = (0, 0)
    for (pixels, label) in try Self.digits(4000..<4040) where [2, 3, 4, 5].contains(label) {
      // Turned counter-clockwise, dark on light, three times as large.
      var bytes: [UInt8] = []
      for y in 0..<84 {
        for x in 0..<84 { bytes.append(235 - pixels[x / 3 * 28 + 27 - y / 3] / 5 * 4) }
      }
      let lying = reader.read(
        try RasterImage(rows: 84, columns: 84, channels: .grey, bytes: bytes))
      #expect(lying.turned == 0 || lying.verdict != .accepted)
      if lying.turned == 90, lying.label == "\(label)" { said += 1 }
      // An upright picture whose tag turns it by 90 degrees clockwise.
      var upright: [UInt8] = []
      for y in 0..<84 {
        for x in 0..<84 { upright.append(235 - pixels[y / 3 * 28 + x / 3] / 5 * 4) }
      }
      let file = TIFFWriter(columns: 84, rows: 84, orientation: 6).file(upright)
      let tagged = try reader.read(bytes: file)
      if tagged.verdict == .accepted, tagged.turned == 270, tagged.digit == label { back += 1 }
    }
    #expect(said >= 8 && back >= 8, "\(said) and \(back)")
  }

  @Test("A model that does not name each output is refused", arguments: [2, 12])
  func classes(count: Int) throws {
    var model = DigitReader.defaultModel
    model.classes = (0..<count).map { "\($0)" }
    let broken = model
    let error = #expect(throws: ReaderError.self) { try DigitReader(model: broken) }
    #expect(
      error?.description == """
        the model cannot be used: it names \(count) classes; expected one for each of the 11 outputs
        """)
  }

  @Test("A share is refused that the model has no threshold for")
  func shares() throws {
    #expect(throws: ReaderError.self) { try DigitReader(coverage: 0.2) }
    var model = DigitReader.defaultModel
    model.rejectionPolicy = nil
    #expect(throws: ReaderError.self) { try DigitReader(model: model, coverage: 0.9) }
    #expect(try DigitReader(model: model).threshold == 0)
    #expect(try DigitReader(coverage: 0.9).threshold > DigitReader().threshold)
  }
}
