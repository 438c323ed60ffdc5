/// Cubic B-splines that spread numbers on the knots of a coarse grid over the pixels of a map.
///
/// The tables behind the pointers belong to the caller. A line of pixels takes `stride` numbers, a
/// multiple of the length of every register.
public struct DisplacementSplines {
  /// Pixels of the map.
  public var rows, columns: Int
  /// Knots that reach into it.
  public var knotRows, knotColumns: Int
  /// The first of the four knots of every row and of every column.
  public var firstOfRow, firstOfColumn: UnsafePointer<Int>
  /// The weights of the four knots of every row.
  public var rowWeights: UnsafePointer<SIMD4<Float>>
  /// The weight of every knot in every column, `[knot][stride]`, zero where it does not reach.
  public var columnWeights: UnsafePointer<Float>
  /// 0, 1, 2 and so on, `[stride]`.
  public var columnNumbers: UnsafePointer<Float>

  /// Splines from tables that outlive the value.
  public init(
    rows: Int, columns: Int, knotRows: Int, knotColumns: Int, firstOfRow: UnsafePointer<Int>,
    firstOfColumn: UnsafePointer<Int>, rowWeights: UnsafePointer<SIMD4<Float>>,
    columnWeights: UnsafePointer<Float>, columnNumbers: UnsafePointer<Float>
  ) {
    self.rows = rows
    self.columns = columns
    self.knotRows = knotRows
    self.knotColumns = knotColumns
    self.firstOfRow = firstOfRow
    self.firstOfColumn = firstOfColumn
    self.rowWeights = rowWeights
    self.columnWeights = columnWeights
    self.columnNumbers = columnNumbers
  }

  /// Numbers of a line.
  public var stride: Int { Self.stride(of: columns) }

  /// The columns, filled up to whole registers of the widest instruction set.
  public static func stride(of columns: Int) -> Int {
    (columns + widestLanes - 1) / widestLanes * widestLanes
  }
}

/// Single-precision lanes of the widest instruction set's registers.
let widestLanes = 16
