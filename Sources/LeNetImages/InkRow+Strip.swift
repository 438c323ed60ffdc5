extension InkRow {
  /// The row in the size of MNIST's digits, for a network that slides over it.
  package struct Strip: Sendable {
    /// Rows of every strip: digits of 20 pixels with six above and below.
    package static let rows = 32
    /// Columns of paper on the left, so that a window may be centred at the first column of ink.
    package static let margin = 16

    /// `[row][column]`, 255 is full ink.
    package let pixels: [UInt8]
    /// The number of columns, both margins included.
    package let columns: Int
    /// Pixels of the strip for one of the picture.
    package let scale: Float

    /// The place in the strip of a column of the row's box.
    package func place(ofColumn column: Int) -> Float { Float(column) * scale + Float(Self.margin) }
    /// The column of the row's box at a place in the strip.
    package func column(at place: Float) -> Int {
      Int(((place - Float(Self.margin)) / scale).rounded())
    }
  }

  /// The row with its digits scaled to 20 pixels, their middle in the middle row.
  package var strip: Strip {
    let side = Float(DigitPreparation.digitSide)
    let factor = side / height
    let stroked = strokes(scaledBy: factor)
    // As many of the picture's rows as become all rows of the strip.
    let tall = max(1, Int((Float(Strip.rows) / factor).rounded()))
    let middle = Float(baseLine - box.rows.lowerBound) - height / 2
    let top = Int((middle - Float(tall) / 2).rounded())
    let band = Plane(rows: tall, columns: stroked.columns) { row, column in
      let row = row + top
      return row >= 0 && row < stroked.rows ? stroked[row, column] : 0
    }
    let columns = max(1, Int((Float(stroked.columns) * factor).rounded()))
    let scaled = band.averaged(rows: Strip.rows, columns: columns)
    let all = columns + 2 * Strip.margin
    var pixels = [UInt8](repeating: 0, count: Strip.rows * all)
    for row in 0..<Strip.rows {
      for column in 0..<columns {
        pixels[row * all + column + Strip.margin] = UInt8(
          min(max(scaled[row, column] * 255, 0), 255).rounded())
      }
    }
    return Strip(pixels: pixels, columns: all, scale: factor)
  }

  /// The ink with strokes that are neither far too thin nor far too thick once scaled.
  private func strokes(scaledBy factor: Float) -> Plane {
    let width = strokeWidth * factor
    let usual = min(
      max(width, ScaledDigit.usualWidths.lowerBound), ScaledDigit.usualWidths.upperBound)
    guard factor < 1, usual != width else { return ink }
    return ink.restroked(by: (usual - width) / factor / 2)
  }
}

extension Plane {
  /// Ink widened by `distance` pixels on all sides, or thinned, in the same frame.
  func restroked(by distance: Float) -> Plane {
    let mask = Mask(self, above: 0.5)
    let distances = distance > 0 ? mask.distances : mask.inverted.distances
    var result = self
    for place in result.values.indices {
      // A ramp of one pixel about the new edge.
      let inside =
        distance > 0
        ? distance - distances.values[place] + 0.5 : distances.values[place] + distance - 0.5
      result.values[place] = min(max(inside + 0.5, 0), 1)
      if distance > 0, values[place] > result.values[place] { result.values[place] = values[place] }
    }
    return result
  }
}
