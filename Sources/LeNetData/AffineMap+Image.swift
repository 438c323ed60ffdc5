public import LeNetModel

extension AffineMap {
  /// Distorts one image; what comes from outside it is background, 0.
  ///
  /// Each pixel is looked up where the inverse map says and interpolated bilinearly, rounded to the
  /// nearest value; all maps of an image get the same distortion. The identity returns the bytes
  /// as they are.
  ///
  /// # Shapes
  /// `image` and `pixels`: `[map][row][column]`, both of `shape`.
  ///
  /// - Precondition: `image` and `pixels` have `shape.count` bytes.
  public func apply(
    to image: Span<UInt8>, shape: Shape, into pixels: inout MutableSpan<UInt8>
  ) {
    precondition(
      image.count == shape.count && pixels.count == shape.count,
      "an image of \(shape) has \(shape.count) bytes, got \(image.count) and \(pixels.count)")
    pixels.update(repeating: 0)
    guard let inverse = InverseMap(self, rows: shape.rows, columns: shape.columns) else { return }
    let size = shape.rows * shape.columns
    image.withUnsafeBufferPointer { image in
      pixels.withUnsafeMutableBufferPointer { pixels in
        for start in stride(from: 0, to: shape.count, by: size) {
          resample(
            UnsafeBufferPointer(rebasing: image[start..<start + size]), shape, by: inverse,
            into: UnsafeMutableBufferPointer(rebasing: pixels[start..<start + size]))
        }
      }
    }
  }
}

/// Resamples one map of an image, whose pixels are 0 before.
///
/// The part that has ink is copied into a frame of zeros, so that every point less than one pixel
/// outside it has its four neighbours; per row, only the columns are visited whose points lie
/// there. Half of a digit of MNIST is empty border: this takes a third of the time away.
private func resample(
  _ map: UnsafeBufferPointer<UInt8>, _ shape: Shape, by inverse: InverseMap,
  into pixels: UnsafeMutableBufferPointer<UInt8>
) {
  guard let source = map.baseAddress, let target = pixels.baseAddress,
    let ink = InkBox(source, rows: shape.rows, columns: shape.columns)
  else { return }
  let width = ink.columns.count + 2
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: (ink.rows.count + 2) * width) { buffer in
    buffer.initialize(repeating: 0)
    guard let frame = buffer.baseAddress else { return }
    for (line, row) in ink.rows.enumerated() {
      (frame + (line + 1) * width + 1).update(
        from: source + row * shape.columns + ink.columns.lowerBound, count: ink.columns.count)
    }
    for row in 0..<shape.rows {
      // From here on points are measured from the part that has ink.
      let start = InverseMap.Point(
        row: inverse.origin.row + row * inverse.rowStep.row - ink.rows.lowerBound << 32,
        column: inverse.origin.column + row * inverse.rowStep.column - ink.columns.lowerBound << 32)
      let step = inverse.columnStep
      var visible = 0..<shape.columns
      narrow(&visible, from: start.row, by: step.row, size: ink.rows.count)
      narrow(&visible, from: start.column, by: step.column, size: ink.columns.count)
      // Within the frame they are not negative, measured from its corner.
      var y = start.row + visible.lowerBound * step.row + one
      var x = start.column + visible.lowerBound * step.column + one
      let line = target + row * shape.columns
      for column in visible {
        let corner = (y >> 32) &* width &+ (x >> 32)
        line[column] = interpolate(frame + corner, width, y, x)
        y &+= step.row
        x &+= step.column
      }
    }
  }
}

/// The smallest rectangle that holds all pixels other than 0.
private struct InkBox {
  let rows: Range<Int>
  let columns: Range<Int>

  /// Looks at every pixel; nil where all are 0.
  init?(_ map: UnsafePointer<UInt8>, rows: Int, columns: Int) {
    let box = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: columns) { inColumn in
      inColumn.initialize(repeating: 0)
      var (top, bottom) = (rows, 0)
      for row in 0..<rows {
        var inRow: UInt8 = 0
        for column in 0..<columns {
          let pixel = map[row &* columns &+ column]
          inRow |= pixel
          inColumn[column] |= pixel
        }
        if inRow != 0 {
          top = min(top, row)
          bottom = row + 1
        }
      }
      let left = inColumn.firstIndex { $0 != 0 }
      let right = inColumn.lastIndex { $0 != 0 }
      return left.flatMap { left in right.map { (top..<bottom, left..<$0 + 1) } }
    }
    guard let box else { return nil }
    (self.rows, self.columns) = box
  }
}

/// 1 in fixed point.
private let one = 1 << 32

/// The value between four neighbours, rounded to nearest; y and x are fixed-point numbers.
@inline(__always)
private func interpolate(_ corner: UnsafePointer<UInt8>, _ width: Int, _ y: Int, _ x: Int) -> UInt8
{
  let (down, right) = ((y >> 16) & 0xFFFF, (x >> 16) & 0xFFFF)
  let (a, b) = (Int(corner[0]), Int(corner[1]))
  let (c, d) = (Int(corner[width]), Int(corner[width &+ 1]))
  let top = (a << 16) &+ (b &- a) &* right
  let bottom = (c << 16) &+ (d &- c) &* right
  return UInt8(truncatingIfNeeded: ((top << 16) &+ (bottom &- top) &* down &+ (1 << 31)) >> 32)
}

/// Keeps the columns whose coordinate lies less than one pixel outside the `size` pixels.
private func narrow(_ visible: inout Range<Int>, from start: Int, by step: Int, size: Int) {
  let (lowest, highest) = (-one, (size << 32) - 1)
  var (lower, upper) = (visible.lowerBound, visible.upperBound)
  guard lower < upper else { return }
  let (first, last) = (start &+ lower &* step, start &+ (upper &- 1) &* step)
  // Most rows lie wholly inside or outside, and tell so at their ends.
  if min(first, last) >= lowest && max(first, last) <= highest { return }
  if max(first, last) < lowest || min(first, last) > highest {
    visible = 0..<0
    return
  }
  // Floating point is right up to the last column on either side; whole numbers decide those.
  let inverse = 1 / Double(step)
  let (near, far) = step > 0 ? (lowest, highest) : (highest, lowest)
  lower = max(lower, Int(Double(near &- start) * inverse) &- 1)
  upper = min(upper, Int(Double(far &- start) * inverse) &+ 2)
  while lower < upper && !(lowest <= start &+ lower &* step && start &+ lower &* step <= highest) {
    lower &+= 1
  }
  while lower < upper
    && !(lowest <= start &+ (upper &- 1) &* step && start &+ (upper &- 1) &* step <= highest)
  {
    upper &-= 1
  }
  visible = lower..<upper
}
