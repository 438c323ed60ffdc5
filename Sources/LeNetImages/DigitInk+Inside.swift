import LeNetElementary

extension DigitInk {
  /// Finds the digit, also where it lies on a sheet that is taken for ink, or inside a closed line: a card on a dark
  /// desk, the frame of a drawing, a circle around a number.
  static func findAlsoInside(_ picture: Plane) -> DigitInk? {
    let page = picture.boxWithoutRim
    let grey = picture.cropped(to: page)
    guard var found = find(in: grey) else { return nil }
    if let inside = found.inside(of: grey), var inner = find(in: inside.picture),
      inner.stands(inside: inside, of: found)
    {
      inner.isInside = true
      found = inner.placed(at: inside.box, rows: grey.rows, columns: grey.columns)
    }
    return found.placed(at: page, rows: picture.rows, columns: picture.columns)
  }

  /// The picture inside a find.
  struct Inside {
    /// The picture in `box`; what lies outside the find is paper.
    let picture: Plane
    let box: Box
    /// Whether the find is the paper itself, and not a line around it.
    let isSheet: Bool
  }

  /// The picture inside the find where that is a filled area or a closed line; nil for strokes.
  ///
  /// Of a sheet that lies askew, or of a circle, half its box at least is inside.
  private func inside(of grey: Plane) -> Inside? {
    let (height, width) = (box.rows.count, box.columns.count)
    guard min(height, width) >= Self.leastSide, 5 * min(height, width) >= 2 * max(height, width)
    else { return nil }
    let ink = Mask(plane.cropped(to: box), above: 0.5)
    let outside = ink.reachable
    let filled = outside.isSet.count { !$0 }
    guard 2 * filled >= height * width else { return nil }
    let isSheet = 10 * ink.count >= 6 * filled
    // Of bold print a 0 and an 8 are filled areas with holes too, but no rectangles.
    guard !isSheet || Float(filled) >= Self.rectangularity * outside.inverted.rectangleArea else {
      return nil
    }
    // A sheet ends where the outside begins, a line takes its own ink; what else it encloses is inside.
    var edge = outside
    if !isSheet, let line = ink.pieces.max(by: { $0.box.longerSide < $1.box.longerSide }) {
      for place in line.places { edge.isSet[place] = true }
    }
    let distances = edge.framed.distances
    let margin = Float(max(2, min(height, width) / 40))
    let here = grey.cropped(to: box)
    var isInside = [Bool](repeating: false, count: height * width)
    for row in 0..<height {
      for column in 0..<width {
        isInside[row * width + column] = distances[row + 1, column + 1] > margin
      }
    }
    let mask = Mask(rows: height, columns: width, isSet: isInside)
    guard let inner = mask.box, min(inner.rows.count, inner.columns.count) >= Self.leastSide else {
      return nil
    }
    let paper = Histogram(zip(here.values, isInside).lazy.filter { $0.1 }.map { $0.0 }).quantile(
      0.5)
    let picture = Plane(rows: inner.rows.count, columns: inner.columns.count) { row, column in
      let (row, column) = (inner.rows.lowerBound + row, inner.columns.lowerBound + column)
      return isInside[row * width + column] ? here[row, column] : paper
    }
    return Inside(
      picture: picture,
      box: Box(
        rows: inner.rows.lowerBound + box.rows.lowerBound..<inner.rows.upperBound
          + box.rows.lowerBound,
        columns: inner.columns.lowerBound + box.columns.lowerBound..<inner.columns.upperBound
          + box.columns.lowerBound), isSheet: isSheet)
  }

  /// Whether a find inside is the digit: its ink stands out much as the outer find does, and it is neither a speck nor
  /// the edge of the area.
  ///
  /// The hole of a 0 has nothing in it. A line and its digit are of one ink, a sheet is not; and a line is drawn close
  /// round its digit.
  private func stands(inside: Inside, of outer: DigitInk) -> Bool {
    !touchesBorder && (polarity == outer.polarity) != inside.isSheet
      && level >= (inside.isSheet ? 0.2 : 0.5) * outer.level
      && (inside.isSheet ? 6 : 3) * box.longerSide >= inside.box.longerSide
  }

