public import KernelTypes
import KernelsBase

#if arch(x86_64)
import KernelsAVX2
import KernelsAVX512
#endif

/// Elastic distortion of byte images by the processor's widest instruction set; all give the same bytes.
public enum ElasticKernels {
  private static let best = InstructionSet.best

  /// Spreads the numbers on the knots of each row of knots over the columns of pixels.
  ///
  /// # Shapes
  /// `numbers`: `[row of knots][direction][knot]`; `lines`: `[row of knots][direction][stride]`,
  /// overwritten.
  public static func interpolate(
    _ splines: DisplacementSplines, numbers: UnsafePointer<Float>,
    into lines: UnsafeMutablePointer<Float>, instructions: InstructionSet? = nil
  ) {
    #if arch(x86_64)
    switch instructions ?? best {
    case .base: KernelsBase.FloatKernels.interpolate(splines, numbers: numbers, into: lines)
    case .avx2: KernelsAVX2.FloatKernels.interpolate(splines, numbers: numbers, into: lines)
    case .avx512: KernelsAVX512.FloatKernels.interpolate(splines, numbers: numbers, into: lines)
    }
    #else
    KernelsBase.FloatKernels.interpolate(splines, numbers: numbers, into: lines)
    #endif
  }

  /// Resamples a map: each pixel is looked up where the grid says plus its displacement, interpolated
  /// bilinearly and rounded to the nearest value.
  ///
  /// What lies outside the frame is 0.
  ///
  /// # Shapes
  /// `lines`: of `interpolate`, no number beyond ±`extent`; `squares`: room for (rows + 1) x (columns + 1)
  /// squares of the frame and a register more; `output`: `[row][column]`, 0 before.
  public static func resample(
    _ frame: FramedMap, at grid: FixedPointGrid, displacedBy splines: DisplacementSplines,
    lines: UnsafePointer<Float>, extent: Float, squares: UnsafeMutablePointer<Int32>,
    into output: UnsafeMutablePointer<UInt8>, instructions: InstructionSet? = nil
  ) {
    #if arch(x86_64)
    switch instructions ?? best {
    case .base:
      KernelsBase.FloatKernels.resample(
        frame, at: grid, displacedBy: splines, lines: lines, extent: extent, squares: squares,
        into: output)
    case .avx2:
      KernelsAVX2.FloatKernels.resample(
        frame, at: grid, displacedBy: splines, lines: lines, extent: extent, squares: squares,
        into: output)
    case .avx512:
      KernelsAVX512.FloatKernels.resample(
        frame, at: grid, displacedBy: splines, lines: lines, extent: extent, squares: squares,
        into: output)
    }
    #else
    KernelsBase.FloatKernels.resample(
      frame, at: grid, displacedBy: splines, lines: lines, extent: extent, squares: squares,
      into: output)
    #endif
  }
}
