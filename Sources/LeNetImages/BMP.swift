import LeNetFiles

/// Windows bitmaps, uncompressed, of 1, 4, 8, 16, 24 or 32 bits a pixel.
///
/// "Bitmap Storage", https://learn.microsoft.com/windows/win32/gdi/bitmap-storage.
enum BMP {
  static func image(_ bytes: [UInt8], longest: Int) throws(ImageError) -> RasterImage {
    let file = LittleEndianBytes(bytes)
    let start = Int(try file.word(10))
    let headerSize = Int(try file.word(14))
    guard headerSize >= 40 else {
      throw .unsupported(format: "BMP", problem: "has a header of OS/2")
    }
    let columns = Int(Int32(bitPattern: try file.word(18)))
    let signedRows = Int(Int32(bitPattern: try file.word(22)))
    let rows = abs(signedRows)
    let bits = Int(try file.half(28))
    let compression = try file.word(30)
    guard columns > 0, rows > 0 else { throw .damaged(format: "BMP") }
    try RasterImage.check(columns: columns, rows: rows, limit: RasterImage.largestWhole)
    guard [1, 4, 8, 16, 24, 32].contains(bits) else {
      throw .unsupported(format: "BMP", problem: "has \(bits) bits a pixel")
    }
    // 3 and 6 say where the bits of each colour are.
    guard compression == 0 || compression == 3 || compression == 6 else {
      throw .unsupported(format: "BMP", problem: "is compressed")
    }
    let stride = (columns * bits + 31) / 32 * 4
    let (size, overflow) = stride.multipliedReportingOverflow(by: rows)
    guard start >= 14 + headerSize, !overflow, size <= bytes.count, start <= bytes.count - size
    else {
      throw .damaged(format: "BMP")
    }
    let colour: (Int, Int) throws(ImageError) -> (UInt8, UInt8, UInt8)
    switch bits {
    case 1, 4, 8:
      let palette = try self.palette(file, at: 14 + headerSize, bits: bits)
      colour = { row, column throws(ImageError) in
        let perByte = 8 / bits
        let byte = Int(bytes[row + column / perByte])
        let index = byte >> (bits * (perByte - 1 - column % perByte)) & (1 << bits - 1)
        guard index < palette.count else { throw .damaged(format: "BMP") }
        return palette[index]
      }
    case 24:
      colour = { row, column in
        let place = row + 3 * column
        return (bytes[place + 2], bytes[place + 1], bytes[place])
      }
    default:
      let masks = try self.masks(file, bits: bits, isGiven: compression != 0)
      colour = { row, column throws(ImageError) in
        let pixel =
          bits == 16 ? UInt32(try file.half(row + 2 * column)) : try file.word(row + 4 * column)
        return (masks[0].value(of: pixel), masks[1].value(of: pixel), masks[2].value(of: pixel))
      }
    }
    var picture = RowShrinker(rows: rows, columns: columns, channels: .rgb, longest: longest)
    var pixels = [UInt8](repeating: 0, count: columns * 3)
    for row in 0..<rows {
      // The lowest row comes first, unless the number of rows is negative.
      let line = start + (signedRows > 0 ? rows - 1 - row : row) * stride
      for column in 0..<columns {
        let (red, green, blue) = try colour(line, column)
        pixels[3 * column] = red
        pixels[3 * column + 1] = green
        pixels[3 * column + 2] = blue
      }
      picture.add(pixels)
    }
    return picture.image()
  }

  private static func palette(
    _ file: LittleEndianBytes, at place: Int, bits: Int
  ) throws(ImageError) -> [(UInt8, UInt8, UInt8)] {
    let stated = Int(try file.word(46))
    let count = stated == 0 ? 1 << bits : min(stated, 1 << bits)
    var colours: [(UInt8, UInt8, UInt8)] = []
    for index in 0..<count {
      let colour = try file.word(place + 4 * index)
      colours.append((UInt8(colour >> 16 & 255), UInt8(colour >> 8 & 255), UInt8(colour & 255)))
    }
    return colours
  }

  private static func masks(
    _ file: LittleEndianBytes, bits: Int, isGiven: Bool
  ) throws(ImageError) -> [ChannelMask] {
    guard isGiven else {
      return (bits == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF_0000, 0xFF00, 0xFF]).map(
        ChannelMask.init)
    }
    return [
      ChannelMask(try file.word(54)), ChannelMask(try file.word(58)),
      ChannelMask(try file.word(62)),
    ]
  }
}

/// The bits of a pixel that belong to one channel.
private struct ChannelMask {
  let mask: UInt32

  init(_ mask: UInt32) { self.mask = mask }

  /// The channel's share of its largest value, of 255.
  func value(of pixel: UInt32) -> UInt8 {
    guard mask != 0 else { return 0 }
    let shift = UInt32(mask.trailingZeroBitCount)
    let (value, most) = (UInt64(pixel & mask) >> UInt64(shift), UInt64(mask) >> UInt64(shift))
    return UInt8(value * 255 / most)
  }
}

extension LittleEndianBytes {
  fileprivate func half(_ place: Int) throws(ImageError) -> UInt16 {
    guard let number = uint16(place) else { throw .damaged(format: "BMP") }
    return number
  }

  fileprivate func word(_ place: Int) throws(ImageError) -> UInt32 {
    UInt32(try half(place)) | UInt32(try half(place + 2)) << 16
  }
}
