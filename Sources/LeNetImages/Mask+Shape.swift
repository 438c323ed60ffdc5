import LeNetElementary

/// The shape of the set pixels.
extension Mask {
  /// The first and the last set pixel of each row.
  private var rowEnds: [(x: Float, y: Float)] {
    (0..<rows).flatMap { row -> [(x: Float, y: Float)] in
      let line = isSet[row * columns..<(row + 1) * columns]
      guard let first = line.firstIndex(of: true), let last = line.lastIndex(of: true) else {
        return []
      }
      return [first, last].map { (Float($0 - row * columns), Float(row)) }
    }
  }

  /// The smallest rectangle around the set pixels, among those turned by steps of three degrees.
  var smallestRectangle: (area: Float, sides: (Float, Float)) {
    let ends = rowEnds
    func extent(_ place: ((x: Float, y: Float)) -> Float) -> Float {
      let places = ends.map(place)
      return (places.max() ?? 0) - (places.min() ?? 0) + 1
    }
    let rectangles = (0..<30).map { step in
      let angle = Double(step) * 3 * Double.pi / 180
      let (sine, cosine) = (Float(Elementary.sin(angle)), Float(Elementary.cos(angle)))
      let sides = (
        extent { $0.x * cosine + $0.y * sine }, extent { $0.y * cosine - $0.x * sine }
      )
      return (area: sides.0 * sides.1, sides: sides)
    }
    return rectangles.min { $0.area < $1.area } ?? (0, (0, 0))
  }

  /// The area of the convex hull of the set pixels.
  ///
  /// A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions" (1979).
  var hullArea: Float {
    // Ordered by rows already; a pixel is a square.
    let corners = rowEnds.flatMap { end in
      [0, 1].flatMap { down in
        [0, 1].map { right in (x: end.x + Float(right), y: end.y + Float(down)) }
      }
    }.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    func turn(
      _ a: (x: Float, y: Float), _ b: (x: Float, y: Float), _ c: (x: Float, y: Float)
    ) -> Float {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    func chain(_ points: some Sequence<(x: Float, y: Float)>) -> [(x: Float, y: Float)] {
      var chain: [(x: Float, y: Float)] = []
      for point in points {
        while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
          chain.removeLast()
        }
        chain.append(point)
      }
      return chain
    }
    let hull = chain(corners).dropLast() + chain(corners.reversed()).dropLast()
    return zip(hull, hull.dropFirst() + hull.prefix(1)).reduce(0) {
      $0 + ($1.0.x * $1.1.y - $1.1.x * $1.0.y) / 2
    }.magnitude
  }

  /// The pixels that are not set and that a way along rows and columns joins with the border.
  var reachable: Mask {
    var reached = Mask(
      rows: rows, columns: columns, isSet: [Bool](repeating: false, count: isSet.count))
    var waiting: [Int] = []
    func reach(_ place: Int) {
      guard !isSet[place], !reached.isSet[place] else { return }
      reached.isSet[place] = true
      waiting.append(place)
    }
    for row in 0..<rows { for column in [0, columns - 1] { reach(row * columns + column) } }
    for column in 0..<columns { for row in [0, rows - 1] { reach(row * columns + column) } }
    while let place = waiting.popLast() {
      let (row, column) = (place / columns, place % columns)
      if row > 0 { reach(place - columns) }
      if row < rows - 1 { reach(place + columns) }
      if column > 0 { reach(place - 1) }
      if column < columns - 1 { reach(place + 1) }
    }
    return reached
  }

  /// The mask with a border of set or free pixels, one pixel wide.
  func framed(by border: Bool) -> Mask {
    var framed = Mask(
      rows: rows + 2, columns: columns + 2,
      isSet: [Bool](repeating: border, count: (rows + 2) * (columns + 2)))
    for row in 0..<rows {
      for column in 0..<columns {
        framed.isSet[(row + 1) * framed.columns + column + 1] = isSet[row * columns + column]
      }
    }
    return framed
  }
}
