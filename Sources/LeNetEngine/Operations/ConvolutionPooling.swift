import LeNetKernels

/// A convolution that is the first operation with parameters, and the pooling of its maps, some at a time:
/// the largest activations of all, and their gradients, are still in the cache when they are read.
final class ConvolutionPooling<Scalar: ComputedScalar>: FusedOperations {
  private let convolution: ConvolutionOperation<Scalar>
  private let pooling: PoolingOperation<Scalar>
  private let parts: [Range<Int>]

  init(_ convolution: ConvolutionOperation<Scalar>, _ pooling: PoolingOperation<Scalar>) {
    self.convolution = convolution
    self.pooling = pooling
    let maps = convolution.maps
    // As many maps as the kernels for AVX-512 take at once.
    let length = maps % 4 == 0 ? 4 : maps % 3 == 0 ? 3 : maps
    parts = stride(from: 0, to: maps, by: length).map { $0..<$0 + length }
  }

  @_specialize(where Scalar == Float)
  func forward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>) {
    convolution.prepareForward(first)
    for maps in parts {
      convolution.forward(first, maps: maps)
      pooling.forward(second, maps: maps)
    }
  }

  @_specialize(where Scalar == Float)
  func backward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>) {
    // All parts share the memory of the first.
    let gradient = first.outputGradient
    for maps in parts {
      pooling.backward(second, maps: maps, inputGradient: gradient)
      convolution.addParameterGradients(first, maps: maps, outputGradient: gradient)
    }
  }
}
