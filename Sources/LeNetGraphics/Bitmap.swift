import CZlib

/// An RGB bitmap for drawings, row by row.
public struct Bitmap: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  private let bytes: [UInt8]

  /// A bitmap from one colour per pixel; traps unless there are rows x columns of them.
  public init(rows: Int, columns: Int, colours: [(UInt8, UInt8, UInt8)]) {
    precondition(colours.count == rows * columns, "a bitmap needs a colour for every pixel")
    self.rows = rows
    self.columns = columns
    bytes = colours.flatMap { [$0.0, $0.1, $0.2] }
  }

  /// Ink on paper: 0 white, 255 black; traps unless there are rows x columns numbers.
  public init(ink: some Collection<UInt8>, rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, colours: ink.map { (255 - $0, 255 - $0, 255 - $0) })
  }

  /// Numbers between two bounds as greys from black to white, as the paper draws activity; traps unless there are
  /// rows x columns of them.
  public init(
    shades: some Collection<Float>, from least: Float, to greatest: Float, rows: Int, columns: Int
  ) {
    let range = max(greatest - least, .leastNormalMagnitude)
    self.init(
      rows: rows, columns: columns,
      colours: shades.map { value in
        let share = min(max((value - least) / range, 0), 1)
        let shade = UInt8((share.isFinite ? share : 0) * 255)
        return (shade, shade, shade)
      })
  }

  /// Signed numbers: negative ones blue, positive ones orange, 0 white; `reach` gets the full colour.
  ///
  /// Traps unless there are rows x columns of them.
  public init(signed values: some Collection<Float>, reach: Float, rows: Int, columns: Int) {
    let reach = max(reach, .leastNormalMagnitude)
    self.init(
      rows: rows, columns: columns,
      colours: values.map { value in
        let share = min(max(value / reach, -1), 1)
        let end: (Float, Float, Float) = share < 0 ? (0, 114, 178) : (213, 94, 0)
        let weight = abs(share.isFinite ? share : 0)
        func mixed(_ colour: Float) -> UInt8 { UInt8(255 + (colour - 255) * weight) }
        return (mixed(end.0), mixed(end.1), mixed(end.2))
      })
  }

  /// The pixels as a PNG file, each enlarged to a square of `factor` pixels.
  ///
  /// PNG (third edition), https://www.w3.org/TR/png-3/: grey if no pixel has a colour, else RGB.
  package func png(enlarged factor: Int = 1) -> [UInt8] {
    let isGrey = (0..<rows * columns).allSatisfy { pixel in
      let (red, green, blue) = (bytes[3 * pixel], bytes[3 * pixel + 1], bytes[3 * pixel + 2])
      return red == green && red == blue
    }
    let channels = isGrey ? 1 : 3
    var raw: [UInt8] = []
    raw.reserveCapacity(rows * factor * (columns * factor * channels + 1))
    for row in 0..<rows {
      // Each row begins with its filter: none.
      var line: [UInt8] = [0]
      for start in stride(from: row * columns * 3, to: (row + 1) * columns * 3, by: 3) {
        for _ in 0..<factor { line += bytes[start..<start + channels] }
      }
      for _ in 0..<factor { raw += line }
    }
    var header = Self.words(UInt32(columns * factor)) + Self.words(UInt32(rows * factor))
    header += [8, isGrey ? 0 : 2, 0, 0, 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += Self.chunk("IHDR", header)
    file += Self.chunk("IDAT", Self.compressed(raw))
    return file + Self.chunk("IEND", [])
  }

  /// A zlib stream.
  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let room = compressBound(uLong(bytes.count))
    return [UInt8](unsafeUninitializedCapacity: Int(room)) { buffer, count in
      var length = uLongf(room)
      let status = compress2(
        buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
      precondition(status == Z_OK, "a buffer of compressBound bytes is enough for compress2")
      count = Int(length)
    }
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return words(UInt32(data.count)) + content + words(UInt32(crc32_z(0, content, content.count)))
  }

  /// The four bytes of a big-endian number.
  private static func words(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
