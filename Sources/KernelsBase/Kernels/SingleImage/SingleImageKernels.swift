public import KernelTypes

/// The kernels for one image at a time, where a block would leave all lanes but one empty:
/// registers run along rows of a map, across maps, or along the weights of a unit.
///
/// Activations lie as `[map][row][column]`. A kernel may read and write up to two registers beyond
/// the end of an activation, into room that the plan leaves there; it writes rows and maps in
/// ascending order, so that what spills over is overwritten by what belongs there.
public protocol SingleImageKernels: KernelSet where Scalar == Batched.Scalar {
  /// The kernels of a block of images, which share what does not depend on the layout.
  associatedtype Batched: BatchedKernels
}

extension SingleImageKernels {
  /// One lane, since there is one image.
  public static var lanes: Int { 1 }
  /// Two registers, since a register may reach beyond a row.
  public static var slack: Int { 2 * Batched.V.scalarCount }

  /// The number of registers that hold a number of values.
  @inline(__always)
  static func registers(_ count: Int) -> Int {
    (count + Batched.V.scalarCount - 1) / Batched.V.scalarCount
  }

  /// Works on a whole number of registers.
  public static func activate(
    _ activation: ElementwiseActivation, _ values: UnsafeMutablePointer<Scalar>, count: Int
  ) {
    Batched.activate(activation, values, count: registers(count))
  }

  /// Works on a whole number of registers.
  public static func multiplyBySlope(
    _ activation: ElementwiseActivation, outputs: UnsafePointer<Scalar>,
    gradients: UnsafeMutablePointer<Scalar>,
    count: Int
  ) {
    Batched.multiplyBySlope(
      activation, outputs: outputs, gradients: gradients, count: registers(count))
  }

  /// Works on a whole number of registers.
  public static func multiply(
    _ input: UnsafePointer<Scalar>, _ factors: UnsafePointer<Scalar>, count: Int,
    into output: UnsafeMutablePointer<Scalar>
  ) {
    Batched.multiply(input, factors, count: registers(count), into: output)
  }

  /// The kernel for blocks of images.
  public static func addSlices(
    _ slices: UnsafeMutablePointer<Scalar>, count: Int, stride: Int, range: Range<Int>
  ) {
    Batched.addSlices(slices, count: count, stride: stride, range: range)
  }

  /// The kernel for blocks of images.
  public static func stepSGD(
    _ rule: SGDStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    velocity: UnsafeMutablePointer<Scalar>?, gradient: UnsafePointer<Scalar>,
    range: Range<Int>
  ) {
    Batched.stepSGD(
      rule, parameters: parameters, velocity: velocity, gradient: gradient, range: range)
  }

  /// The kernel for blocks of images.
  public static func stepScaled(
    rate: Scalar, factors: UnsafePointer<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    Batched.stepScaled(
      rate: rate, factors: factors, parameters: parameters, gradient: gradient, range: range)
  }

  /// The kernel for blocks of images.
  public static func stepAdam(
    _ rule: AdamStep<Scalar>, parameters: UnsafeMutablePointer<Scalar>,
    mean: UnsafeMutablePointer<Scalar>, square: UnsafeMutablePointer<Scalar>,
    gradient: UnsafePointer<Scalar>, range: Range<Int>
  ) {
    Batched.stepAdam(
      rule, parameters: parameters, mean: mean, square: square, gradient: gradient, range: range)
  }

  /// The kernel for blocks of images.
  public static func peak(rounds: Int, start: Scalar) -> Scalar {
    Batched.peak(rounds: rounds, start: start)
  }

  /// The kernel for blocks of images.
  public static func multiplyAdds(inPeakRounds rounds: Int) -> Int {
    Batched.multiplyAdds(inPeakRounds: rounds)
  }
}

/// The kernels for one image in single precision.
public enum FloatSingleImageKernels: SingleImageKernels {
  /// The kernels for blocks of images.
  public typealias Batched = FloatKernels
}

/// The kernels for one image in double precision, for checking gradients.
public enum DoubleSingleImageKernels: SingleImageKernels {
  /// The kernels for blocks of images.
  public typealias Batched = DoubleKernels
}
