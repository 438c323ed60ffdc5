import LeNetImages

/// A picture after its preparation, and what its file says about it.
struct PreparedPicture: Sendable {
  /// The network's input; nil if no ink was found.
  let pixels: [UInt8]?
  /// The number of pieces of ink beside the digit that are much like it.
  let likePieces: Int
  /// The number of pages or frames of the file.
  let pages: Int
  /// Degrees clockwise by which a tag in the file turned the picture.
  let tag: Int
  /// The bits a channel that the picture uses.
  let bits: Int

  init(_ image: RasterImage, by preparation: PicturePreparation) {
    let prepared = preparation.prepared(image)
    self.init(image, pixels: prepared?.pixels, likePieces: prepared?.likePieces ?? 0)
  }

  init(_ image: RasterImage, pixels: [UInt8]?, likePieces: Int) {
    (self.pixels, self.likePieces) = (pixels, likePieces)
    (pages, tag, bits) = (image.pages, image.turn, image.bits)
  }
}
