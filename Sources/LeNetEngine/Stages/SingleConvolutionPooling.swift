import KernelTypes
import LeNetKernels

/// The forward pass of a convolution and the max pooling of its maps for one image, whose kernels may take
/// the maxima before the maps are laid out.
final class SingleConvolutionPooling<Scalar: ComputedScalar>: Sendable {
  private let convolution: ConvolutionPasses<Scalar>
  private let pooling: PoolingPasses<Scalar>

  /// Nil unless the two stages can be done so.
  init?(_ first: any StagePasses<Scalar>, _ second: any StagePasses<Scalar>) {
    // Behind a flattening, which is no step, the pooling has maps of its own.
    guard let convolution = first as? ConvolutionPasses<Scalar>, convolution.endsAtFloor,
      let pooling = second as? PoolingPasses<Scalar>, pooling.maps == convolution.maps,
      pooling.maximumWindows != nil
    else { return nil }
    self.convolution = convolution
    self.pooling = pooling
  }

  @_specialize(where Scalar == Float)
  func forward(_ first: Pass<Scalar>, _ second: Pass<Scalar>) {
    guard let windows = pooling.maximumWindows else { return }
    convolution.forward(first, pooling: windows, into: second.output)
  }
}
