/// The size of one sample at a point in the network: maps of rows by columns.
///
/// A flat vector of n units is the shape `Shape(n, 1, 1)`. As JSON: `[maps, rows, columns]`.
public struct Shape: Hashable, Sendable {
  /// Feature maps, or units where rows and columns are 1.
  public var maps: Int
  /// Rows of each map.
  public var rows: Int
  /// Columns of each map.
  public var columns: Int

  /// A shape of `maps` maps, each `rows` by `columns`; it does not check the sizes.
  public init(_ maps: Int, _ rows: Int, _ columns: Int) {
    self.maps = maps
    self.rows = rows
    self.columns = columns
  }

  /// The number of values in one sample; `Int.max` if it does not fit an `Int`, so that limits hold.
  public var count: Int {
    // Does not allocate a list, because every image calls it.
    let (lines, overflows) = maps.multipliedReportingOverflow(by: rows)
    let (count, overflowsToo) = lines.multipliedReportingOverflow(by: columns)
    return overflows || overflowsToo ? .max : count
  }

  /// Whether this is a plain vector, which full connections and losses need.
  public var isFlat: Bool { rows == 1 && columns == 1 }
}

extension Shape: CustomStringConvertible {
  /// The shape as people write it, `6x28x28`.
  public var description: String { "\(maps)x\(rows)x\(columns)" }
}

extension Shape: Codable {
  /// Reads `[maps, rows, columns]`; throws if there are not exactly three whole numbers.
  public init(from decoder: any Decoder) throws {
    var numbers = try decoder.unkeyedContainer()
    self.init(
      try numbers.decode(Int.self), try numbers.decode(Int.self), try numbers.decode(Int.self))
    guard numbers.isAtEnd else {
      throw DecodingError.dataCorruptedError(
        in: numbers, debugDescription: "a shape is [maps, rows, columns]")
    }
  }

  /// Writes `[maps, rows, columns]`.
  public func encode(to encoder: any Encoder) throws {
    var numbers = encoder.unkeyedContainer()
    try numbers.encode(maps)
    try numbers.encode(rows)
    try numbers.encode(columns)
  }
}

/// The product of untrusted sizes; nil if it does not fit an `Int`.
func checkedProduct(_ factors: [Int]) -> Int? {
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    product = next
  }
  return product
}
