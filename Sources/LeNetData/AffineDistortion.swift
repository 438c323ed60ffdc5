import LeNetRandom

/// Random planar affine distortions of training images, each value evenly distributed, and mirroring.
///
/// The paper (section III.C) trains on translated, scaled, squeezed and horizontally sheared
/// images; scaling rows and columns apart covers its squeezing, and rotation is added. The
/// distortion of an image depends on seed, epoch and its index in the data set only.
public struct AffineDistortion: Hashable, Sendable {
  /// Rotation about the centre, at most so many degrees in either direction.
  public var rotation: Double
  /// Scaling of rows and of columns, each a factor between 1 - scale and 1 + scale.
  public var scale: Double
  /// Horizontal shear, at most so many columns a row in either direction.
  public var shear: Double
  /// Shift of rows and of columns, each at most so many pixels in either direction.
  public var shift: Double
  /// Whether half of the images are mirrored left to right, before all else.
  ///
  /// For photos of things that look alike from both sides; a mirrored digit or letter is none.
  public var flip: Bool

  /// Ranges of a distortion; nothing is checked here.
  public init(
    rotation: Double = 0, scale: Double = 0, shear: Double = 0, shift: Double = 0,
    flip: Bool = false
  ) {
    self.rotation = rotation
    self.scale = scale
    self.shear = shear
    self.shift = shift
    self.flip = flip
  }

  /// Ranges that leave a handwritten digit the digit it is.
  public static let digits = AffineDistortion(rotation: 12, scale: 0.125, shear: 0.15, shift: 2.2)

  /// Throws where a range is not a number, negative, or so large that nothing is left of an image.
  public func validate() throws(DatasetError) {
    let ranges = [
      ("rotation", rotation, 180.0), ("scale", scale, 0.9), ("shear", shear, 4.0),
      ("shift", shift, 1024.0),
    ]
    for (quantity, value, largest) in ranges where !(value >= 0 && value <= largest) {
      throw .distortion(quantity: quantity, value: value, smallest: 0, largest: largest)
    }
  }

  /// The map of one image in one epoch.
  public func map(seed: UInt64, epoch: UInt32, image: Int) -> AffineMap {
    var stream = RandomStream(
      seed: seed, purpose: .distortion, epoch: epoch, index: UInt32(truncatingIfNeeded: image))
    // All six are always drawn, in this order, so that a change of one range leaves the others. What
    // decides on mirroring comes last: it was added later, and no earlier value may change.
    let draw = { (range: Double) in range * (2 * stream.uniform() - 1) }
    let rotation = draw(rotation)
    let rowScale = 1 + draw(scale)
    let columnScale = 1 + draw(scale)
    let shear = draw(shear)
    let rowShift = draw(shift)
    let columnShift = draw(shift)
    let isMirrored = flip && stream.uniform() < 0.5
    return AffineMap(
      rotation: rotation, rowScale: rowScale, columnScale: isMirrored ? -columnScale : columnScale,
      shear: shear, rowShift: rowShift, columnShift: columnShift)
  }
}
