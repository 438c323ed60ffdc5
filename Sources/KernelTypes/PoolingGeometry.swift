/// The windows of a pooling layer, each output row's and column's given by a table of bounds, so that
/// fixed windows, adaptive bins and a global mean are one kernel.
///
/// Sendable although it holds a pointer: the table outlives it and nothing writes to it.
public struct PoolingGeometry: @unchecked Sendable {
  public var maps, inputRows, inputColumns, rows, columns: Int
  /// `[rows]` starts, then `[rows]` ends, `[columns]` starts, `[columns]` ends.
  public var bounds: UnsafePointer<Int32>
  /// Whether every window is 2 x 2 and the i-th begins at 2 i, the case that is worth code of its own;
  /// rows and columns may be left over.
  public var isTwoByTwo: Bool

  /// Windows from a table that outlives the geometry.
  public init(
    maps: Int, inputRows: Int, inputColumns: Int, rows: Int, columns: Int,
    bounds: UnsafePointer<Int32>, isTwoByTwo: Bool
  ) {
    self.maps = maps
    self.inputRows = inputRows
    self.inputColumns = inputColumns
    self.rows = rows
    self.columns = columns
    self.bounds = bounds
    self.isTwoByTwo = isTwoByTwo
  }

  /// Whether windows of 2 x 2 cover the whole input.
  @inlinable @inline(__always)
  public var halvesInput: Bool {
    isTwoByTwo && inputRows == 2 * rows && inputColumns == 2 * columns
  }

  /// The input rows of an output row.
  @inlinable @inline(__always)
  public func inputRows(_ row: Int) -> Range<Int> {
    Int(bounds[row])..<Int(bounds[rows + row])
  }

  /// The input columns of an output column.
  @inlinable @inline(__always)
  public func inputColumns(_ column: Int) -> Range<Int> {
    Int(bounds[2 * rows + column])..<Int(bounds[2 * rows + columns + column])
  }
}
