public import KernelTypes

/// The kernels for one image at a time, where a block of images would leave all lanes but one empty:
/// registers run along rows of a map, across maps, or along the weights of a unit.
///
/// Activations lie as `[map][row][column]`. A kernel may read and write up to two registers beyond
/// the end of an activation, into room that the plan leaves there; it writes rows and maps in
/// ascending order, so that what spills over is overwritten by what belongs there.
public protocol SingleImageKernels: KernelSet where Scalar == Many.Scalar {
  /// The kernels of a block of images, which share what does not depend on the layout.
  associatedtype Many: LaneKernels
}

extension SingleImageKernels {
  /// One image.
  public static var lanes: Int { 1 }
  /// A register that reaches beyond a row, twice.
  public static var slack: Int { 2 * Many.V.scalarCount }

  /// Registers that hold so many numbers.
  @inline(__always)
  static func registers(_ count: Int) -> Int {
    (count + Many.V.scalarCount - 1) / Many.V.scalarCount
  }

  /// A whole number of registers.
  public static func activate(
    _ squash: Squash, _ values: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    Many.activate(squash, values, count: registers(count))
  }

  /// A whole number of registers.
  public static func multiplyBySlope(
    _ squash: Squash, outputs: UnsafePointer<Scalar>, gradients: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    Many.multiplyBySlope(squash, outputs: outputs, gradients: gradients, count: registers(count))
  }

  /// A whole number of registers.
  public static func multiply(
    _ input: UnsafePointer<Scalar>, _ factors: UnsafePointer<Scalar>, count: Int,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    Many.multiply(input, factors, count: registers(count), into: output)
  }

  /// As for many images.
  public static func addSlices(
    _ slices: UnsafeMutablePointer<Scalar>, count: Int, stride: Int, range: Range<Int>
  ) {
    Many.addSlices(slices, count: count, stride: stride, range: range)
  }

  /// As for many images.
  public static func stepSGD(
    _ rule: SGDStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    velocity: UnsafeMutablePointer<Scalar>?, gradient: UnsafePointer<Scalar>,
    range: Range<Int>
  ) {
    Many.stepSGD(
      rule, parameters: parameters, velocity: velocity, gradient: gradient, range: range)
  }

  /// As for many images.
  public static func stepScaled(
    rate: Scalar, factors: UnsafePointer<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    Many.stepScaled(
      rate: rate, factors: factors, parameters: parameters, gradient: gradient, range: range)
  }

  /// As for many images.
  public static func stepAdam(
    _ rule: AdamStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    mean: UnsafeMutablePointer<Scalar>, square: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    Many.stepAdam(
      rule, parameters: parameters, mean: mean, square: square, gradient: gradient, range: range)
  }

  /// As for many images.
  public static func peak(rounds: Int, start: Scalar) -> Scalar {
    Many.peak(rounds: rounds, start: start)
  }

  /// As for many images.
  public static func multiplyAdds(inPeakRounds rounds: Int) -> Int {
    Many.multiplyAdds(inPeakRounds: rounds)
  }
}

/// The kernels for one image in single precision.
public enum FloatImageKernels: SingleImageKernels {
  /// Those for many.
  public typealias Many = FloatKernels
}

/// The kernels for one image in double precision, for checking gradients.
public enum DoubleImageKernels: SingleImageKernels {
  /// Those for many.
  public typealias Many = DoubleKernels
}
