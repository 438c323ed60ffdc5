import KernelTypes
import LeNetKernels

/// The forward pass of a convolution and the max pooling of its maps, whose kernels for one image take
/// the maxima while the sums are in registers.
final class ConvolutionMaxPooling<Scalar: ComputedScalar>: Sendable {
  private let convolution: ConvolutionPasses<Scalar>
  private let windows: PoolingGeometry

  /// Nil unless the two stages can be done so.
  init?(_ first: any StagePasses<Scalar>, _ second: any StagePasses<Scalar>) {
    // Behind a flattening, which is no step, the pooling has maps of its own.
    guard let convolution = first as? ConvolutionPasses<Scalar>, convolution.endsAtFloor,
      let pooling = second as? PoolingPasses<Scalar>, pooling.maps == convolution.maps,
      let windows = pooling.maximumWindows
    else { return nil }
    self.convolution = convolution
    self.windows = windows
  }

  @_specialize(where Scalar == Float)
  func forward(_ first: Pass<Scalar>, _ second: Pass<Scalar>) {
    convolution.forward(first, pooling: windows, into: second.output)
  }
}
