extension RasterImage {
  /// The plane with the strongest contrast of ink: brightness, or one of the colours, for coloured pens and papers.
  var inkPlane: Plane {
    let flat = opaque
    guard flat.channels == .rgb else {
      return Plane(rows: rows, columns: columns, values: flat.bytes.map(Float.init))
    }
    let colours = (0..<3).map { channel in
      Plane(rows: rows, columns: columns) { row, column in
        Float(flat.bytes[(row * columns + column) * 3 + channel])
      }
    }
    if colours[0] == colours[1], colours[1] == colours[2] { return colours[0] }
    // Brightness of sRGB after Rec. 709.
    let brightness = Plane(
      rows: rows, columns: columns,
      values: colours[0].values.indices.map { place in
        0.2126 * colours[0].values[place] + 0.7152 * colours[1].values[place]
          + 0.0722 * colours[2].values[place]
      })
    // Compares with the paper around it, because most differences in a photo may be shadows.
    let longer = max(rows, columns)
    func side(_ length: Int) -> Int { longer <= 96 ? length : max(length * 96 / longer, 1) }
    func contrast(_ plane: Plane) -> Float {
      let small = plane.averaged(rows: side(rows), columns: side(columns))
      let window = max(3, min(small.rows, small.columns) / 2)
      let (above, below) = (small.closed(window).values, small.opened(window).values)
      return max(
        Histogram(zip(above, small.values).lazy.map { $0 - $1 }).quantile(0.995),
        Histogram(zip(small.values, below).lazy.map { $0 - $1 }).quantile(0.995))
    }
    let strongest = colours.map { (plane: $0, contrast: contrast($0)) }
      .max { $0.contrast < $1.contrast }
    // Colours of a camera are noisier than brightness.
    guard let strongest, strongest.contrast > 1.3 * contrast(brightness) else { return brightness }
    return strongest.plane
  }
}

extension RasterImage {
  /// The whole picture in red, green and blue, `[map][row][column]`, resized without keeping its aspect ratio.
  func resizedColours(rows newRows: Int, columns newColumns: Int) -> [UInt8] {
    let flat = opaque
    let count = flat.channels.rawValue
    if rows == newRows && columns == newColumns {
      return (0..<3).flatMap { colour in
        (0..<rows * columns).map { flat.bytes[$0 * count + min(colour, count - 1)] }
      }
    }
    return (0..<3).flatMap { colour in
      let plane = Plane(rows: rows, columns: columns) { row, column in
        Float(flat.bytes[(row * columns + column) * count + min(colour, count - 1)])
      }
      return Self.bytes(plane.averaged(rows: newRows, columns: newColumns))
    }
  }

  private static func bytes(_ plane: Plane) -> [UInt8] {
    plane.values.map { UInt8(min(max($0.rounded(), 0), 255)) }
  }

  /// The whole picture in grey, resized without keeping its aspect ratio.
  func resizedGrey(rows newRows: Int, columns newColumns: Int) -> [UInt8] {
    let flat = opaque
    let count = flat.channels.rawValue
    let grey = Plane(rows: rows, columns: columns) { row, column in
      let place = (row * columns + column) * count
      guard count == 3 else { return Float(flat.bytes[place]) }
      // Luma of ITU-R BT.601, as in Pillow and OpenCV.
      return 0.299 * Float(flat.bytes[place]) + 0.587 * Float(flat.bytes[place + 1])
        + 0.114 * Float(flat.bytes[place + 2])
    }
    return Self.bytes(grey.averaged(rows: newRows, columns: newColumns))
  }
}
