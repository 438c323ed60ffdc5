import LeNetModel

extension ElasticField {
  /// Resamples one map of an image, whose pixels are 0 before: each is looked up where the inverse
  /// map says plus its displacement, interpolated bilinearly and rounded to the nearest value.
  ///
  /// Four columns a vector, since the displacements cannot be followed in fixed point from one
  /// pixel to the next. Vectors of which no point lies in the frame are left out.
  func resample(
    _ frame: InkFrame, _ shape: Shape, by inverse: InverseMap,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    // Measured from the frame's corner, points in it lie above 0 and below these.
    let lowest = SIMD4<Float>()
    let lastRow = SIMD4(repeating: Float(frame.rows.count + 1).nextDown)
    let lastColumn = SIMD4(repeating: Float(frame.columns.count + 1).nextDown)
    let (yStep, xStep) = (pixels(inverse.columnStep.row), pixels(inverse.columnStep.column))
    let rowExtent = Float(shape.columns - 1) * yStep
    let (highest, deepest) = (min(rowExtent, 0) - extent, max(rowExtent, 0) + extent)
    for row in 0..<shape.rows {
      let start = inverse.start(ofRow: row, in: frame)
      let (yStart, xStart) = (pixels(start.row) + 1, pixels(start.column) + 1)
      guard yStart + highest < lastRow.x, yStart + deepest > 0 else { continue }
      interpolate(row: row)
      let line = target + row * shape.columns
      var column = SIMD4<Float>(0, 1, 2, 3)
      for vector in 0..<vectors {
        let y = yStart + column * yStep + rowDisplacements[vector]
        let x = xStart + column * xStep + columnDisplacements[vector]
        column += 4
        let isInside = (y .> lowest) .& (y .< lastRow) .& (x .> lowest) .& (x .< lastColumn)
        guard any(isInside) else { continue }
        let values = frame.interpolate(
          y.clamped(to: lowest, lastRow), x.clamped(to: lowest, lastColumn))
        let place = 4 &* vector
        if place &+ 4 <= shape.columns {
          UnsafeMutableRawPointer(line + place).storeBytes(of: values, as: SIMD4<UInt8>.self)
        } else {
          for lane in 0..<shape.columns - place { line[place + lane] = values[lane] }
        }
      }
    }
  }
}

/// A fixed-point coordinate in pixels.
private func pixels(_ coordinate: Int) -> Float {
  Float(Double(coordinate) * 0x1p-32)
}

extension SIMD4<Float> {
  @inline(__always)
  fileprivate func clamped(to lowest: Self, _ highest: Self) -> Self {
    let raised = replacing(with: lowest, where: self .< lowest)
    return raised.replacing(with: highest, where: highest .< raised)
  }
}

extension InkFrame {
  /// The values at four points that lie in the frame, measured from its corner.
  @inline(__always)
  fileprivate func interpolate(_ y: SIMD4<Float>, _ x: SIMD4<Float>) -> SIMD4<UInt8> {
    // Added, it leaves no binary places; the whole number stands in the last bits.
    let whole = SIMD4<Float>(repeating: 0x1.8p23)
    let upper = (y - 0.5 + whole) - whole
    let left = (x - 0.5 + whole) - whole
    let (down, right) = (y - upper, x - left)
    let corners = unsafeBitCast(upper * Float(width) + left + whole, to: SIMD4<UInt32>.self)
    let (top, bottom) = pairs(at: corners & 0x3F_FFFF)
    let first = number(top & 0xFF) + (number(top &>> 8) - number(top & 0xFF)) * right
    let second = number(bottom & 0xFF) + (number(bottom &>> 8) - number(bottom & 0xFF)) * right
    let value = first + (second - first) * down
    return SIMD4(truncatingIfNeeded: unsafeBitCast(value + whole, to: SIMD4<UInt32>.self))
  }

  /// At each place and below it two neighbours, the left one in the lower byte.
  @inline(__always)
  private func pairs(at corners: SIMD4<UInt32>) -> (top: SIMD4<UInt32>, bottom: SIMD4<UInt32>) {
    var (top, bottom) = (SIMD4<UInt32>(), SIMD4<UInt32>())
    for lane in 0..<4 {
      let corner = UnsafeRawPointer(pixels + Int(corners[lane]))
      top[lane] = UInt32(UInt16(littleEndian: corner.loadUnaligned(as: UInt16.self)))
      let below = (corner + width).loadUnaligned(as: UInt16.self)
      bottom[lane] = UInt32(UInt16(littleEndian: below))
    }
    return (top, bottom)
  }

  /// Bytes as numbers, by way of the bits of 2^23 + byte: faster than to convert them.
  @inline(__always)
  private func number(_ bytes: SIMD4<UInt32>) -> SIMD4<Float> {
    unsafeBitCast(bytes | 0x4B00_0000, to: SIMD4<Float>.self) - 0x1p23
  }
}