  /// The same digit in the whole picture.
  private func placed(at place: Box, rows: Int, columns: Int) -> DigitInk {
    guard place.rows.count < rows || place.columns.count < columns else { return self }
    var digit = self
    digit.plane = Plane(rows: rows, columns: columns)
    for row in 0..<plane.rows {
      for column in 0..<plane.columns {
        digit.plane[place.rows.lowerBound + row, place.columns.lowerBound + column] =
          plane[row, column]
      }
    }
    let (down, right) = (place.rows.lowerBound, place.columns.lowerBound)
    digit.box = Box(
      rows: box.rows.lowerBound + down..<box.rows.upperBound + down,
      columns: box.columns.lowerBound + right..<box.columns.upperBound + right)
    return digit
  }

  /// The least side of an area to look into, in pixels: a digit needs a few, and a margin.
  private static let leastSide = 16
  /// The least share of the smallest rectangle around it that a sheet fills, also in perspective.
  private static let rectangularity: Float = 0.87
}

extension Plane {
  /// The picture without an even rim of another brightness all round: the frame of a screenshot, or what was
  /// transparent.
  fileprivate var boxWithoutRim: Box {
    let all = Box(rows: 0..<rows, columns: 0..<columns)
    guard min(rows, columns) >= 32 else { return all }
    let ring = Histogram(
      [0, rows - 1].flatMap { row in (0..<columns).map { self[row, $0] } }
        + [0, columns - 1].flatMap { column in (0..<rows).map { self[$0, column] } })
    let rim = ring.quantile(0.5)
    guard ring.quantile(0.95) - ring.quantile(0.05) <= Self.evenRim,
      abs(Histogram(values).quantile(0.5) - rim) >= Self.rimStep
    else { return all }
    func isRim(_ numbers: [Float]) -> Bool {
      let line = Histogram(numbers)
      return abs(line.quantile(0.05) - rim) < Self.rimStep / 2
        && abs(line.quantile(0.95) - rim) < Self.rimStep / 2
    }
    func isRim(row: Int) -> Bool { isRim((0..<columns).map { self[row, $0] }) }
    func isRim(column: Int) -> Bool { isRim((0..<rows).map { self[$0, column] }) }
    // A rim is narrow; a wide one is the ground of a sheet.
    let (most, blur) = (min(rows, columns) / 8, 2)
    let top = (0..<most).prefix { isRim(row: $0) }.count
    let bottom = (0..<most).prefix { isRim(row: rows - 1 - $0) }.count
    let left = (0..<most).prefix { isRim(column: $0) }.count
    let right = (0..<most).prefix { isRim(column: columns - 1 - $0) }.count
    guard [top, bottom, left, right].allSatisfy({ 1..<most ~= $0 }) else { return all }
    return Box(
      rows: top + blur..<rows - bottom - blur, columns: left + blur..<columns - right - blur)
  }

  /// The widest spread of a rim's brightness, and the least step from it to the page, of 255.
  private static let (evenRim, rimStep): (Float, Float) = (24, 60)
}

extension Mask {
  /// The area of the smallest rectangle around the set pixels, among those turned by steps of three degrees.
  fileprivate var rectangleArea: Float {
    var edge: [(x: Float, y: Float)] = []
    for row in 0..<rows {
      let line = isSet[row * columns..<(row + 1) * columns]
      guard let first = line.firstIndex(of: true), let last = line.lastIndex(of: true) else {
        continue
      }
      edge += [first, last].map { (Float($0 - row * columns), Float(row)) }
    }
    return (0..<30).map { step in
      let angle = Double(step) * 3 * Double.pi / 180
      let (sine, cosine) = (Float(Elementary.sin(angle)), Float(Elementary.cos(angle)))
      func extent(_ place: ((x: Float, y: Float)) -> Float) -> Float {
        let places = edge.map(place)
        return (places.max() ?? 0) - (places.min() ?? 0) + 1
      }
      return extent { $0.x * cosine + $0.y * sine } * extent { $0.y * cosine - $0.x * sine }
    }.min() ?? 0
  }

  /// The pixels not set that a way along rows and columns joins with the mask's border.
  fileprivate var reachable: Mask {
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

  /// The mask with a set pixel all round it.
  fileprivate var framed: Mask {
    var framed = Mask(
      rows: rows + 2, columns: columns + 2,
      isSet: [Bool](repeating: true, count: (rows + 2) * (columns + 2)))
    for row in 0..<rows {
      for column in 0..<columns {
        framed.isSet[(row + 1) * framed.columns + column + 1] = isSet[row * columns + column]
      }
    }
    return framed
  }
}
