/// Uncompressed TIFF files of every kind, also wrong ones, from their description.
///
/// TIFF 6.0 (Adobe, 1992).
public struct TIFFWriter {
  /// The width of the picture.
  public var columns = 8
  /// The height of the picture.
  public var rows = 6
  /// Bits of each channel.
  public var bits = 8
  /// Channels of a pixel.
  public var channels = 1
  /// 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK.
  public var photometric = 1
  /// Of EXIF and TIFF: 1 upright, 2 to 8 mirrored and turned.
  public var orientation = 1
  /// Red, green and blue of every number of a palette, 256 each.
  public var palette: [UInt16]?

  /// A writer of upright grey pictures, unless told otherwise.
  public init(
    columns: Int = 8, rows: Int = 6, bits: Int = 8, channels: Int = 1, photometric: Int = 1,
    orientation: Int = 1, palette: [UInt16]? = nil
  ) {
    (self.columns, self.rows, self.bits, self.channels) = (columns, rows, bits, channels)
    (self.photometric, self.orientation, self.palette) = (photometric, orientation, palette)
  }

  /// The file with its pixels' bytes as they lie in it, the first byte of a number first.
  public func file(_ pixels: [UInt8]) -> [UInt8] {
    var fields: [(tag: UInt16, type: UInt16, values: [UInt32])] = [
      (256, 4, [UInt32(columns)]), (257, 4, [UInt32(rows)]),
      (258, 3, Array(repeating: UInt32(bits), count: channels)), (259, 3, [1]),
      (262, 3, [UInt32(photometric)]), (273, 4, [8]), (274, 3, [UInt32(orientation)]),
      (277, 3, [UInt32(channels)]), (278, 4, [UInt32(rows)]), (279, 4, [UInt32(pixels.count)]),
      (284, 3, [1]),
    ]
    if let palette { fields.append((320, 3, palette.map(UInt32.init))) }
    let padded = pixels + (pixels.count % 2 == 1 ? [0] : [])
    let directory = 8 + padded.count
    var file: [UInt8] = [0x49, 0x49, 42, 0] + word(UInt32(directory)) + padded
    var outside: [UInt8] = []
    let outsideStart = directory + 2 + fields.count * 12 + 4
    file += half(UInt16(fields.count))
    for field in fields {
      file += half(field.tag) + half(field.type) + word(UInt32(field.values.count))
      let bytes = field.values.flatMap { field.type == 3 ? half(UInt16($0)) : word($0) }
      if bytes.count <= 4 {
        file += bytes + [UInt8](repeating: 0, count: 4 - bytes.count)
      } else {
        file += word(UInt32(outsideStart + outside.count))
        outside += bytes
      }
    }
    return file + word(0) + outside
  }
}

/// Two bytes, the lowest first.
public func half(_ number: UInt16) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8)] }

/// Four bytes, the lowest first.
public func word(_ number: UInt32) -> [UInt8] {
  half(UInt16(number & 0xFFFF)) + half(UInt16(number >> 16))
}
