/// The ink of the digit alone.
struct DigitInk {
  /// Ink from 0 to 1, `[row][column]` of the picture.
  var plane: Plane
  var box: Box
  let polarity: InkContrast.Polarity
  /// Whether the picture was clean, so that its ink is unchanged.
  let isClean: Bool
  /// The number of pieces of ink beside the digit that are much like it.
  var likePieces: Int
  /// Whether it lies on a sheet that stands out from its ground, or inside a closed line.
  var isEnclosed = false
  /// The difference of full ink from the paper, of 255.
  let level: Float
  /// The plausibility as a digit: strong contrast with the paper around it, large, and not at the
  /// border.
  private let merit: Float
  let touchesBorder: Bool
  /// The share of paper in its surroundings.
  ///
  /// The inside of a loop stands out from its stroke, but not from the paper beyond.
  private let surroundings: Float

  /// The level of full ink that needs no stretching, of 255.
  private static let fullLevel: Float = 200

  /// Finds the digit in a picture; nil if there is no ink.
  ///
  /// The contrast depends on the width of strokes: the wide ones of a marker need a wide window, in
  /// which the corner of a shadow stands out too. So it tries several, for dark and for light ink, and takes the best
  /// result.
  static func find(in grey: Plane) -> DigitInk? {
    let picture = SmoothedPicture(grey)
    // A pen seldom takes more than a fifth of its picture.
    let widest = max(3, min(grey.rows, grey.columns) / 2)
    var best: DigitInk?
    // A narrow window sees only parts of wide strokes, so it has to be clearly better.
    for (window, trust) in [(widest, Float(1)), (widest / 2, 0.8), (widest / 4, 0.65)] {
      guard window >= 3 else { break }
      for polarity in InkContrast.Polarity.allCases {
        guard let contrast = InkContrast(of: picture, polarity, window: window) else { continue }
        for digit in finds(contrast, in: picture, trust: trust)
        where best.map({ digit.merit > $0.merit }) ?? true { best = digit }
      }
      // The ink of a clean picture needs no narrower window.
      if let best, best.isClean || !best.touchesBorder && best.surroundings > 0.85 { return best }
    }
    return best
  }

  /// The result with the usual level, and with a raised one if that leaves a smaller shape.
  private static func finds(
    _ contrast: InkContrast, in picture: SmoothedPicture, trust: Float
  ) -> [DigitInk] {
    let usual = DigitInk(contrast, in: picture, trust: trust)
    guard let contrast = contrast.raised,
      // A drop of more ink within a digit stands out too, so it has to be clearly better.
      let raised = DigitInk(contrast, in: picture, trust: 0.85 * trust),
      usual.map({
        Float(raised.box.longerSide) < 0.7 * Float($0.box.longerSide)
          && (!raised.touchesBorder || $0.touchesBorder)
      }) ?? true
    else { return [usual].compactMap(\.self) }
    return [usual, raised].compactMap(\.self)
  }

  private init?(_ contrast: InkContrast, in picture: SmoothedPicture, trust: Float) {
    polarity = contrast.polarity
    isClean = contrast.isClean
    level = contrast.level
    var plane = contrast.plane
    let mask =
      isClean
      ? Mask(plane, above: 0)
      : RuledLines.removed(from: Mask(plane, above: level / 2))
    let selection = InkSelection(in: mask, contrast: contrast)
    likePieces = selection.likePieces
    guard let kept = Self.kept(selection.pieces, of: plane, around: isClean ? 1 : 2) else {
      return nil
    }
    // Steeper than the blur of a camera, and as much ink: the middle stays the edge.
    let (gain, slope): (Float, Float) =
      isClean ? (level >= Self.fullLevel ? 255 : level, 1) : (level, 0.7)
    plane.values = zip(plane.values, kept.isSet).map { value, isKept in
      isKept ? min(max((value / gain - 0.5) / slope + 0.5, 0), 1) : 0
    }
    guard let box = Mask(plane, above: isClean ? 0 : 0.5).box else { return nil }
    self.plane = plane
    self.box = box
    touchesBorder = selection.pieces.contains { $0.borderPixels > 0 }
    let places = selection.pieces.lazy.flatMap(\.places)
    let ink = Histogram(places.map { picture.plane.values[$0] })
    let isDark = polarity == .dark
    // The local difference, also in shadow.
    let difference = Histogram(
      places.map { abs(contrast.paper.values[$0] - picture.plane.values[$0]) }
    ).quantile(0.75)
    surroundings = picture.share(
      around: box, isDark ? .brighter : .darker,
      than: isDark ? ink.quantile(0.25) + difference / 2 : ink.quantile(0.75) - difference / 2)
    // A stroke that leaves the picture costs little, what lies along the border much.
    let contact = Float(selection.pieces.reduce(0) { $0 + $1.borderPixels })
    let perimeter = Float(2 * (box.rows.count + box.columns.count))
    let place: Float = selection.isEdge ? 0.1 : max(1 - 2.5 * contact / perimeter, 0.5)
    // Most people write with dark ink on light paper.
    let usual: Float = isDark ? 1 : 0.8
    merit =
      trust * place * usual * level * surroundings * surroundings
      * Float(box.longerSide).squareRoot()
  }

  /// The pieces' pixels and those next to them; nil if there are none.
  private static func kept(_ pieces: [MaskPiece], of plane: Plane, around reach: Int) -> Mask? {
    guard !pieces.isEmpty else { return nil }
    var mask = Mask(
      rows: plane.rows, columns: plane.columns,
      isSet: [Bool](repeating: false, count: plane.values.count))
    for piece in pieces {
      for place in piece.places {
        let (row, column) = (place / plane.columns, place % plane.columns)
        for other in max(row - reach, 0)...min(row + reach, plane.rows - 1) {
          for next in max(column - reach, 0)...min(column + reach, plane.columns - 1) {
            mask.isSet[other * plane.columns + next] = true
          }
        }
      }
    }
    return mask
  }
}
