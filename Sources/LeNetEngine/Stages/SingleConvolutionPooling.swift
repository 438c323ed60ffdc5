import KernelTypes
import LeNetKernels

/// The forward pass of a convolution and the max pooling of its maps for one image, whose kernels may take
/// the maxima before the maps are laid out.
final class SingleConvolutionPooling<Scalar: ComputedScalar>: Sendable {
  private let convolution: ConvolutionPasses<Scalar>
  private let windows: PoolingGeometry
  /// Owns the table of bounds that the windows point to.
  private let pooling: PoolingPasses<Scalar>

  /// Nil unless the two stages can be done so.
  init?(_ first: any StagePasses<Scalar>, _ second: any StagePasses<Scalar>) {
    guard let pooling = second as? PoolingPasses<Scalar>, let windows = pooling.maximumWindows,
      let convolution = pooling.convolution(before: first), convolution.endsAtFloor
    else { return nil }
    self.convolution = convolution
    self.windows = windows
    self.pooling = pooling
  }

  @_specialize(where Scalar == Float)
  func forward(_ first: Pass<Scalar>, _ second: Pass<Scalar>) {
    convolution.forward(first, pooling: windows, into: second.output)
  }
}
