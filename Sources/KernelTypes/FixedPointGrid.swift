/// Where each pixel of a map comes from by an affine map, in fixed point with 32 binary places.
///
/// The point of (row, column) is origin + row * rowStep + column * columnStep, exactly: sums of whole
/// numbers have no rounding that could depend on the order of work.
public struct FixedPointGrid {
  /// A point or a step, in units of 2^-32 pixels.
  public struct Point {
    public var row, column: Int

    /// A point.
    @inlinable @inline(__always)
    public init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  public var origin, rowStep, columnStep: Point

  /// A grid of points.
  public init(origin: Point, rowStep: Point, columnStep: Point) {
    self.origin = origin
    self.rowStep = rowStep
    self.columnStep = columnStep
  }

  /// Where the first pixel of a row comes from.
  @inlinable @inline(__always)
  public func start(ofRow row: Int) -> Point {
    Point(row: origin.row + row * rowStep.row, column: origin.column + row * rowStep.column)
  }
}
