/// The formats of picture files, recognized by their first bytes.
enum ImageFormat: String {
  case png = "PNG"
  case jpeg = "JPEG"
  case webp = "WebP"
  case tiff = "TIFF"
  case gif = "GIF"
  case heic = "HEIC"
  case bmp = "BMP"
  case pnm = "PGM"

  /// The format of a file; nil for another format.
  init?(of bytes: [UInt8]) {
    func begins(_ pattern: [UInt8], at place: Int = 0) -> Bool {
      bytes.count >= place + pattern.count
        && bytes[place..<place + pattern.count].elementsEqual(pattern)
    }
    func begins(_ text: String, at place: Int = 0) -> Bool { begins(Array(text.utf8), at: place) }
    if begins([0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins("RIFF"), begins("WEBP", at: 8) {
      self = .webp
    } else if begins([0x49, 0x49, 0x2A, 0]) || begins([0x4D, 0x4D, 0, 0x2A])
      || begins([0x49, 0x49, 0x2B, 0]) || begins([0x4D, 0x4D, 0, 0x2B])
    {
      self = .tiff
    } else if begins("GIF8") {
      self = .gif
    } else if begins("ftyp", at: 4), Self.heifBrands.contains(where: { begins($0, at: 8) }) {
      self = .heic
    } else if begins("BM") {
      self = .bmp
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1]), bytes[2].isSpace
    {
      self = .pnm
    } else {
      return nil
    }
  }

  /// Major brands of ISO/IEC 23008-12 and of AVIF.
  private static let heifBrands = [
    "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis",
  ]

  /// Another known format of a file, with an article, for error messages; nil if unknown.
  static func other(_ bytes: [UInt8]) -> String? {
    let known: [(String, [UInt8])] = [
      ("empty", []), ("a PDF", Array("%PDF".utf8)), ("an SVG drawing", Array("<svg".utf8)),
      ("a ZIP archive", [0x50, 0x4B, 3, 4]), ("a gzip file", [0x1F, 0x8B]),
      ("a JPEG XL picture", [0xFF, 0x0A]), ("a page of HTML", Array("<!DOCTYPE".utf8)),
      ("a page of HTML", Array("<html".utf8)), ("an XML text", Array("<?xml".utf8)),
    ]
    return known.first { $0.1.isEmpty ? bytes.isEmpty : bytes.starts(with: $0.1) }?.0
  }
}

extension UInt8 {
  /// A blank, tab or line end.
  var isSpace: Bool { self == 32 || (9...13).contains(self) }
}
