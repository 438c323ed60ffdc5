import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetModel
import LeNetRandom
import LeNetTestSupport
import SyntheticPhotos
import Testing

/// Pictures of many kinds, prepared, compared with what a person has looked at.
@Suite("Prepared digits are what they were when somebody looked at them")
struct PreparationSnapshotTests {
  private static let seed: UInt64 = 91

  /// A photo of a test digit of MNIST.
  private static func photo(_ index: Int, sizes: ClosedRange<Double>) throws -> RasterImage {
    var stream = RandomStream(seed: seed, purpose: .photo, epoch: 7, index: UInt32(index))
    let data = try Dataset.mnist(.test)
    let scene = PhotoScene(from: &stream, sizes: sizes)
    let field = InkField(grey: data.pixels(of: index), rows: 28, columns: 28)
    return try .photo(scene, of: field, from: &stream)
  }

  /// A digit of MNIST whose pixels are changed.
  private static func digit(
    _ index: Int, channels: RasterImage.Channels = .grey, _ change: (Int, UInt8) -> [UInt8]
  ) throws -> RasterImage {
    let pixels = try Dataset.mnist(.test).pixels(of: index)
    return try RasterImage(
      rows: 28, columns: 28, channels: channels,
      bytes: pixels.enumerated().flatMap { change($0.offset, $0.element) })
  }

  /// Strokes on an empty page, and a mark away from them.
  private static func page(pen: Int, mark: (row: Int, column: Int)?, isTwice: Bool = false) throws
    -> RasterImage
  {
    var bytes = [UInt8](repeating: 235, count: 160 * 120)
    func fill(_ rows: Range<Int>, _ columns: Range<Int>) {
      for row in rows { for column in columns { bytes[row * 120 + column] = 30 } }
    }
    fill(60..<60 + pen, 40..<80)
    fill(60..<110, 80..<80 + pen)
    if let mark { fill(mark.row..<mark.row + 6, mark.column..<mark.column + 8) }
    if isTwice { fill(50..<105, 5..<5 + pen) }
    return try RasterImage(rows: 160, columns: 120, channels: .grey, bytes: bytes)
  }

  private static let pictures: [(String, @Sendable () throws -> RasterImage)] = [
    ("photo-0", { try photo(0, sizes: 40...400) }), ("photo-1", { try photo(1, sizes: 40...60) }),
    ("photo-2", { try photo(2, sizes: 200...400) }), ("photo-3", { try photo(3, sizes: 40...400) }),
    ("photo-4", { try photo(4, sizes: 80...120) }), ("photo-5", { try photo(5, sizes: 40...400) }),
    ("clean", { try digit(10) { [$1] } }), ("faint", { try digit(11) { [$1 / 4] } }),
    ("on-paper", { try digit(12) { [255 - $1] } }),
    ("grey-on-paper", { try digit(13) { [230 - $1 / 3] } }),
    ("blue-transparent", { try digit(14, channels: .rgba) { [20, 40, 200, $1] } }),
    ("bright-transparent", { try digit(15, channels: .rgba) { [250, 240, 120, $1] } }),
    ("grey-transparent", { try digit(16, channels: .greyAlpha) { [90, $1] } }),
    ("red", { try digit(17, channels: .rgb) { [255, 255 - $1, 255 - $1] } }),
    ("thin-pen", { try page(pen: 1, mark: nil) }), ("thick-pen", { try page(pen: 16, mark: nil) }),
    ("pen", { try page(pen: 5, mark: nil) }), ("mark-near", { try page(pen: 5, mark: (52, 60)) }),
    ("mark-far-above", { try page(pen: 5, mark: (6, 60)) }),
    ("mark-far-below", { try page(pen: 5, mark: (150, 60)) }),
    ("mark-beside", { try page(pen: 5, mark: (80, 8)) }),
    ("two", { try page(pen: 5, mark: nil, isTwice: true) }),
    (
      "tiny",
      {
        try RasterImage(
          rows: 7, columns: 5, channels: .grey,
          bytes: [
            250, 250, 250, 250, 250, 250, 40, 40, 40, 250, 250, 250, 250, 40, 250, 250, 250, 40,
            250, 250,
            250, 250, 40, 250, 250, 250, 40, 250, 250, 250, 250, 250, 250, 250, 250,
          ])
      }
    ),
  ]

  @Test("Each kind of picture", arguments: pictures.map(\.0))
  func prepared(name: String) throws {
    let picture = try #require(Self.pictures.first { $0.0 == name }?.1)
    let found = DigitPreparation(try picture())
    var text = "no ink\n"
    if let found {
      text =
        "\(found.isLightOnDark ? "light" : "dark") ink, rows \(found.box.rows), columns \(found.box.columns)"
      text += ", widened by \(found.widening), like pieces \(found.likePieces)\n"
      for row in 0..<28 {
        text +=
          (0..<28).map { column in
            let value = String(found.pixels[row * 28 + column], radix: 16)
            return value == "0" ? " ." : (value.count == 1 ? " " : "") + value
          }.joined(separator: " ") + "\n"
      }
    }
    #expect(
      text == (try Snapshot.kept("\(name).txt", now: text)),
      "seed \(Self.seed); LENET_UPDATE_SNAPSHOTS=1 writes the new one; look at it before you commit it"
    )
  }

  @Test("A picture that is only resized: enlarged smoothly, and shrunk to means")
  func resized() throws {
    for (name, rows, columns) in [("enlarged", 3, 3), ("shrunk", 56, 40)] {
      let bytes = (0..<rows * columns).map { UInt8($0 * 37 % 251) }
      let picture = try RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
      let preparation = try PicturePreparation(for: Shape(1, 28, 28), approach: .resize)
      let pixels = try #require(preparation.pixels(of: picture))
      let text = (0..<28).map { row in
        (0..<28).map { "\(pixels[row * 28 + $0])" }.joined(separator: " ") + "\n"
      }.joined()
      #expect(text == (try Snapshot.kept("\(name).txt", now: text)), "\(name)")
    }
  }
}
