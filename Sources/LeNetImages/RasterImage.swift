/// The pixels of a picture: one byte per channel, row by row from the upper left corner.
public struct RasterImage: Hashable, Sendable {
  /// The channels of a pixel, in sRGB.
  public enum Channels: Int, Hashable, Sendable, CaseIterable {
    /// One byte of brightness, 0 black.
    case grey = 1
    /// Brightness and opacity.
    case greyAlpha
    /// Red, green, blue.
    case rgb
    /// Red, green, blue and opacity.
    case rgba
  }

  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The channels of a pixel.
  public let channels: Channels
  /// The pixels, `[row][column][channel]`.
  public let bytes: [UInt8]
  /// The number of pages or frames of the file that it comes from; it is the first of them.
  public internal(set) var pages: Int = 1
  /// The bits a channel that the picture in its file uses: 8 or 16, and fewer than 16 if it is darker than its file allows.
  public internal(set) var bits: Int = 8
  /// Degrees clockwise by which a tag in the file turned the picture.
  public internal(set) var turn: Int = 0
  /// The sides of the picture in its file, in parts of this one's: more than 1 if it was shrunk.
  public internal(set) var shrinkage: Double = 1

  /// The largest side in pixels: reading shrinks larger pictures.
  public static let longestSide: Int = 640

  /// A picture from pixels in memory.
  ///
  /// - Throws: `ImageError` unless there is at least one pixel and a byte for each channel of every one.
  public init(rows: Int, columns: Int, channels: Channels, bytes: [UInt8]) throws(ImageError) {
    let pixels = rows.multipliedReportingOverflow(by: columns)
    let count = pixels.partialValue.multipliedReportingOverflow(by: channels.rawValue)
    guard rows > 0, columns > 0, !pixels.overflow, !count.overflow,
      count.partialValue == bytes.count
    else {
      throw .pixels(rows: rows, columns: columns, channels: channels.rawValue, bytes: bytes.count)
    }
    self.init(checkedRows: rows, columns: columns, channels: channels, bytes: bytes)
  }

  /// A picture whose sizes are known to fit.
  init(checkedRows rows: Int, columns: Int, channels: Channels, bytes: [UInt8]) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.bytes = bytes
  }

  /// The picture without opacity, on white, or on black if its opaque pixels are bright.
  var opaque: RasterImage {
    let (kept, stride): (Int, Int)
    switch channels {
    case .grey, .rgb: return self
    case .greyAlpha: (kept, stride) = (1, 2)
    case .rgba: (kept, stride) = (3, 4)
    }
    var (brightness, weight) = (0, 0)
    for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
      let alpha = Int(bytes[start + kept])
      for channel in 0..<kept { brightness += Int(bytes[start + channel]) * alpha }
      weight += kept * alpha
    }
    // Without transparent pixels the background does not matter.
    let ground = brightness > 140 * weight ? 0 : 255
    var flat: [UInt8] = []
    flat.reserveCapacity(rows * columns * kept)
    for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
      let alpha = Int(bytes[start + kept])
      for channel in 0..<kept {
        flat.append(
          UInt8((Int(bytes[start + channel]) * alpha + ground * (255 - alpha) + 127) / 255))
      }
    }
    return RasterImage(
      checkedRows: rows, columns: columns, channels: kept == 1 ? .grey : .rgb, bytes: flat)
  }

  /// The same picture with no side longer than `longest`, each pixel the mean of the area it covers.
  package func shrunk(toFit longest: Int) -> RasterImage {
    guard max(rows, columns) > longest else { return self }
    let scale = Double(longest) / Double(max(rows, columns))
    let newRows = max(1, Int((Double(rows) * scale).rounded()))
    let newColumns = max(1, Int((Double(columns) * scale).rounded()))
    let count = channels.rawValue
    var shrunk = [UInt8](repeating: 0, count: newRows * newColumns * count)
    for channel in 0..<count {
      let plane = Plane(rows: rows, columns: columns) { row, column in
        Float(bytes[(row * columns + column) * count + channel])
      }
      let small = plane.averaged(rows: newRows, columns: newColumns)
      for place in small.values.indices {
        shrunk[place * count + channel] = UInt8(min(max(small.values[place].rounded(), 0), 255))
      }
    }
    var picture = RasterImage(
      checkedRows: newRows, columns: newColumns, channels: channels, bytes: shrunk)
    (picture.pages, picture.shrinkage) = (pages, shrinkage / scale)
    return picture
  }
}
