import CZlib

/// A PNG file of 16 bits a sample, which libvips of some systems cannot write; the two bytes of a sample are equal.
///
/// PNG (third edition), https://www.w3.org/TR/png-3/.
public func deepPNG(rows: Int, columns: Int, channels: Int, bytes: [UInt8]) -> [UInt8] {
  func words(_ number: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }
  func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(type.utf8) + data
    return words(data.count) + content + words(Int(crc32_z(0, content, content.count)))
  }
  let line = columns * channels
  let raw = (0..<rows).flatMap { row -> [UInt8] in
    [0] + bytes[row * line..<(row + 1) * line].flatMap { [$0, $0] }
  }
  var packed = [UInt8](repeating: 0, count: Int(compressBound(uLong(raw.count))))
  var count = uLongf(packed.count)
  precondition(compress(&packed, &count, raw, uLong(raw.count)) == Z_OK)
  // Grey, grey with opacity, colours, colours with opacity.
  let colourType: [UInt8] = [0, 4, 2, 6]
  return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    + chunk("IHDR", words(columns) + words(rows) + [16, colourType[channels - 1], 0, 0, 0])
    + chunk("IDAT", Array(packed.prefix(Int(count)))) + chunk("IEND", [])
}
