/// MNIST's own recipe, for any picture of one digit: find the ink, crop it, scale its longer side to 20 pixels,
/// and place it in 28 x 28 with the centre of its mass in the middle.
///
/// Measured on MNIST's test images, the longer side is 20 in 9,997 of 10,000 and the centre of mass lies within
/// half a pixel of index (14.0, 14.0), rows and columns counted from 0. So the digit is shifted by whole
/// pixels, keeps its aspect ratio, and is not resampled if it already has that size.
public struct DigitPreparation: Sendable {
  /// Rows and columns of a prepared digit.
  public static let side = 28
  /// The longer side of the digit, in pixels.
  public static let digitSide = 20
  /// The index of the row and of the column of the centre of mass.
  public static let centre: Float = 14

  /// The decoded picture.
  public let original: RasterImage
  /// The plane of the picture in which ink stands out, `[row][column]` of the picture.
  public let grey: [UInt8]
  /// The digit's ink at each pixel of the picture, 255 is full.
  public let ink: [UInt8]
  /// Whether the ink is brighter than its paper.
  public let isLightOnDark: Bool
  /// The digit's box in the picture.
  public let box: Box
  /// The number of pieces of ink beside the digit that are much like it, and were left out: other digits, probably.
  public let likePieces: Int
  /// Whether the digit lies on a sheet that stands out from its ground, or inside a closed line.
  public let isEnclosed: Bool
  /// The original width of its strokes, in pixels of the scaled digit.
  public let strokeWidth: Float
  /// The widening of the strokes, in pixels of the scaled digit; negative for thinning.
  public let widening: Float
  /// The prepared digit, `[row][column]`, 0 paper and 255 ink, 28 x 28.
  public let pixels: [UInt8]

  /// Prepares a picture; nil if no ink is found.
  public init?(_ picture: RasterImage) {
    let image = picture.shrunk(toFit: RasterImage.longestSide)
    let grey = image.inkPlane
    guard let digit = DigitInk.findOnPage(grey) else { return nil }
    let scaled = ScaledDigit(digit)
    original = image
    self.grey = grey.values.map { UInt8(min(max($0.rounded(), 0), 255)) }
    ink = digit.plane.values.map { UInt8(($0 * 255).rounded()) }
    isLightOnDark = digit.polarity == .light
    box = digit.box
    likePieces = digit.likePieces
    isEnclosed = digit.isEnclosed
    strokeWidth = scaled.strokeWidth
    widening = scaled.widening
    pixels = scaled.centred
  }
}
