import LeNetKernels

/// The computations of one layer; each kind of layer has a file of its own.
///
/// `backward` **adds** to parameter gradients, but overwrites them in the first pass of a slice, and
/// **overwrites** the input gradient. It may change the output gradient, which nobody reads after it.
/// Only outputs and inputs are kept for it: what a layer needs beyond them (a padded input, masks) lies
/// in its scratch range, where `prepare` has put what follows from the parameters alone.
///
/// Objects, since values would be copied with every call through the protocol; nothing in them changes
/// while threads are at work.
protocol LayerOperation<Scalar>: AnyObject, Sendable {
  associatedtype Scalar: ComputedScalar
  /// Numbers of scratch that a workspace holds for the layer.
  var scratchCount: Int { get }
  /// Lays out parameters in the scratch range, before the first pass with them.
  func prepare(_ context: OperationContext<Scalar>)
  func forward(_ context: OperationContext<Scalar>)
  func backward(_ context: OperationContext<Scalar>)
  /// Turns the gradient of the activation into that of the sums, as `backward` does first.
  func multiplyBySlope(_ context: OperationContext<Scalar>)
  /// The way back of curvatures, diagonal second derivatives in the Gauss-Newton approximation.
  ///
  /// As `backward`, with curvatures in the place of gradients: both grow with the squares of slope,
  /// weight and input. So `context` has squared parameters and input, and a scratch range that a forward
  /// pass over these has left; its output is the plain one. `plain` is what `backward` would get.
  func backwardCurvature(_ context: OperationContext<Scalar>, plain: OperationContext<Scalar>)

  // MARK: Capabilities

  /// Where all blocks of a batch wait for each other in training; nil where they need not.
  var barrier: Barrier<Scalar>? { get }
  /// Parameters whose gradient is that of the whole batch, not of a slice.
  var wholeBatchParameters: [Range<Int>] { get }
  /// The operation itself where it normalizes by statistics.
  var normalization: NormalizationOperation<Scalar>? { get }
  /// The operation itself where training multiplies by random factors.
  var dropout: DropoutOperation<Scalar>? { get }
  /// The operation itself where its outputs are distances with a minus.
  var distances: (any DistanceOperation<Scalar>)? { get }
  /// This operation and the next one as a single one, where that is faster; `isFirst` says that no
  /// operation before has parameters.
  func fused(
    with next: any LayerOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)?
  /// The same, asked by a convolution whose output is this operation's input.
  func fused(
    behind convolution: ConvolutionOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)?
}

extension LayerOperation {
  /// Most layers take parameters as they lie.
  func prepare(_ context: OperationContext<Scalar>) {}

  /// Layers without activation have no slope.
  func multiplyBySlope(_ context: OperationContext<Scalar>) {}

  /// Multiplies by the slope once more than gradients do.
  func backwardCurvature(_ context: OperationContext<Scalar>, plain: OperationContext<Scalar>) {
    multiplyBySlope(context)
    backward(context)
  }

  var barrier: Barrier<Scalar>? { nil }
  var wholeBatchParameters: [Range<Int>] { [] }
  var normalization: NormalizationOperation<Scalar>? { nil }
  var dropout: DropoutOperation<Scalar>? { nil }
  var distances: (any DistanceOperation<Scalar>)? { nil }

  func fused(
    with next: any LayerOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)? { nil }

  func fused(
    behind convolution: ConvolutionOperation<Scalar>, isFirst: Bool
  ) -> (any FusedOperations<Scalar>)? { nil }
}

/// An operation whose outputs are negated distances.
///
/// A distance has a second derivative of its own, so the curvature of the loss and of the distance
/// are computed together.
protocol DistanceOperation<Scalar>: LayerOperation {
  /// As `backwardCurvature`, with the probabilities that the loss compares the classes with.
  func backwardCurvature(
    _ context: OperationContext<Scalar>, plain: OperationContext<Scalar>,
    probabilities: UnsafePointer<Scalar>, scale: Scalar)
}

/// Two operations, one behind the other, that are computed together.
protocol FusedOperations<Scalar>: AnyObject, Sendable {
  associatedtype Scalar: ComputedScalar
  func forward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>)
  func backward(_ first: OperationContext<Scalar>, _ second: OperationContext<Scalar>)
}

/// The reason why all blocks of a batch wait for each other at an operation.
enum Barrier<Scalar: ComputedScalar>: Sendable {
  /// Mean and variance are those of all images.
  case statistics(NormalizationOperation<Scalar>)
  /// There are so many weights that reading them once for all blocks saves more time than keeping the
  /// activations of one block in the cache.
  case sharedWeights(FullyConnectedOperation<Scalar>)
}
