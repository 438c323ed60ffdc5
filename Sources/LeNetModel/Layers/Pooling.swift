import LeNetText

/// One number for each square window of each map: its largest value or its mean.
///
/// # Shapes
/// `[maps, rows, columns]` becomes `[maps, r, c]` with r = floor((rows - window) / stride) + 1
/// and c also; rows and columns beyond the last whole window are left out.
public struct Pooling: Hashable, Sendable {
  /// Rows and columns of the window.
  public var window: Int
  /// Rows and columns from one window to the next.
  public var stride: Int

  /// A pooling layer; windows lie side by side where no stride is given.
  public init(window: Int, stride: Int? = nil) {
    self.window = window
    self.stride = stride ?? window
  }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    let window = try fields.integer("window")
    self.init(window: window, stride: try fields.integer("stride", default: window))
  }
}

/// The rules of max and average pooling, which differ in name only.
struct PoolingRules: LayerSpec {
  let kind: LayerKind
  let pooling: Pooling

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    try LayerProblem.check(pooling.window, "window")
    try LayerProblem.check(pooling.stride, "stride")
    guard input.rows >= pooling.window, input.columns >= pooling.window else {
      throw .doesNotFit(expected: "at least \(pooling.window) rows and columns for its window")
    }
    return Shape(
      input.maps,
      (input.rows - pooling.window) / pooling.stride + 1,
      (input.columns - pooling.window) / pooling.stride + 1)
  }

  func connections(for input: Shape, output: Shape) -> Int {
    output.count * pooling.window * pooling.window
  }

  var settings: [String: JSON] {
    ["window": .integer(pooling.window), "stride": .integer(pooling.stride)]
  }
}
