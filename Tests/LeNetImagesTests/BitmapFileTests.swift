import LeNetImages
import LeNetTestSupport
import Testing

@Suite("BMP and PNM files")
struct BitmapFileTests {
  /// A BMP file of 2 x 2 pixels, the lower row first.
  static func bmp(
    bits: UInt16, rows: Int32 = 2, compression: UInt32 = 0, tables: [UInt8] = [], pixels: [UInt8],
    columns: UInt32 = 2, start: UInt32? = nil, colours: UInt32 = 0
  ) -> [UInt8] {
    let place = start ?? UInt32(54 + tables.count)
    return Array("BM".utf8) + word(0) + word(0) + word(place) + word(40) + word(columns)
      + word(UInt32(bitPattern: rows)) + half(1) + half(bits) + word(compression) + word(0)
      + word(0)
      + word(0) + word(colours) + word(0) + tables + pixels
  }

  static let red: [UInt8] = [255, 0, 0]
  static let green: [UInt8] = [0, 255, 0]
  static let blue: [UInt8] = [0, 0, 255]
  static let white: [UInt8] = [255, 255, 255]

  @Test("Every depth gives the same four pixels")
  func bmp() throws {
    // Above red and green, below blue and white; palettes are blue, green, red, nothing.
    let expected = Self.red + Self.green + Self.blue + Self.white
    let palette: [UInt8] = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]
    let full4 = palette + [UInt8](repeating: 0, count: 48)
    let masks = word(0xF800) + word(0x07E0) + word(0x001F)
    let files = [
      Self.bmp(
        bits: 24, pixels: [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0]),
      Self.bmp(
        bits: 24, rows: -2, pixels: [0, 0, 255, 0, 255, 0, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0]),
      Self.bmp(
        bits: 32,
        pixels: [255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0]),
      Self.bmp(bits: 8, tables: palette, pixels: [2, 3, 0, 0, 0, 1, 0, 0], colours: 4),
      Self.bmp(bits: 4, tables: full4, pixels: [0x23, 0, 0, 0, 0x01, 0, 0, 0]),
      Self.bmp(
        bits: 16, compression: 3, tables: masks,
        pixels: half(0x001F) + half(0xFFFF) + half(0xF800) + half(0x07E0)),
      Self.bmp(
        bits: 16, pixels: half(0x001F) + half(0x7FFF) + half(0x7C00) + half(0x03E0)),
    ]
    for (index, file) in files.enumerated() {
      let image = try RasterImage(decoding: file)
      #expect(image.bytes == expected, "file \(index)")
    }
    let bits = Self.bmp(
      bits: 1, tables: [0, 0, 0, 0, 255, 255, 255, 0],
      pixels: [0b0100_0000, 0, 0, 0, 0b1000_0000, 0, 0, 0])
    #expect(
      try RasterImage(decoding: bits).bytes == [255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255])
  }

  @Test("The palette stands behind a header of any length", arguments: [40, 52, 56, 64, 108, 124])
  func longHeaders(size: UInt32) throws {
    let palette: [UInt8] = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]
    let short = Self.bmp(bits: 8, tables: palette, pixels: [2, 3, 0, 0, 0, 1, 0, 0], colours: 4)
    let more = Int(size) - 40
    let file =
      short[..<10] + word(UInt32(54 + more + palette.count)) + word(size) + short[18..<54]
      + [UInt8](repeating: 0, count: more) + short[54...]
    #expect(
      try RasterImage(decoding: Array(file)).bytes == Self.red + Self.green + Self.blue + Self.white
    )
  }

  @Test("Every kind of PNM gives the same pixels")
  func pnm() throws {
    let grey: [(String, [UInt8])] = [
      ("P2\n# a comment\n2 2\n255\n0 255\n255 0\n", []), ("P5 2 2 255\n", [0, 255, 255, 0]),
      ("P5 2 2 65535\n", [0, 0, 255, 255, 255, 255, 0, 0]), ("P2 2 2 15 0 15 15 0", []),
      ("P1\n2 2\n10\n01\n", []), ("P4 2 2\n", [0b1000_0000, 0b0100_0000]),
    ]
    for (text, bytes) in grey {
      let image = try RasterImage(decoding: Array(text.utf8) + bytes)
      #expect(image.channels == .grey && image.bytes == [0, 255, 255, 0], "\(text)")
    }
    // Of two bytes the first counts 256: 0x1234 of 0xFFFF is 18 of 255, 0x3412 would be 52.
    let deep = try RasterImage(decoding: Array("P5 2 1 65535\n".utf8) + [0x12, 0x34, 0xCD, 0xAB])
    #expect(deep.bytes == [18, 205])
    let colours = try RasterImage(
      decoding: Array("P6 1 1 65535\n".utf8) + [0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC])
    #expect(colours.bytes == [18, 86, 154])
    for (text, bytes) in [("P3 1 1 255 1 2 3", []), ("P6 1 1 255\n", [UInt8(1), 2, 3])] {
      let image = try RasterImage(decoding: Array(text.utf8) + bytes)
      #expect(image.channels == .rgb && image.bytes == [1, 2, 3])
    }
  }

  @Test("Files cut anywhere are refused, not read half")
  func cut() throws {
    let palette = [UInt8](repeating: 7, count: 1024)
    let files = [
      Self.bmp(bits: 8, tables: palette, pixels: [0, 1, 0, 0, 1, 0, 0, 0]),
      Array("P5 3 3 255\n".utf8) + [UInt8](repeating: 9, count: 9),
      Array("P4 9 2\n".utf8) + [1, 2, 3, 4], Array("P2 2 2 255 100 200 100 7".utf8),
    ]
    for file in files {
      for count in 2..<file.count {
        #expect(throws: ImageError.self, "cut to \(count)") {
          try RasterImage(decoding: Array(file.prefix(count)))
        }
      }
    }
  }
}
