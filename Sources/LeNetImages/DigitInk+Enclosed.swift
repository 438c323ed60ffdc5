extension DigitInk {
  /// Finds the digit of a page, also on a sheet that looks like ink, or inside a closed line.
  ///
  /// Examples are a card on a dark desk, the frame of a drawing and a circle round a number.
  static func findOnPage(_ picture: Plane) -> DigitInk? {
    var place = picture.boxWithoutRim
    var page = picture.cropped(to: place)
    guard var found = find(in: page) else { return nil }
    // There may be a circle on a card on a desk; each area is smaller than the one before.
    while let area = found.enclosedArea(of: page), var inner = find(in: area.picture),
      inner.isDigit(in: area, of: found)
    {
      inner.isEnclosed = true
      // The other one of two circles tells that there are several digits.
      inner.likePieces += found.likePieces
      place = area.box.moved(down: place.rows.lowerBound, right: place.columns.lowerBound)
      (page, found) = (area.picture, inner)
    }
    return found.placed(at: place, rows: picture.rows, columns: picture.columns)
  }

  /// What a find encloses.
  struct EnclosedArea {
    /// The kinds of finds that enclose something.
    enum Kind {
      /// The find is the paper itself: a rectangle, or a disc.
      case sheet(isDisc: Bool)
      /// The find is a closed line: an oval that is taller than wide, or any other shape.
      case line(isTallOval: Bool)
    }

    /// The part of the page in `box`; what lies outside the area is paper.
    let picture: Plane
    let box: Box
    let kind: Kind
    /// The pixels of `picture` that lie in the area.
    let inside: Mask
    /// The brightness of the paper in the area.
    let paper: Float
  }

  /// The area that the find encloses, if it is a rectangle of paper, or a line round a convex area; nil for strokes.
  private func enclosedArea(of page: Plane, aspect: Float = 2.5) -> EnclosedArea? {
    let (height, width) = (box.rows.count, box.columns.count)
    guard min(height, width) >= Self.leastSide,
      aspect * Float(min(height, width)) >= Float(max(height, width))
    else { return nil }
    let ink = Mask(plane.cropped(to: box), above: 0.5)
    let outside = ink.reachable
    let area = outside.inverted
    let (filled, rectangle) = (Float(area.count), area.smallestRectangle)
    // A sheet that lies askew and a circle fill half of their box at least.
    guard 2 * filled >= Float(height * width) else { return nil }
    var edge = outside
    let kind: EnclosedArea.Kind
    if Float(ink.count) >= 0.6 * filled {
      // A bold 0 or 8 is a filled area with holes too, but not a rectangle, and it is seldom as wide as high.
      let isRectangle = filled >= Self.rectangularity * rectangle.area
      let disc = Float.pi / 4 * Float(height * width)
      let isDisc =
        7 * max(height, width) <= 8 * min(height, width) && abs(filled / disc - 1) <= 0.05
        && filled >= 0.97 * area.hullArea
      guard isRectangle || isDisc else { return nil }
      kind = .sheet(isDisc: !isRectangle)
    } else {
      // The outlines of an 8 and a 6 are closed lines too, but not convex.
      guard filled >= Self.convexity * area.hullArea,
        let line = ink.pieces.max(by: { $0.box.longerSide < $1.box.longerSide })
      else { return nil }
      for place in line.places { edge.isSet[place] = true }
      let isOval = filled < Self.rectangularity * rectangle.area
      kind = .line(isTallOval: isOval && 20 * width < 17 * height)
    }
    // The edge itself is blurred.
    let distances = edge.framed(by: true).distances
    let margin = Float(max(2, min(height, width) / 40))
    var inside = edge
    for row in 0..<height {
      for column in 0..<width {
        inside.isSet[row * width + column] = distances[row + 1, column + 1] > margin
      }
    }
    guard let inner = inside.box, min(inner.rows.count, inner.columns.count) >= Self.leastSide
    else { return nil }
    let here = page.cropped(to: box)
    let paper = Histogram(zip(here.values, inside.isSet).lazy.filter(\.1).map(\.0)).quantile(0.5)
    let own = Mask(
      rows: inner.rows.count, columns: inner.columns.count,
      isSet: inner.rows.flatMap { row in inner.columns.map { inside.isSet[row * width + $0] } })
    let picture = Plane(rows: own.rows, columns: own.columns) { row, column in
      own.isSet[row * own.columns + column]
        ? here[inner.rows.lowerBound + row, inner.columns.lowerBound + column] : paper
    }
    return EnclosedArea(
      picture: picture,
      box: inner.moved(down: box.rows.lowerBound, right: box.columns.lowerBound), kind: kind,
      inside: own, paper: paper)
  }

  /// The sheet that a page lies on, as far as it differs from the ground, or the inside of a closed line round all of it.
  ///
  /// It is a large part of the picture: a bar above a table encloses text, too.
  static func sheet(of picture: Plane) -> EnclosedArea? {
    guard let found = find(in: picture),
      let area = found.enclosedArea(of: picture, aspect: mostSheetAspect),
      let inner = find(in: area.picture), inner.level >= 0.2 * found.level
    else { return nil }
    let share = Float(area.inside.count) / Float(picture.values.count)
    let isSheet =
      switch area.kind {
      // People lay light paper on a darker ground.
      case .sheet:
        inner.polarity != found.polarity && share >= (found.polarity == .light ? 0.06 : 0.4)
      case .line: inner.polarity == found.polarity && share >= 0.25 && found.likePieces == 0
      }
    return isSheet ? area : nil
  }

  /// Whether a find in the area of another is the digit.
  ///
  /// Its ink must stand out much as the other does, and it must be neither a speck nor the edge of the area. A line has
  /// the ink of its digit, and a sheet has not. A line is close to its digit. A straight stroke in a tall oval is the
  /// slash of a 0.
  private func isDigit(in area: EnclosedArea, of outer: DigitInk) -> Bool {
    guard !touchesBorder else { return false }
    let ink = Mask(plane.cropped(to: box), above: 0.5)
    let sides = ink.smallestRectangle.sides
    let isStraight = max(sides.0, sides.1) >= 3 * min(sides.0, sides.1)
    switch area.kind {
    case .sheet(let isDisc):
      // The hole of a bold 0 is convex. Of the digits only a straight 1 is.
      let isHole = isDisc && !isStraight && Float(ink.count) >= 0.85 * ink.hullArea
      return polarity != outer.polarity && level >= 0.2 * outer.level
        && 6 * box.longerSide >= area.box.longerSide && !isHole
    case .line(let isTallOval):
      return polarity == outer.polarity && level >= 0.5 * outer.level
        && 3 * box.longerSide >= area.box.longerSide && !(isTallOval && isStraight)
    }
  }

  /// The same digit in a picture of which this one's is a part.
  private func placed(at place: Box, rows: Int, columns: Int) -> DigitInk {
    guard place.rows.count < rows || place.columns.count < columns else { return self }
    var digit = self
    let (down, right) = (place.rows.lowerBound, place.columns.lowerBound)
    digit.plane = Plane(rows: rows, columns: columns)
    for row in 0..<plane.rows {
      for column in 0..<plane.columns {
        digit.plane[row + down, column + right] = plane[row, column]
      }
    }
    digit.box = box.moved(down: down, right: right)
    return digit
  }

  /// The least side of an area to look into, in pixels: a digit needs a few, and a margin.
  private static let leastSide = 16
  /// The longest sheet of a page, by its width.
  private static let mostSheetAspect: Float = 6
  /// The least share of the smallest rectangle around it that a sheet fills, also in perspective.
  private static let rectangularity: Float = 0.87
  /// The least share of its convex hull that a circle or box drawn by hand fills.
  private static let convexity: Float = 0.92
}
