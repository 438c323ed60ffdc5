public import LeNetModel

/// The kinds of preparation of a picture.
public enum PictureApproach: String, Sendable, CaseIterable {
  /// MNIST's own recipe: find the ink, crop, scale, centre by mass. See `DigitPreparation`.
  case digit
  /// The whole picture, resized, as most programs do.
  case resize
}

/// The preparation of pictures as images of one size.
public struct PicturePreparation: Hashable, Sendable {
  /// The size of each image: one map for grey, three for colour.
  public let shape: Shape
  /// The kind of preparation.
  public let approach: PictureApproach

  /// A preparation for a network: grey images are 28 x 28, as MNIST's, and colour images have the input's size.
  ///
  /// Without an approach, it prepares grey images as digits and resizes colour images.
  public init(for input: Shape, approach: PictureApproach? = nil) throws(PictureInputError) {
    guard input.maps == 1 || input.maps == 3 else { throw .maps(input.maps) }
    let usual: PictureApproach = input.maps == 1 ? .digit : .resize
    self.approach = approach ?? usual
    guard input.maps == 1 || self.approach == .resize else { throw .colourDigits }
    let side = DigitPreparation.side
    shape = input.maps == 1 ? Shape(1, side, side) : input
  }

  /// A preparation that keeps the pixels of pictures of that size, and resizes others.
  package init(keeping shape: Shape) {
    self.shape = shape
    approach = .resize
  }

  /// The pixels of a picture, `[map][row][column]`; nil if no ink is found.
  package func pixels(of image: RasterImage) -> [UInt8]? { prepared(image)?.pixels }

  /// The pixels of a picture, and the number of pieces of ink beside the digit that are much like it; nil if no ink is
  /// found.
  package func prepared(_ image: RasterImage) -> (pixels: [UInt8], likePieces: Int)? {
    switch (approach, shape.maps) {
    case (.digit, _): DigitPreparation(image).map { ($0.pixels, $0.likePieces) }
    case (.resize, 1): (image.resizedGrey(rows: shape.rows, columns: shape.columns), 0)
    case (.resize, _): (image.resizedColours(rows: shape.rows, columns: shape.columns), 0)
    }
  }
}
