/// The ink of a page: every piece that stands out from the paper, and the rows that they form.
package struct PageInk {
  /// The difference of every pixel from the paper.
  private let contrast: InkContrast
  private let pieces: [MaskPiece]

  /// The ink of a picture; nil if nothing stands out.
  package init?(_ picture: RasterImage) {
    self.init(picture.shrunk(toFit: RasterImage.longestPageSide).inkPlane)
  }

  init?(_ picture: Plane) {
    // The main digit tells which ink is wanted: dark or light, and how wide its strokes may be.
    let scale = max(1, Float(max(picture.rows, picture.columns)) / Float(RasterImage.longestSide))
    var small =
      scale == 1
      ? picture
      : picture.averaged(
        rows: max(1, Int(Float(picture.rows) / scale)),
        columns: max(1, Int(Float(picture.columns) / scale)))
    var grey = picture
    // There may be a frame on a sheet on a desk.
    for _ in 0..<Self.mostSheets {
      guard let sheet = DigitInk.sheet(of: small) else { break }
      grey = grey.kept(inside: sheet, of: small)
      small = small.kept(inside: sheet, of: small)
    }
    guard let digit = DigitInk.find(in: small) else { return nil }
    let widest = max(3, min(grey.rows, grey.columns) / 2)
    let window = min(widest, max(9, Int(Float(digit.box.longerSide) * scale)))
    guard
      let contrast = InkContrast(of: SmoothedPicture(grey), digit.polarity, window: window)
    else { return nil }
    self.contrast = contrast
    let mask = Mask(contrast.plane, above: contrast.level / 2)
    let unruled = RuledLines.removed(from: mask)
    let all = unruled.pieces
    let largest =
      all.count <= Self.mostPieces
      ? all
      : Array(all.sorted { $0.places.count > $1.places.count }.prefix(Self.mostPieces))
    pieces = Self.withoutRules(largest, mask, unruled)
  }

  /// The most sheets and frames, one in another.
  private static let mostSheets = 3
  /// The most pieces of a row, without specks.
  private static let mostPiecesOfRow = 200
  /// The most pieces to look at: a page of numbers has a few thousand, and one of specks has millions.
  private static let mostPieces = 5_000

  /// The pieces without rules: long flat ones, and what is left of a removed line where digits stand on it.
  private static func withoutRules(
    _ pieces: [MaskPiece], _ mask: Mask, _ unruled: Mask
  ) -> [MaskPiece] {
    let usual = pieces.usual(\.digitSize)
    return pieces.filter { piece in
      let (height, width) = (piece.box.rows.count, piece.box.columns.count)
      guard 4 * height <= usual, width >= 2 * height else { return true }
      if 3 * width > 4 * usual { return false }
      // Lines go on beside it.
      let rows =
        max(0, piece.box.rows.lowerBound - 1)..<min(mask.rows, piece.box.rows.upperBound + 1)
      let beside = [piece.box.columns.lowerBound - 3, piece.box.columns.upperBound + 2].contains {
        column in
        column >= 0 && column < mask.columns
          && rows.contains { row in
            let place = row * mask.columns + column
            return mask.isSet[place] && !unruled.isSet[place]
          }
      }
      return !beside
    }
  }

  /// The rows of ink that may be numbers, from the top, and from the left.
  package var rows: [InkRow] {
    let tall = pieces.filter { $0.box.longerSide >= 5 }
    let usual = tall.usual(\.digitSize)
    var groups: [[MaskPiece]] = []
    var boxes: [Box] = []
    let main = tall.filter { 3 * $0.box.longerSide >= usual }
    for piece in main.sorted(by: { $0.box.columns.lowerBound < $1.box.columns.lowerBound }) {
      // Joins all groups that it continues.
      let near = groups.indices.filter { Self.areNear(boxes[$0], piece.box) }
      var group = [piece]
      var box = piece.box
      for index in near.reversed() {
        group = groups.remove(at: index) + group
        box = box.union(boxes.remove(at: index))
      }
      groups.append(group)
      boxes.append(box)
    }
    // A texture is one row of thousands of pieces.
    let possible = groups.indices.filter { groups[$0].count <= Self.mostPiecesOfRow }
    (groups, boxes) = (possible.map { groups[$0] }, possible.map { boxes[$0] })
    for piece in pieces where 3 * piece.box.longerSide < usual || piece.box.longerSide < 5 {
      let (row, column) = (
        (piece.box.rows.lowerBound + piece.box.rows.upperBound) / 2,
        (piece.box.columns.lowerBound + piece.box.columns.upperBound) / 2
      )
      guard
        let index = boxes.indices.first(where: { index in
          // Commas hang below the digits.
          let (rows, columns) = (boxes[index].rows, boxes[index].columns)
          return rows.lowerBound..<rows.upperBound + rows.count / 4 ~= row
            && columns.contains(column)
        })
      else { continue }
      groups[index].append(piece)
    }
    return groups.indices.filter { 3 * boxes[$0].rows.count >= usual }
      .map { InkRow(groups[$0], contrast) }
  }

  private static func areNear(_ first: Box, _ second: Box) -> Bool {
    let height = max(first.rows.count, second.rows.count)
    let gap = max(
      second.columns.lowerBound - first.columns.upperBound,
      first.columns.lowerBound - second.columns.upperBound)
    let overlap =
      min(first.rows.upperBound, second.rows.upperBound)
      - max(first.rows.lowerBound, second.rows.lowerBound)
    return 2 * gap <= 3 * height
      && 3 * overlap >= min(first.rows.count, second.rows.count)
  }
}

extension Box {
  /// The longer side of a digit; for digits that touch, which make one long piece, twice the height.
  fileprivate var digitSize: Int { min(longerSide, 2 * rows.count) }
}

extension Plane {
  /// The picture with paper everywhere outside an area of one that may be smaller.
  fileprivate func kept(inside area: DigitInk.EnclosedArea, of small: Plane) -> Plane {
    let (down, right) = (
      Float(small.rows) / Float(rows), Float(small.columns) / Float(columns)
    )
    return Plane(rows: rows, columns: columns) { row, column in
      let place = (
        row: Int((Float(row) + 0.5) * down) - area.box.rows.lowerBound,
        column: Int((Float(column) + 0.5) * right) - area.box.columns.lowerBound
      )
      guard 0..<area.inside.rows ~= place.row, 0..<area.inside.columns ~= place.column,
        area.inside.isSet[place.row * area.inside.columns + place.column]
      else { return area.paper }
      return self[row, column]
    }
  }
}

extension RasterImage {
  /// The largest side of a page of numbers in pixels: reading shrinks larger pictures.
  public static let longestPageSide: Int = 2000
}
