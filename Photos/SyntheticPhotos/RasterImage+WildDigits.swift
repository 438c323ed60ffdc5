public import LeNetImages
public import LeNetRandom

/// Digits as people crop and threshold them.
extension RasterImage {
  /// An MNIST digit stretched over a small picture from edge to edge, or nearly, in black and white: a high threshold
  /// breaks its strokes.
  public static func stretched(_ digit: [UInt8], from stream: inout RandomStream) -> RasterImage {
    let side = 20 + Int(stream.below(45))
    let box = inkBox(digit, rows: 28, columns: 28)
    let margin = stream.below(2) == 0 ? 0 : stream.uniform(in: 0...0.25)
    let keepsShape = stream.below(2) == 0
    let longer = Double(max(box.rows.count, box.columns.count))
    let (wide, high) =
      keepsShape ? (longer, longer) : (Double(box.columns.count), Double(box.rows.count))
    let (middleX, middleY) = (
      Double(box.columns.lowerBound + box.columns.upperBound) / 2,
      Double(box.rows.lowerBound + box.rows.upperBound) / 2
    )
    let threshold = stream.uniform(in: 60...225)
    let grain = stream.uniform(in: 0...60)
    let isDark = stream.below(2) == 0
    var bytes: [UInt8] = []
    for row in 0..<side {
      for column in 0..<side {
        func place(_ index: Int, _ middle: Double, _ length: Double) -> Double {
          middle + ((Double(index) + 0.5) / Double(side) - 0.5) * length / (1 - margin) - 0.5
        }
        let ink = value(
          of: digit, row: place(row, middleY, high), column: place(column, middleX, wide))
        let isInk = ink + grain * (2 * stream.uniform() - 1) > threshold
        bytes.append(isInk == isDark ? 0 : 255)
      }
    }
    return grey(bytes, rows: side, columns: side)
  }

  /// An MNIST digit with soft edges on an even ground, cut by up to a tenth at one or two borders of its picture.
  public static func cut(_ digit: [UInt8], from stream: inout RandomStream) -> RasterImage {
    let box = inkBox(digit, rows: 28, columns: 28)
    let scale = stream.uniform(in: 1.2...8)
    func range(_ places: Range<Int>) -> (from: Double, to: Double) {
      let (low, high) = (Double(places.lowerBound), Double(places.upperBound))
      let length = high - low
      let isCut = stream.below(2) == 0
      let first = isCut ? stream.uniform(in: -0.05...0.1) : stream.uniform(in: -0.5...(-0.1))
      let last = stream.below(2) == 0 ? stream.uniform(in: -0.05...0.08) : -0.2
      return (low + first * length, high - last * length)
    }
    let (across, down) = (range(box.columns), range(box.rows))
    let rows = max(12, Int((down.to - down.from) * scale))
    let columns = max(12, Int((across.to - across.from) * scale))
    let (paper, ink) = (stream.uniform(in: 150...255), stream.uniform(in: 0...90))
    let isInverted = stream.below(3) == 0
    let grain = stream.uniform(in: 0...8)
    var bytes: [UInt8] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let y = down.from + (Double(row) + 0.5) * (down.to - down.from) / Double(rows) - 0.5
        let x = across.from + (Double(column) + 0.5) * (across.to - across.from) / Double(columns)
        let share = min(max((value(of: digit, row: y, column: x - 0.5) / 255 - 0.2) * 1.8, 0), 1)
        let brightness = paper + (ink - paper) * share + grain * (2 * stream.uniform() - 1)
        let byte = UInt8(min(max(brightness.rounded(), 0), 255))
        bytes.append(isInverted ? 255 - byte : byte)
      }
    }
    return grey(bytes, rows: rows, columns: columns)
  }

  /// A digit's brightness between its pixels, interpolated linearly; 0 outside.
  private static func value(of digit: [UInt8], row: Double, column: Double) -> Double {
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    func pixel(_ row: Double, _ column: Double) -> Double {
      guard 0..<28 ~= row, 0..<28 ~= column else { return 0 }
      return Double(digit[Int(row) * 28 + Int(column)])
    }
    let (down, right) = (row - top, column - left)
    let above = pixel(top, left) * (1 - right) + pixel(top, left + 1) * right
    let below = pixel(top + 1, left) * (1 - right) + pixel(top + 1, left + 1) * right
    return above * (1 - down) + below * down
  }

  private static func grey(_ bytes: [UInt8], rows: Int, columns: Int) -> RasterImage {
    guard let image = try? RasterImage(rows: rows, columns: columns, channels: .grey, bytes: bytes)
    else { preconditionFailure("\(bytes.count) bytes for \(rows) x \(columns) pixels") }
    return image
  }
}
