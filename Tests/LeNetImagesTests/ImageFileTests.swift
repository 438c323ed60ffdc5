import LeNetImages
import LeNetTestSupport
import Testing

@Suite("Picture files through libvips")
struct ImageFileTests {
  @Test(
    "What is written is read again; HEIC, which not every system writes, from files",
    arguments: [
      (".png", 0), (".png[interlace]", 0), (".jpg[Q=95]", 8),
      (".jpg[Q=95,interlace]", 8), (".webp[lossless]", 3), (".tif", 0),
      (".tif[compression=lzw]", 0),
      (".tif[compression=deflate,tile]", 0), (".gif", 24), (".heic[Q=95]", 12),
    ], [RasterImage.Channels.grey, .rgb, .rgba])
  func formats(format: (suffix: String, error: Int), channels: RasterImage.Channels) throws {
    // A palette of 256 colours is too few for slopes of colours and opacity.
    guard format.suffix != ".gif" || channels != .rgba else { return }
    let picture = try slope(channels: channels)
    let file =
      format.suffix.hasPrefix(".heic")
      ? try carriedPicture("slope-\(channels.rawValue).heic") {
        try picture.encoded(as: format.suffix)
      } : try picture.encoded(as: format.suffix)
    let read = try RasterImage(decoding: file)
    #expect(read.rows == picture.rows && read.columns == picture.columns)
    // Formats may add channels, as WebP does, or drop opacity, as JPEG does.
    let greatest = (0..<picture.rows * picture.columns).map { place in
      let first = Int(picture.bytes[place * picture.channels.rawValue])
      return abs(first - Int(read.bytes[place * read.channels.rawValue]))
    }.max()
    let error = try #require(greatest)
    #expect(error <= format.error, "\(format) \(channels)")
  }

  @Test("A large picture is shrunk while it is read, and keeps its shape")
  func large() throws {
    let read = try RasterImage(
      decoding: try slope(rows: 1500, columns: 3000).encoded(as: ".jpg"))
    #expect(read.columns == RasterImage.longestSide && read.rows == RasterImage.longestSide / 2)
    let last = try #require(read.bytes.last)
    #expect(read.bytes[0] < 40 && last > 200)
  }

