public import LeNetModel

/// How a picture becomes a network's image.
public enum PictureApproach: String, Sendable, CaseIterable {
  /// MNIST's own recipe: find the ink, crop, scale, centre by mass. See `DigitPreparation`.
  case digit
  /// The whole picture made grey and resized, as most programs do.
  case resize
}

/// How the pictures of a folder become the images of a data set, all of one size.
public struct PicturePreparation: Hashable, Sendable {
  /// The size of each image: one map for grey, three for colour.
  public let shape: Shape
  /// What is done to a picture.
  public let approach: PictureApproach

  /// Images for a network: grey ones are 28 x 28, as MNIST's, and coloured ones of the input's size.
  ///
  /// Without an approach, grey pictures are prepared as digits and coloured ones resized.
  public init(for input: Shape, approach: PictureApproach? = nil) throws(PictureInputError) {
    guard input.maps == 1 || input.maps == 3 else { throw .maps(input.maps) }
    let usual: PictureApproach = input.maps == 1 ? .digit : .resize
    self.approach = approach ?? usual
    guard input.maps == 1 || self.approach == .resize else { throw .colourDigits }
    let side = DigitPreparation.side
    shape = input.maps == 1 ? Shape(1, side, side) : input
  }

  /// The pixels of a picture, `[map][row][column]`; nil where no ink is found.
  package func pixels(of image: RasterImage) -> [UInt8]? {
    switch (approach, shape.maps) {
    case (.digit, _): DigitPreparation(image)?.pixels
    case (.resize, 1): image.resizedGrey(rows: shape.rows, columns: shape.columns)
    case (.resize, _): image.resizedColours(rows: shape.rows, columns: shape.columns)
    }
  }
}
