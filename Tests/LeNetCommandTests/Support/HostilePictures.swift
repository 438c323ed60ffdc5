import LeNetImages
import LeNetRandom
import LeNetTestSupport

/// Picture files that are cut, damaged, odd, or no pictures at all.
struct HostilePictures {
  let seed: UInt64
  private(set) var files: [(name: String, bytes: [UInt8])] = []

  private static let formats = [
    "png": ".png", "interlaced.png": ".png[interlace]",
    "jpg": ".jpg", "progressive.jpg": ".jpg[interlace]", "webp": ".webp",
    "lossless.webp": ".webp[lossless]",
    "tif": ".tif", "lzw.tif": ".tif[compression=lzw]", "jpeg.tif": ".tif[compression=jpeg]",
    "tiles.tif": ".tif[tile,compression=deflate]", "gif": ".gif",
  ]

  init(seed: UInt64) throws {
    self.seed = seed
    var stream = RandomStream(seed: seed, purpose: .test)
    var wholes: [(String, [UInt8])] = [("bmp", Self.bmp()), ("pgm", Self.pgm())]
    let picture = try RasterImage(
      rows: 60, columns: 50, channels: .rgb,
      bytes: (0..<60 * 50 * 3).map { UInt8(truncatingIfNeeded: $0 / 150 &* ($0 % 50)) })
    for (suffix, format) in Self.formats.sorted(by: { $0.key < $1.key }) {
      wholes.append((suffix, try picture.encoded(as: format)))
    }
    wholes.append(("heic", try carriedPicture("odd.heic") { try picture.encoded(as: ".heic") }))
    wholes.append(
      ("deep.png", deepPNG(rows: 60, columns: 50, channels: 3, bytes: picture.bytes)))
    for (suffix, bytes) in wholes {
      for eighth in 1..<8 {
        files.append(("cut-\(eighth).\(suffix)", Array(bytes.prefix(bytes.count * eighth / 8))))
      }
      for number in 0..<8 {
        var damaged = bytes
        // Few bytes, and early ones most of all: headers are the most dangerous part.
        for _ in 0..<1 + number / 2 {
          let most = number % 2 == 0 ? min(64, bytes.count) : bytes.count
          damaged[Int(stream.below(UInt32(most)))] = UInt8(stream.below(256))
        }
        files.append(("damaged-\(number).\(suffix)", damaged))
      }
    }
    addOddities()
  }

  private mutating func addOddities() {
    let texts = [
      "empty.png": "", "byte.png": "\u{1}", "text.jpg": "no picture",
      "page.png": "<!DOCTYPE html><html>",
      "entity.jpg":
        "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><svg>&e;</svg>",
      "drawing.png": "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
      "document.jpg": "%PDF-1.7\n1 0 obj", "matrix.png": "2 2\n1 2\n3 4\n",
      "fits.tif": "SIMPLE  =        T",
      "radiance.jpg": "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 2 +X 2\n",
      "xpm.png": "/* XPM */ static char",
      "script.jpg": "push graphic-context\nfill 'url(https://example.com/image.jpg\"|ls \"-la)'\n",
      "zero.pgm": "P5 0 0 255\n", "none.pgm": "P5 2 2 0\n    ",
      "deep.pgm": "P5 2 2 65536\n        ",
      "endless.pgm": "P5 # " + String(repeating: "x", count: 5000), "minus.pgm": "P2 -2 2 255 1 1",
      "huge.pgm": "P5 99999999999999999999 1 255\n", "large.pgm": "P4 999999999 999999999\n",
      "bright.pgm": "P2 2 2 10 5 5 5 11", "letters.pgm": "P2 a b c", "short.pbm": "P1 4 4 1010",
      "float.pfm": "Pf\n2 2\n-1.0\n0000000000000000",
    ]
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      files.append((name, Array(text.utf8)))
    }
    let magics: [String: [UInt8]] = [
      "archive.png": [0x50, 0x4B, 3, 4], "film.heic": Array("\0\0\0\u{18}ftypisom".utf8),
      "icon.png": [0, 0, 1, 0, 1, 0], "photoshop.jpg": Array("8BPS\0\u{1}".utf8),
      "vips.png": [0xB6, 0xA6, 0xF2, 0x08], "openexr.png": [0x76, 0x2F, 0x31, 0x01],
      "jpeg2000.jpg": [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A],
      "jpegxl.jpg": [0xFF, 0x0A, 0, 0], "gzip.png": [0x1F, 0x8B, 8, 0],
      "tiny.jpg": [0xFF, 0xD8, 0xFF], "tiny.png": [0x89, 0x50, 0x4E, 0x47],
      "tiny.gif": Array("GIF89a".utf8),
      "wide.gif": Array("GIF89a".utf8) + [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x3B],
      "loop.tif": [0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0],
      "far.tif": [0x49, 0x49, 42, 0, 0xFF, 0xFF, 0xFF, 0xFF],
      "fields.tif": [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0xFF, 0xFF],
      "tiny.webp": Array("RIFF\u{4}\0\0\0WEBPVP8 ".utf8),
      "tiny.heic": Array("\0\0\0\u{18}ftypheic\0\0\0\0".utf8),
    ]
    for (name, bytes) in magics.sorted(by: { $0.key < $1.key }) {
      files.append((name, bytes + [UInt8](repeating: 0, count: 40)))
      files.append(("full-" + name, bytes + [UInt8](repeating: 255, count: 4000)))
    }
    let bitmaps: [(String, [UInt8])] = [
      ("negative.bmp", Self.bmp(columns: -3)), ("lowest.bmp", Self.bmp(rows: .min)),
      ("huge.bmp", Self.bmp(columns: .max, rows: .max)), ("bits.bmp", Self.bmp(bits: 7)),
      ("far.bmp", Self.bmp(start: .max)), ("inside.bmp", Self.bmp(start: 3)),
      ("compressed.bmp", Self.bmp(compression: 1)), ("jpeg.bmp", Self.bmp(compression: 4)),
      ("palette.bmp", Self.bmp(bits: 8)), ("nothing.bmp", Self.bmp(columns: 0)),
      ("header.bmp", Self.bmp(header: 12)), ("long.bmp", Self.bmp(header: .max)),
    ]
    files += bitmaps
  }

  private static func word(_ number: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// A bitmap of 5 x 4 pixels, or one that says so.
  private static func bmp(
    columns: Int32 = 5, rows: Int32 = 4, bits: UInt32 = 24, compression: UInt32 = 0,
    start: UInt32 = 54, header: UInt32 = 40
  ) -> [UInt8] {
    Array("BM".utf8) + word(118) + word(0) + word(start) + word(header)
      + word(UInt32(bitPattern: columns)) + word(UInt32(bitPattern: rows)) + word(1 | bits << 16)
      + word(compression) + [UInt8](repeating: 0, count: 20)
      + (0..<64).map { UInt8($0 * 4 % 256) }
  }

  private static func pgm() -> [UInt8] {
    Array("P5\n9 7\n255\n".utf8) + (0..<63).map { UInt8($0 * 4) }
  }
}
