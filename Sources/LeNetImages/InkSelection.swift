/// Selects the pieces of ink of the digit, without specks, edges of the paper and other marks.
struct InkSelection {
  /// The pieces of the digit; empty if no piece is large enough.
  let pieces: [MaskPiece]
  /// The number of pieces beside the digit that are much like its main piece: other digits, probably.
  let likePieces: Int
  /// Whether its main piece lies along the border, as shadows and the table behind a sheet.
  let isEdge: Bool

  init(in mask: Mask, contrast: InkContrast) {
    let all = mask.pieces
    let (rows, columns) = (mask.rows, mask.columns)
    // A digit has the extent of a few pixels at least, whatever its picture's size.
    let least = max(4, min(rows, columns) / 40)
    let weighed = all.filter { $0.box.longerSide >= least }.map { piece in
      let ink = piece.places.reduce(Float(0)) { $0 + contrast.plane.values[$1] }
      let isEdge = Self.isEdge(piece, rows: rows, columns: columns)
      return (
        piece: piece, isEdge: isEdge, ink: ink,
        place: isEdge ? 0.02 : Self.weight(at: piece, rows: rows, columns: columns)
      )
    }
    guard let main = weighed.max(by: { $0.place * $0.ink < $1.place * $1.ink }) else {
      pieces = []
      likePieces = 0
      isEdge = false
      return
    }
    isEdge = main.isEdge
    var box = main.piece.box
    var chosen = [main.piece]
    var rest = weighed.filter { $0.piece != main.piece && !$0.isEdge }
    // A stroke next to the others belongs to them: the roof of a 5, the second stroke of a 4.
    while let index = rest.firstIndex(where: { candidate in
      candidate.ink >= 0.03 * main.ink
        && (Self.isNear(candidate.piece, box, isCut: main.piece.borderPixels > 0)
          || Self.isBelowOrAbove(candidate.piece.box, box))
    }) {
      chosen.append(rest[index].piece)
      box = box.union(rest[index].piece.box)
      rest.remove(at: index)
    }
    // Of a clean picture every speck belongs to the digit, as in MNIST.
    pieces = contrast.isClean ? all : chosen
    likePieces = rest.count {
      // Neighbours that the border cuts are none, unless it cuts the main one too.
      $0.place >= main.place && $0.ink >= Self.likeInk * main.ink
        && Float($0.piece.box.longerSide) >= Self.likeSide * Float(main.piece.box.longerSide)
    }
  }

  /// The weight of a piece's ink by its place: of two marks, the one away from the border is the digit.
  private static func weight(at piece: MaskPiece, rows: Int, columns: Int) -> Float {
    guard piece.borderPixels == 0 else { return 0.15 }
    let box = piece.box
    let away =
      [
        box.rows.lowerBound, box.columns.lowerBound, rows - box.rows.upperBound,
        columns - box.columns.upperBound,
      ].min() ?? 0
    return away * 32 < min(rows, columns) ? 0.4 : 1
  }

  /// Whether a piece is close to the others, and closer yet if it may belong to a neighbour that the border cuts.
  private static func isNear(_ piece: MaskPiece, _ box: Box, isCut: Bool) -> Bool {
    let reach: Float = piece.borderPixels == 0 || isCut ? 0.3 : 0.12
    return gap(between: piece.box, and: box) <= reach * Float(box.longerSide)
  }

  /// Whether a box continues another one below or above it, as strokes do that a threshold broke: together they are
  /// no taller than a digit.
  private static func isBelowOrAbove(_ box: Box, _ other: Box) -> Bool {
    let union = box.union(other)
    let shared =
      min(box.columns.upperBound, other.columns.upperBound)
      - max(box.columns.lowerBound, other.columns.lowerBound)
    return 2 * shared >= min(box.columns.count, other.columns.count)
      && union.rows.count <= 2 * union.columns.count
      && gap(between: box, and: other) <= 0.45 * Float(union.rows.count)
  }

  /// Of the main piece's ink and longer side, the least that another piece has to be like it: measured on pictures of
  /// one digit and of several, by strangers.
  private static let (likeInk, likeSide): (Float, Float) = (0.2, 0.4)

  /// Whether a piece at the border lies along it or in a corner, more than a stroke that runs out of the
  /// picture would.
  private static func isEdge(_ piece: MaskPiece, rows: Int, columns: Int) -> Bool {
    guard piece.borderPixels > 0 else { return false }
    // A digit that fills its picture meets the border in a few places; a sheet's grid meets it in many.
    let isFilling =
      5 * piece.borderPixels < 2 * (rows + columns)
      && (piece.touchesTop && piece.touchesBottom || piece.touchesLeft && piece.touchesRight)
      && contacts(of: piece, rows: rows, columns: columns) <= 5
    if piece.touchedSides >= 3 { return !isFilling }
    let (height, width) = (piece.box.rows.count, piece.box.columns.count)
    let isAlongRows =
      (piece.touchesTop || piece.touchesBottom) && width * 10 >= columns * 8 && height * 4 <= rows
    let isAlongColumns =
      (piece.touchesLeft || piece.touchesRight) && height * 10 >= rows * 8 && width * 4 <= columns
    // The square of what lies on the border is eight times the area of a triangle in a corner or more, and a
    // fifth of that of a stroke of 1 x 5 that crosses the border.
    let contact = piece.borderPixels * piece.borderPixels
    let isCorner = contact > (piece.touchedSides == 2 ? 2 : 1) * piece.places.count
    return isAlongRows || isAlongColumns || isCorner && !isFilling
  }

  /// The number of stretches of the border that a piece covers.
  private static func contacts(of piece: MaskPiece, rows: Int, columns: Int) -> Int {
    // Numbers the border's pixels around the picture.
    let around = 2 * (rows + columns)
    let numbers = piece.places.compactMap { place -> Int? in
      let (row, column) = (place / columns, place % columns)
      if row == 0 { return column }
      if column == columns - 1 { return columns + row }
      if row == rows - 1 { return columns + rows + (columns - 1 - column) }
      return column == 0 ? 2 * columns + rows + (rows - 1 - row) : nil
    }.sorted()
    let gaps = zip(numbers, numbers.dropFirst()).count { $1 - $0 > 2 }
    guard let first = numbers.first, let last = numbers.last else { return 0 }
    return max(1, gaps + (first + around - last > 2 ? 1 : 0))
  }

  private static func gap(between first: Box, and second: Box) -> Float {
    let down = max(
      first.rows.lowerBound - second.rows.upperBound,
      second.rows.lowerBound - first.rows.upperBound, 0)
    let across = max(
      first.columns.lowerBound - second.columns.upperBound,
      second.columns.lowerBound - first.columns.upperBound, 0)
    return Float(down * down + across * across).squareRoot()
  }
}
