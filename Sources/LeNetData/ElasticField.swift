import KernelTypes
import LeNetKernels

/// The random displacements of one image, valid during a call of its grid.
struct ElasticField {
  /// An upper bound of the displacements, in pixels.
  let extent: Float
  /// The numbers to interpolate along the columns, `[row of knots][direction][stride]`.
  let lines: UnsafePointer<Float>
  let splines: DisplacementSplines
  /// Scratch memory for the squares of a frame as large as the image, and a register.
  let squares: UnsafeMutablePointer<Int32>

  /// Resamples one map of an image, whose pixels are 0 before.
  func resample(
    _ frame: InkFrame, at grid: FixedPointGrid, into target: UnsafeMutablePointer<UInt8>
  ) {
    let map = FramedMap(
      pixels: frame.pixels, rows: frame.rows.count, columns: frame.columns.count)
    ElasticKernels.best.resample(
      map, at: grid, displacedBy: splines, lines: lines, extent: extent, squares: squares,
      into: target)
  }

  /// The displacements of one pixel along the rows and along the columns.
  func displacement(row: Int, column: Int) -> SIMD2<Float> {
    let weights = splines.rowWeights[row]
    let width = splines.stride
    func sum(_ direction: Int) -> Float {
      let line = lines + (2 * splines.firstOfRow[row] + direction) * width + column
      let upper = weights[0] * line[0] + weights[1] * line[2 * width]
      let lower = weights[2] * line[4 * width] + weights[3] * line[6 * width]
      return upper + lower
    }
    return SIMD2(sum(0), sum(1))
  }
}
