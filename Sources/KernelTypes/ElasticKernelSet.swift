/// Elastic distortion of byte images, for one instruction set; all give the same bytes.
///
/// Kernels check nothing: sizes come from the caller.
public protocol ElasticKernelSet: Sendable {
  /// Spreads the numbers on the knots of each row of knots over the columns of pixels.
  ///
  /// # Shapes
  /// `numbers`: `[row of knots][direction][knot]`; `lines`: `[row of knots][direction][stride]`,
  /// overwritten.
  static func spreadAlongColumns(
    _ splines: DisplacementSplines, numbers: UnsafePointer<Float>,
    into lines: UnsafeMutablePointer<Float>)

  /// Resamples a map: each pixel is looked up where the grid says plus its displacement, interpolated
  /// bilinearly and rounded to the nearest value.
  ///
  /// What lies outside the frame is 0. The grid is measured from the first pixel within the frame.
  ///
  /// # Shapes
  /// `lines`: of `spreadAlongColumns`, no displacement beyond ±`extent`; `squares`: room for
  /// `FramedMap.squareRoom`; `output`: `[row][column]`, 0 before.
  static func resample(
    _ frame: FramedMap, at grid: FixedPointGrid, displacedBy splines: DisplacementSplines,
    lines: UnsafePointer<Float>, extent: Float, squares: UnsafeMutablePointer<Int32>,
    into output: UnsafeMutablePointer<UInt8>)
}
