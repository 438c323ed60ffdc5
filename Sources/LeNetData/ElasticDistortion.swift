public import LeNetModel

/// Random elastic distortion of training images: each point moves a little, and its neighbours move
/// similarly, as when a hand writes the same digit again.
///
/// P. Y. Simard, D. Steinkraus and J. C. Platt, "Best Practices for Convolutional Neural Networks
/// Applied to Visual Document Analysis" (2003), smooth noise in -1...1 by a Gaussian of deviation σ
/// and multiply it by α. For 28 x 28 pixels and σ = 4 that is 1,568 random numbers and, with 25 taps
/// each way, 78,400 multiply-adds. Here the noise sits on the knots of a coarse grid and is
/// interpolated by cubic B-splines: 98 numbers and a tenth of the arithmetic.
///
/// With knots √3 σ apart the spline has the Gaussian's deviation, and the displacements look the
/// same: their slope has the RMS 0.68 r/σ, with the Gaussian 0.71 r/σ, where r is the RMS of the
/// displacements themselves. This type uses r; with a Gaussian whose sum is 1 it is
/// α / (√(12 π) σ), so 1.38 pixels for the authors' α = 34 and σ = 4.
///
/// The distortion of an image depends on seed, epoch and its index in the data set only.
public struct ElasticDistortion: Codable, Hashable, Sendable {
  /// Root mean square of the displacement along the rows, and also of that along the columns, in
  /// pixels.
  public var displacement: Double
  /// Standard deviation σ of the smoothing of the displacements, in pixels.
  public var smoothness: Double

  /// A distortion; `validate()` checks its values.
  public init(displacement: Double, smoothness: Double = Self.usualSmoothness) {
    self.displacement = displacement
    self.smoothness = smoothness
  }

  /// Values that do not change the class of a handwritten digit of 28 x 28 pixels.
  public static let digits = ElasticDistortion(displacement: 1)

  /// Simard's σ, in pixels, for digits of 28 x 28.
  public static let usualSmoothness: Double = 4

  /// The largest displacement and the largest smoothness, in pixels.
  public static let largest: Double = 64

  /// The most pixels of one map of an image, so that a place in it is exact in single precision.
  public static let largestImage: Int = 1 << 20

  /// The most rows and the most columns of an image, so that single precision tells the border from what
  /// lies beyond it.
  public static let largestSide: Int = 1 << 14

  /// Whether images of a shape are small enough.
  package static func takes(_ shape: Shape) -> Bool {
    max(shape.rows, shape.columns) <= largestSide && shape.rows * shape.columns <= largestImage
  }

  /// Throws if the displacement is not in 0...64 or the smoothness not in 1...64.
  public func validate() throws(DatasetError) {
    let ranges = [
      ("elastic displacement", displacement, 0.0), ("elastic smoothness", smoothness, 1.0),
    ]
    for (quantity, value, smallest) in ranges where !(value >= smallest && value <= Self.largest) {
      throw .distortion(quantity: quantity, value: value, smallest: smallest, largest: Self.largest)
    }
  }

  /// The source of each pixel of one distorted image, relative to the pixel.
  ///
  /// # Shapes
  /// Both lists: `[row][column]` of `shape`, in pixels; positive is down and to the right. All maps
  /// have the same.
  ///
  /// - Precondition: the distortion is valid and `shape` is within `largestImage` and `largestSide`.
  public func displacements(
    of shape: Shape, seed: UInt64, epoch: UInt32, image: Int
  ) -> (rows: [Float], columns: [Float]) {
    var (rows, columns): ([Float], [Float]) = ([], [])
    ElasticGrid(self, shape: shape).withField(seed: seed, epoch: epoch, image: image) { field in
      for row in 0..<shape.rows {
        for column in 0..<shape.columns {
          let displacement = field.displacement(row: row, column: column)
          rows.append(displacement.x)
          columns.append(displacement.y)
        }
      }
    }
    return (rows, columns)
  }
}
