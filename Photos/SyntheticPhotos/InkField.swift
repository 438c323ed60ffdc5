import LeNetImages

/// Ink of any shape as distances to its edge, so that a pen can be widened and a picture enlarged without
/// its edge becoming soft.
///
/// The drawing is in the square from (0, 0) to (1, 1), without ink outside.
public struct InkField: Sendable {
  /// Samples along a side.
  static let side = 112
  /// The empty margin inside the square in samples, which lets pens widen.
  private static let margin = 12

  /// Distances to the edge in parts of the square's side, positive inside of the ink, `[row][column]`.
  private let distances: [Float]

  /// Ink where `coverage` is at least one half; its arguments run over the square.
  init(_ coverage: (_ x: Float, _ y: Float) -> Float) {
    let side = Self.side
    var isInk = [Bool](repeating: false, count: side * side)
    for row in 0..<side {
      for column in 0..<side {
        let (x, y) = ((Float(column) + 0.5) / Float(side), (Float(row) + 0.5) / Float(side))
        isInk[row * side + column] = coverage(x, y) >= 0.5
      }
    }
    let ink = Mask(rows: side, columns: side, isSet: isInk)
    // From the middle of a sample to the edge between two.
    let inside = ink.inverted.distances.values.map { max($0 - 0.5, 0) }
    let outside = ink.distances.values.map { max($0 - 0.5, 0) }
    distances = zip(inside, outside).map { ($0 - $1) / Float(side) }
  }

  /// Ink from the grey values of a picture, 255 is full: its longer side fills the square inside the margin.
  public init(grey: [UInt8], rows: Int, columns: Int) {
    let span = Float(max(rows, columns)) / (1 - 2 * Float(Self.margin) / Float(Self.side))
    func value(_ row: Int, _ column: Int) -> Float {
      guard row >= 0, row < rows, column >= 0, column < columns else { return 0 }
      return Float(grey[row * columns + column]) / 255
    }
    self.init { x, y in
      let column = (x - 0.5) * span + Float(columns) / 2 - 0.5
      let row = (y - 0.5) * span + Float(rows) / 2 - 0.5
      let (left, top) = (column.rounded(.down), row.rounded(.down))
      // A smooth step between pixels, which leaves fewer corners than a straight one.
      let (right, down) = (Self.smooth(column - left), Self.smooth(row - top))
      let (first, line) = (Int(left), Int(top))
      let above = value(line, first) * (1 - right) + value(line, first + 1) * right
      let below = value(line + 1, first) * (1 - right) + value(line + 1, first + 1) * right
      return above * (1 - down) + below * down
    }
  }

  /// Ink of a digit made from strokes, in the middle of the square.
  public init(_ digit: StrokeDigit) {
    let (least, most) = digit.bounds
    let (middle, span) = ((least + most) / 2, most - least)
    let length = max(span.x, span.y) + 2 * digit.radius
    let scale = length / (1 - 2 * Float(Self.margin) / Float(Self.side))
    self.init { x, y in
      digit.distance(middle + scale * SIMD2(x - 0.5, y - 0.5)) < digit.radius ? 1 : 0
    }
  }

  private static func smooth(_ share: Float) -> Float { share * share * (3 - 2 * share) }

  /// The distance to the edge at a place, in parts of the square's side.
  func distance(x: Float, y: Float) -> Float {
    let side = Self.side
    let column = x * Float(side) - 0.5
    let row = y * Float(side) - 0.5
    guard column > -8, row > -8, column < Float(side + 7), row < Float(side + 7) else { return -1 }
    let (left, top) = (column.rounded(.down), row.rounded(.down))
    let (right, down) = (column - left, row - top)
    func value(_ row: Int, _ column: Int) -> Float {
      distances[min(max(row, 0), side - 1) * side + min(max(column, 0), side - 1)]
    }
    let (first, line) = (Int(left), Int(top))
    let above = value(line, first) * (1 - right) + value(line, first + 1) * right
    let below = value(line + 1, first) * (1 - right) + value(line + 1, first + 1) * right
    return above * (1 - down) + below * down
  }
}
