public import LeNetImages
public import LeNetRandom

extension PhotoScene {
  /// The photo as a JPEG file.
  public func file(
    of field: InkField?, from stream: inout RandomStream
  ) throws(ImageError) -> [UInt8] {
    try picture(of: field, from: &stream).encoded(as: ".jpg[Q=\(quality)]")
  }
}

extension RasterImage {
  /// The photo of a scene after JPEG compression.
  public static func photo(
    _ scene: PhotoScene, of field: InkField?, from stream: inout RandomStream
  ) throws(ImageError) -> RasterImage {
    try RasterImage(decoding: scene.file(of: field, from: &stream))
  }

  /// An MNIST digit reduced to a few pixels, as in old data sets.
  public static func small(_ digit: [UInt8], rows: Int, columns: Int, side: Int) -> RasterImage {
    let box = Self.inkBox(digit, rows: rows, columns: columns)
    let longer = max(box.rows.count, box.columns.count, 1)
    let scale = Double(longer) / Double(side)
    let height = max(1, Int((Double(box.rows.count) / scale).rounded()))
    let width = max(1, Int((Double(box.columns.count) / scale).rounded()))
    // A margin of one pixel.
    var bytes = [UInt8](repeating: 0, count: (height + 2) * (width + 2))
    for row in 0..<height {
      for column in 0..<width {
        // Sampled four times a side, which is enough for bytes.
        var sum = 0
        for step in 0..<16 {
          let y =
            (Double(row) + (Double(step / 4) + 0.5) / 4) * Double(box.rows.count) / Double(height)
          let x =
            (Double(column) + (Double(step % 4) + 0.5) / 4) * Double(box.columns.count)
            / Double(width)
          sum += Int(
            digit[(box.rows.lowerBound + Int(y)) * columns + box.columns.lowerBound + Int(x)])
        }
        bytes[(row + 1) * (width + 2) + column + 1] = UInt8(sum / 16)
      }
    }
    guard
      let image = try? RasterImage(
        rows: height + 2, columns: width + 2, channels: .grey, bytes: bytes)
    else { preconditionFailure("\(bytes.count) bytes for \(height + 2) x \(width + 2) pixels") }
    return image
  }

  static func inkBox(_ digit: [UInt8], rows: Int, columns: Int) -> Box {
    var (top, bottom, left, right) = (rows, 0, columns, 0)
    for place in digit.indices where digit[place] > 0 {
      let (row, column) = (place / columns, place % columns)
      (top, bottom) = (min(top, row), max(bottom, row + 1))
      (left, right) = (min(left, column), max(right, column + 1))
    }
    guard top < bottom else { return Box(rows: 0..<rows, columns: 0..<columns) }
    return Box(rows: top..<bottom, columns: left..<right)
  }
}
