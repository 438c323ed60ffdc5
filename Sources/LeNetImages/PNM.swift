/// PBM, PGM and PPM files, as text (P1 to P3) and as bytes (P4 to P6), of up to 16 bits.
///
/// https://netpbm.sourceforge.net/doc/pgm.html and its neighbours.
enum PNM {
  static func image(_ bytes: [UInt8], longest: Int) throws(ImageError) -> RasterImage {
    var file = PNMReader(bytes: bytes)
    let kind = bytes[1] - UInt8(ascii: "0")
    let columns = try file.number()
    let rows = try file.number()
    let isBitmap = kind == 1 || kind == 4
    let most = isBitmap ? 1 : try file.number()
    guard columns > 0, rows > 0, (1...65_535).contains(most) else { throw PNMReader.damage }
    try RasterImage.check(columns: columns, rows: rows, limit: RasterImage.largestWhole)
    let channels = kind == 3 || kind == 6 ? 3 : 1
    var picture = RowShrinker(
      rows: rows, columns: columns, channels: channels == 3 ? .rgb : .grey,
      longest: longest)
    let perRow = columns * channels
    // A text has at least one character per number.
    let width =
      switch kind {
      case 4: (columns + 7) / 8
      case 5, 6: perRow * (most > 255 ? 2 : 1)
      default: perRow
      }
    if kind >= 4 { try file.skipBlank() }
    guard file.rest >= rows * width else { throw PNMReader.damage }
    for row in 0..<rows {
      var pixels: [UInt8] = []
      pixels.reserveCapacity(perRow)
      let start = file.place + row * width
      switch kind {
      case 1: for _ in 0..<perRow { pixels.append(try file.bit() ? 0 : 255) }
      case 2, 3: for _ in 0..<perRow { pixels.append(try scaled(try file.number(), most)) }
      case 4:
        for column in 0..<columns {
          let byte = bytes[start + column / 8]
          pixels.append(byte >> UInt8(7 - column % 8) & 1 == 1 ? 0 : 255)
        }
      default:
        for index in 0..<perRow {
          let value =
            most > 255
            ? Int(bytes[start + 2 * index]) << 8 | Int(bytes[start + 2 * index + 1])
            : Int(bytes[start + index])
          pixels.append(try scaled(value, most))
        }
      }
      picture.add(pixels)
    }
    return picture.image()
  }

  private static func scaled(_ value: Int, _ most: Int) throws(ImageError) -> UInt8 {
    guard value <= most else { throw PNMReader.damage }
    return UInt8((value * 255 + most / 2) / most)
  }
}

/// A reader of the numbers in a file.
private struct PNMReader {
  let bytes: [UInt8]
  /// The position, initially after the two letters of the kind.
  private(set) var place = 2

  static let damage = ImageError.damaged(format: "PGM")

  init(bytes: [UInt8]) { self.bytes = bytes }

  var rest: Int { bytes.count - place }

  /// The next number, after blanks and comments.
  mutating func number() throws(ImageError) -> Int {
    skipBlanks()
    let start = place
    var value = 0
    while place < bytes.count, (48...57).contains(bytes[place]) {
      guard place - start < 9 else { throw Self.damage }
      value = value * 10 + Int(bytes[place] - 48)
      place += 1
    }
    guard place > start else { throw Self.damage }
    return value
  }

  mutating func bit() throws(ImageError) -> Bool {
    skipBlanks()
    guard place < bytes.count, bytes[place] == 48 || bytes[place] == 49 else { throw Self.damage }
    place += 1
    return bytes[place - 1] == 49
  }

  /// The one blank between the header and bytes.
  mutating func skipBlank() throws(ImageError) {
    guard place < bytes.count, bytes[place].isSpace else { throw Self.damage }
    place += 1
  }

  private mutating func skipBlanks() {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 10 { place += 1 }
      } else if bytes[place].isSpace {
        place += 1
      } else {
        return
      }
    }
  }
}
