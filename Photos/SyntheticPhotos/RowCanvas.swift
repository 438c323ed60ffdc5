import LeNetRandom

/// The ink of a row of digits, and whose it is.
struct RowCanvas {
  let rows: Int
  let columns: Int
  /// From 0 to 1, `[row][column]`.
  private(set) var ink: [Float]
  private(set) var owners: [UInt8]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    ink = [Float](repeating: 0, count: rows * columns)
    owners = [UInt8](repeating: DigitString.noDigit, count: rows * columns)
  }

  /// Adds ink in a box of left, top, right and bottom; the darker one of two stays.
  mutating func draw(
    _ box: (Float, Float, Float, Float), owner: UInt8 = DigitString.noDigit,
    _ coverage: (_ x: Float, _ y: Float) -> Float
  ) {
    let (top, bottom) = (max(0, Int(box.1)), min(rows - 1, Int(box.3)))
    let (left, right) = (max(0, Int(box.0)), min(columns - 1, Int(box.2)))
    guard top <= bottom, left <= right else { return }
    for row in top...bottom {
      for column in left...right {
        let value = coverage(Float(column) + 0.5, Float(row) + 0.5)
        let place = row * columns + column
        guard value > ink[place] else { continue }
        ink[place] = value
        if value > 0.5 { owners[place] = owner }
      }
    }
  }

  /// Adds a straight stroke of a round pen.
  mutating func draw(
    from start: SIMD2<Float>, to end: SIMD2<Float>, radius: Float,
    owner: UInt8 = DigitString.noDigit
  ) {
    let (least, most) = (pointwiseMin(start, end), pointwiseMax(start, end))
    let way = end - start
    let square = max((way * way).sum(), 1e-6)
    draw(
      (least.x - radius - 2, least.y - radius - 2, most.x + radius + 2, most.y + radius + 2),
      owner: owner
    ) { x, y in
      let from = SIMD2(x, y) - start
      let share = min(max((from * way).sum() / square, 0), 1)
      let off = from - share * way
      return min(max(radius - (off * off).sum().squareRoot() + 0.5, 0), 1)
    }
  }

  /// Adds a stroke that leads from one digit to the next, as in a quickly written 000.
  mutating func join(
    _ first: PlacedDigit, _ second: PlacedDigit, _ hand: RowHand, from stream: inout RandomStream
  ) {
    let isHigh = stream.uniform() < 0.6
    let range = isHigh ? 0.02...0.35 : 0.7...0.98
    let left = SIMD2(
      first.left + first.width * hand.uniform(0.6, 1, &stream),
      first.top + first.size * Float(stream.uniform(in: range)))
    let right = SIMD2(
      second.left + second.width * hand.uniform(0, 0.3, &stream),
      second.top + second.size * Float(stream.uniform(in: range)))
    draw(from: left, to: right, radius: hand.uniform(0.02, 0.045, &stream) * hand.height)
  }
}

/// Ink beside digits that people write with amounts.
enum RowMark {
  case point, comma, dash, equals, pointDash

  static func leading(from stream: inout RandomStream) -> RowMark {
    stream.uniform() < 0.5 ? .dash : .equals
  }

  static func trailing(from stream: inout RandomStream) -> RowMark {
    [.point, .comma, .dash, .dash, .equals, .pointDash][Int(stream.below(6))]
  }

  /// Draws it behind a column: a point and a comma on the base line, a dash about the middle; the column behind it.
  func draw(
    at right: Float, _ row: Float, _ hand: RowHand, on canvas: inout RowCanvas,
    _ stream: inout RandomStream
  ) -> Float {
    let height = hand.height
    let radius = hand.uniform(0.03, 0.06, &stream) * height
    let start = right + hand.uniform(0.05, 0.3, &stream) * height
    switch self {
    case .point, .comma:
      let place = SIMD2(start, row + hand.uniform(-0.12, 0.08, &stream) * height)
      let tail = self == .comma ? hand.uniform(0.08, 0.3, &stream) * height : 0
      canvas.draw(
        from: place, to: place + SIMD2(-0.4 * tail, tail), radius: radius)
      return start + 2 * radius
    case .dash, .equals, .pointDash:
      let long = hand.uniform(0.25, 0.9, &stream) * height
      let middle = row + hand.uniform(-0.15, 0.35, &stream) * height
      let tilt = hand.uniform(-0.12, 0.12, &stream) * long
      canvas.draw(
        from: SIMD2(start, middle), to: SIMD2(start + long, middle + tilt), radius: radius)
      if self == .equals {
        let apart = hand.uniform(0.15, 0.3, &stream) * height
        canvas.draw(
          from: SIMD2(start, middle + apart), to: SIMD2(start + long, middle + tilt + apart),
          radius: radius)
      } else if self == .pointDash {
        let foot = SIMD2(right + radius, row + 0.45 * height)
        canvas.draw(from: foot, to: foot, radius: radius * 1.2)
      }
      return start + long + hand.uniform(0.1, 0.3, &stream) * height
    }
  }
}
