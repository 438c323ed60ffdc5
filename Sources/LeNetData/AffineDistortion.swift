import LeNetRandom

/// Random affine distortions of training images, with uniformly distributed values, and mirroring.
///
/// The paper (section III.C) trains on translated, scaled, squeezed and horizontally sheared
/// images; scaling rows and columns apart covers its squeezing, and rotation is added. The
/// distortion of an image depends on seed, epoch and its index in the data set only.
public struct AffineDistortion: Hashable, Sendable {
  /// The largest rotation about the centre in either direction, in degrees.
  public var rotation: Double
  /// Scaling of rows and of columns, each a factor between 1 - scale and 1 + scale.
  public var scale: Double
  /// The largest horizontal shear in either direction, in columns per row.
  public var shear: Double
  /// The largest shift of rows and of columns in either direction, in pixels.
  public var shift: Double
  /// Whether half of the images are mirrored left to right, before the other distortions.
  ///
  /// For photos of objects that look alike from both sides, not for digits or letters.
  public var flip: Bool

  /// Ranges of a distortion; `validate()` checks them.
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

  /// Ranges that do not change the class of a handwritten digit.
  public static let digits = AffineDistortion(rotation: 12, scale: 0.125, shear: 0.15, shift: 2.2)

  /// Throws if a range is not finite, negative, or so large that an image can disappear.
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
  ///
  /// For a distortion that is valid; others may give a map without inverse, which makes the image black.
  public func map(seed: UInt64, epoch: UInt32, image: Int) -> AffineMap {
    var stream = RandomStream(
      seed: seed, purpose: .distortion, epoch: epoch, index: UInt32(truncatingIfNeeded: image))
    // Always draws all six, in this order, so that a change of one range does not change the others.
    // Mirroring comes last, because it was added later, and the earlier values must not change.
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