  @Test("Orientations of EXIF and TIFF are heeded", arguments: 1...8)
  func orientation(orientation: Int) throws {
    let picture = try slope()
    var writer = TIFFWriter(columns: 40, rows: 24)
    writer.orientation = orientation
    var jpeg = try picture.encoded(as: ".jpg[Q=98]")
    // Behind the first marker, a segment with the one field of EXIF that says which way is up.
    let exif: [UInt8] =
      Array("Exif\0\0".utf8) + [0x49, 0x49, 42, 0] + word(8) + half(1) + half(0x112) + half(3)
      + word(1)
      + word(UInt32(orientation)) + word(0)
    let length = exif.count + 2
    jpeg.insert(contentsOf: [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + exif, at: 2)
    for file in [writer.file(picture.bytes), jpeg] {
      let read = try RasterImage(decoding: file)
      let isTurned = orientation >= 5
      #expect(read.rows == (isTurned ? 40 : 24) && read.columns == (isTurned ? 24 : 40))
      // Where the dark corner goes: TIFF 6.0, field 274.
      let isBottom = [3, 4, 7, 8].contains(orientation)
      let isRight = [2, 3, 6, 7].contains(orientation)
      let (row, column) = (isBottom ? read.rows - 2 : 1, isRight ? read.columns - 2 : 1)
      #expect(read.bytes[row * read.columns + column] < 40, "orientation \(orientation)")
    }
  }

  @Test("CMYK, 16 bits, 1 bit, palettes and inverted grey become what they show")
  func kinds() throws {
    let cmyk = TIFFWriter(columns: 2, rows: 1, channels: 4, photometric: 5)
    let colours = try RasterImage(decoding: cmyk.file([0, 0, 0, 0, 0, 0, 0, 255]))
    #expect(colours.channels == .rgb && colours.bytes[0] > 230 && colours.bytes[3] < 80)
    var deep = TIFFWriter(columns: 2, rows: 1, bits: 16)
    #expect(try RasterImage(decoding: deep.file([0, 0, 255, 255])).bytes == [0, 255])
    deep.bits = 8
    deep.photometric = 0
    #expect(try RasterImage(decoding: deep.file([0, 255])).bytes == [255, 0])
    let bits = TIFFWriter(columns: 2, rows: 1, bits: 1)
    #expect(try RasterImage(decoding: bits.file([0b0100_0000])).bytes == [0, 255])
    let half = [UInt16](repeating: 0, count: 256)
    var palette = half + half + half
    palette[7] = 65_535
    let mapped = TIFFWriter(columns: 2, rows: 1, photometric: 3, palette: palette)
    let image = try RasterImage(decoding: mapped.file([7, 0]))
    #expect(image.channels == .rgb && image.bytes == [255, 0, 0, 0, 0, 0])
  }

  @Test("16 bits of which a camera fills 10, 12 or 14 are stretched, and the picture says so")
  func bits() throws {
    let writer = TIFFWriter(columns: 2, rows: 1, bits: 16)
    for (brightest, bits, byte) in [
      (255, 8, 255), (1000, 10, 250), (4095, 12, 255), (2100, 12, 131), (16_000, 14, 250),
      (40_000, 16, 156),
    ] as [(UInt16, Int, UInt8)] {
      let picture = try RasterImage(
        decoding: writer.file(half(brightest) + half(brightest / 2)))
      #expect(picture.bits == bits && picture.bytes[0] == byte, "\(brightest)")
      #expect(abs(Int(picture.bytes[1]) - Int(byte) / 2) <= 1)
    }
    #expect(try RasterImage(decoding: TIFFWriter(columns: 1, rows: 1).file([9])).bits == 8)
  }

  @Test("Any page or frame is read, and one that is not there is an error")
  func pages() throws {
    // A GIF of one pixel, black and then white.
    func frame(_ code: UInt8) -> [UInt8] { [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, code, 1, 0] }
    let gif =
      Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255] + frame(0x44)
      + frame(0x4C) + [0x3B]
    for (page, value) in [(1, UInt8(0)), (2, 255)] {
      let picture = try RasterImage(decoding: gif, page: page)
      #expect(picture.bytes[0] == value && picture.pages == 2, "page \(page)")
    }
    #expect(throws: ImageError.page(3, pages: 2)) { try RasterImage(decoding: gif, page: 3) }
    #expect(throws: ImageError.page(0, pages: nil)) { try RasterImage(decoding: gif, page: 0) }
    #expect(throws: ImageError.page(2, pages: 1)) {
      try RasterImage(decoding: Array("P5 1 1 255\n".utf8) + [0], page: 2)
    }
  }

  @Test("The size is known from the header: more pixels than the limits allow are not decoded")
  func limits() throws {
    func refusal(_ bytes: [UInt8]) -> ImageError? {
      do throws(ImageError) {
        _ = try RasterImage(decoding: bytes)
        return nil
      } catch {
        return error
      }
    }
    // A PNG header for 20,000 x 20,000 pixels with nothing behind.
    #expect(
      refusal(pngHeader(columns: 20_000, rows: 20_000))
        == .tooLarge(columns: 20_000, rows: 20_000, limit: RasterImage.largestStreamed))
    #expect(
      refusal(pngHeader(columns: 8000, rows: 8000, isInterlaced: true))
        == .tooLarge(columns: 8000, rows: 8000, limit: RasterImage.largestWhole))
    let bitmap = Array("P5 100000 100000 255\n".utf8)
    #expect(
      refusal(bitmap) == .tooLarge(columns: 100_000, rows: 100_000, limit: RasterImage.largestWhole)
    )
  }

  @Test("Nothing but pictures is read, and the sentence says what it is")
  func otherFiles() {
    for (text, part) in [
      ("", "is empty"), ("%PDF-1.4", "is a PDF"), ("<svg xmlns=", "is an SVG drawing"),
      ("<!DOCTYPE html>", "is a page of HTML"), ("hello", "is not a picture"),
    ] {
      #expect { try RasterImage(decoding: Array(text.utf8)) } throws: { error in
        "\(error)".contains(part) && "\(error)".contains("expected PNG, JPEG")
      }
    }
  }

  @Test("Opacity is laid on what its ink is not")
  func opacity() throws {
    for ink: UInt8 in [0, 255] {
      let digit = try seven(ink: 255, paper: 0)
      // The pen's colour everywhere, and only opacity says where it was.
      let bytes = digit.bytes.flatMap { [ink, $0] }
      let image = try RasterImage(
        rows: digit.rows, columns: digit.columns, channels: .greyAlpha, bytes: bytes)
      let prepared = try #require(
        DigitPreparation(try RasterImage(decoding: image.encoded(as: ".png"))))
      let plain = try #require(DigitPreparation(digit))
      #expect(likeness(prepared.pixels, plain.pixels) > 0.98)
      #expect(prepared.isLightOnDark == (ink == 255))
    }
  }
}

/// A PNG file that ends behind its header.
func pngHeader(columns: UInt32, rows: UInt32, isInterlaced: Bool = false) -> [UInt8] {
  func high(_ number: UInt32) -> [UInt8] { word(number).reversed() }
  let content: [UInt8] =
    Array("IHDR".utf8) + high(columns) + high(rows) + [8, 0, 0, 0, isInterlaced ? 1 : 0]
  var crc = ~UInt32(0)
  for byte in content {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + high(13) + content + high(~crc)
    + high(0) + Array("IDAT".utf8) + high(0x35AF_061E)
}
