import KernelTypes
import LeNetKernels

/// The forward pass of a convolution and the max pooling of its maps for one image, whose kernels may take
/// the maxima before the maps are laid out.
final class SingleConvolutionPooling<Scalar: ComputedScalar>: FusedOperations {
  private let convolution: ConvolutionOperation<Scalar>
  private let windows: PoolingGeometry
  /// Owns the table of bounds that the windows point to.
  private let pooling: PoolingOperation<Scalar>

  init(
    _ convolution: ConvolutionOperation<Scalar>, _ pooling: PoolingOperation<Scalar>,
    windows: PoolingGeometry
  ) {
    self.convolution = convolution
    self.windows = windows
    self.pooling = pooling
  }

  @_specialize(where Scalar == Float)
  func forward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>) {
    convolution.forward(first, pooling: windows, into: second.output)
  }

  func backward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>) {
    pooling.backward(second)
    convolution.backward(first)
  }
}
