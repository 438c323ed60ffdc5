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
        weight: ink * (isEdge ? 0.02 : piece.borderPixels > 0 ? 0.5 : 1)
      )
    }
    guard let main = weighed.max(by: { $0.weight < $1.weight }) else {
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
      candidate.weight >= 0.03 * main.weight
        && (candidate.piece.borderPixels == 0 || main.piece.borderPixels > 0)
        && Self.gap(between: candidate.piece.box, and: box) <= 0.3 * Float(box.longerSide)
    }) {
      chosen.append(rest[index].piece)
      box = box.union(rest[index].piece.box)
      rest.remove(at: index)
    }
    // Of a clean picture every speck belongs to the digit, as in MNIST.
    pieces = contrast.isClean ? all : chosen
    likePieces = rest.count {
      $0.piece.borderPixels == 0 && $0.ink >= Self.likeInk * main.ink
        && Float($0.piece.box.longerSide) >= Self.likeSide * Float(main.piece.box.longerSide)
    }
  }

  /// Of the main piece's ink and longer side, the least that another piece has to be like it: measured on pictures of
  /// one digit and of several, by strangers.
  private static let (likeInk, likeSide): (Float, Float) = (0.2, 0.4)

  /// Whether a piece at the border lies along it or in a corner, more than a stroke that runs out of the
  /// picture would.
  private static func isEdge(_ piece: MaskPiece, rows: Int, columns: Int) -> Bool {
    guard piece.borderPixels > 0 else { return false }
    if piece.touchedSides >= 3 { return true }
    let (height, width) = (piece.box.rows.count, piece.box.columns.count)
    let isAlongRows =
      (piece.touchesTop || piece.touchesBottom) && width * 10 >= columns * 8 && height * 4 <= rows
    let isAlongColumns =
      (piece.touchesLeft || piece.touchesRight) && height * 10 >= rows * 8 && width * 4 <= columns
    // The square of what lies on the border is eight times the area of a triangle in a corner or more, and a
    // fifth of that of a stroke of 1 x 5 that crosses the border.
    let contact = piece.borderPixels * piece.borderPixels
    let isCorner = contact > (piece.touchedSides == 2 ? 2 : 1) * piece.places.count
    return isAlongRows || isAlongColumns || isCorner
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
