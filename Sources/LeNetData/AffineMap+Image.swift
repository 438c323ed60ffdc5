import KernelTypes
public import LeNetModel

extension AffineMap {
  /// Distorts one image; pixels from outside it are background, 0.
  ///
  /// Reads each pixel at the place given by the inverse map, interpolates bilinearly and rounds to the
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
    apply(to: image, shape: shape, displacedBy: nil, into: &pixels)
  }

  /// The same with the displacements of a field added to where each pixel is looked up, so that it
  /// is interpolated only once.
  func apply(
    to image: Span<UInt8>, shape: Shape, displacedBy field: ElasticField?,
    into pixels: inout MutableSpan<UInt8>
  ) {
    precondition(
      image.count == shape.count && pixels.count == shape.count,
      "an image of \(shape) has \(shape.count) bytes, got \(image.count) and \(pixels.count)")
    pixels.update(repeating: 0)
    guard let grid = FixedPointGrid(inverseOf: self, rows: shape.rows, columns: shape.columns)
    else { return }
    let size = shape.rows * shape.columns
    image.withUnsafeBufferPointer { image in
      pixels.withUnsafeMutableBufferPointer { pixels in
        guard let source = image.baseAddress, let target = pixels.baseAddress else { return }
        for start in stride(from: 0, to: shape.count, by: size) {
          InkFrame.withFrame(source + start, rows: shape.rows, columns: shape.columns) { frame in
            if let field {
              field.resample(frame, at: grid.measured(from: frame), into: target + start)
            } else {
              resample(frame, shape, at: grid.measured(from: frame), into: target + start)
            }
          }
        }
      }
    }
  }
}

/// Resamples one map of an image, whose pixels are 0 before; per row, only the columns are visited
/// whose points lie in the frame.
private func resample(
  _ frame: InkFrame, _ shape: Shape, at grid: FixedPointGrid,
  into target: UnsafeMutablePointer<UInt8>
) {
  let width = frame.width
  for row in 0..<shape.rows {
    let start = grid.start(ofRow: row)
    let step = grid.columnStep
    var visible = 0..<shape.columns
    narrow(&visible, from: start.row, by: step.row, size: frame.rows.count)
    narrow(&visible, from: start.column, by: step.column, size: frame.columns.count)
    // Within the frame they are not negative, measured from its corner.
    var y = start.row + visible.lowerBound * step.row + one
    var x = start.column + visible.lowerBound * step.column + one
    let line = target + row * shape.columns
    for column in visible {
      let corner = (y >> 32) &* width &+ (x >> 32)
      line[column] = interpolate(frame.pixels + corner, width, y, x)
      y &+= step.row
      x &+= step.column
    }
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
@inline(__always)
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
