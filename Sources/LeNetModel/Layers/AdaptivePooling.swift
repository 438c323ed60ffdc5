import LeNetText

/// Max pooling of maps of any size to a fixed number of bins, as PyTorch's `AdaptiveMaxPool2d`.
///
/// # Shapes
/// `[maps, rows, columns]` becomes `[maps, self.rows, self.columns]`. Bins may overlap, and a map
/// may have fewer rows than there are bins.
public struct AdaptivePooling: Hashable, Sendable {
  /// Rows of bins.
  public var rows: Int
  /// Columns of bins.
  public var columns: Int

  /// An adaptive pooling layer of `rows` by `columns` bins.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The range of bin `index` of `bins` over `extent` rows: floor(i e / n) ..< ceil((i + 1) e / n).
  public static func bin(_ index: Int, of bins: Int, over extent: Int) -> Range<Int> {
    let lower = index * extent / bins
    let upper = ((index + 1) * extent + bins - 1) / bins
    return lower..<upper
  }

  /// The sum of the bins' lengths along one side.
  private func covered(_ bins: Int, over extent: Int) -> Int {
    (0..<bins).reduce(0) { $0 + Self.bin($1, of: bins, over: extent).count }
  }
}

extension AdaptivePooling: LayerSpec {
  var kind: LayerKind { .adaptiveMaxPooling }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    try LayerProblem.check(rows, "rows")
    try LayerProblem.check(columns, "columns")
    return Shape(input.maps, rows, columns)
  }

  func connections(for input: Shape, output: Shape) -> Int {
    input.maps * covered(rows, over: input.rows) * covered(columns, over: input.columns)
  }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(rows: try fields.integer("rows"), columns: try fields.integer("columns"))
  }

  var settings: [String: JSON] {
    ["rows": .integer(rows), "columns": .integer(columns)]
  }
}
