package import LeNetModel

/// Draws the maps and vectors of a layer.
package enum MapPictures {
  /// The left edge of the maps.
  package static let left = 96.0
  /// The largest total width of the maps.
  package static let widest = 648.0

  /// The height of the drawn maps of a shape.
  package static func height(of shape: Shape) -> Double {
    guard shape.rows > 1 else {
      return isBitmap(shape)
        ? 60 : shape.maps <= 16 ? 24 : max(32, Double((shape.maps + 59) / 60 * 10))
    }
    let scale = scale(of: shape)
    let perRow = perRow(Double(shape.columns) * scale + 4)
    let rows = (shape.maps + perRow - 1) / perRow
    return Double(rows) * (Double(shape.rows) * scale + 4)
  }

  /// The width of the drawn maps of a shape.
  package static func width(of shape: Shape) -> Double {
    guard shape.rows > 1 else {
      return isBitmap(shape)
        ? Double(DigitBitmap.columns) * 5 : Double(min(shape.maps, 60)) * 10
    }
    let step = Double(shape.columns) * scale(of: shape) + 4
    return step * Double(min(shape.maps, perRow(step))) - 4
  }

  private static func perRow(_ step: Double) -> Int { max(1, Int(widest / step)) }

  /// Whether a vector has the size of LeNet-5's bitmaps.
  private static func isBitmap(_ shape: Shape) -> Bool {
    shape.maps == DigitBitmap.rows * DigitBitmap.columns
  }

  private static func scale(of shape: Shape) -> Double {
    min(shape.columns > 20 ? 2.2 : shape.columns > 8 ? 3 : 5, widest / Double(shape.columns))
  }

  /// Draws maps side by side; a vector of 84 as 7 by 12 pixels, as LeNet-5's bitmaps, others in a line.
  package static func draw(
    _ values: [Float], _ shape: Shape, into drawing: inout Drawing, x: Double, y: Double,
    scale: Double? = nil, perRow: Int? = nil
  ) {
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    guard shape.rows > 1 else {
      let columns = isBitmap(shape) ? DigitBitmap.columns : min(shape.maps, 60)
      let rows = (shape.maps + columns - 1) / columns
      let padded = values + Array(repeating: least, count: rows * columns - values.count)
      drawing.bitmap(
        Bitmap(shades: padded, from: least, to: greatest, rows: rows, columns: columns), x: x, y: y,
        width: Double(columns) * (scale ?? (isBitmap(shape) ? 5 : 10)))
      return
    }
    let scale = scale ?? Self.scale(of: shape)
    let step = Double(shape.columns) * scale + 4
    let perRow = perRow ?? Self.perRow(step)
    let size = shape.rows * shape.columns
    for map in 0..<shape.maps {
      drawing.bitmap(
        Bitmap(
          shades: values[map * size..<(map + 1) * size], from: least, to: greatest,
          rows: shape.rows, columns: shape.columns),
        x: x + step * Double(map % perRow),
        y: y + (Double(shape.rows) * scale + 4) * Double(map / perRow),
        width: Double(shape.columns) * scale)
    }
  }
}
