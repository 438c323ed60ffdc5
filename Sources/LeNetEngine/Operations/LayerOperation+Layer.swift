import KernelTypes
import LeNetKernels
import LeNetModel

extension NetworkLayout {
  /// The layers that compute: flattening changes nothing in memory.
  var computedLayers: [LayerLayout] { layers.filter(\.isComputed) }
}

extension LayerLayout {
  /// Whether an operation belongs to the layer.
  var isComputed: Bool { layer != .flatten }

  /// The operation of the layer; `ordinal` counts the dropout layers before.
  func operation<Scalar: ComputedScalar>(
    after previous: LayerLayout?, before next: LayerLayout?, kernels: any KernelSet<Scalar>.Type,
    ordinal: Int, isFrozen: Bool
  ) -> any LayerOperation<Scalar> {
    let lanes = kernels.lanes
    let followsRectifier = previous?.isRectifiedConvolution == true
    switch layer {
    case .convolution(let convolution):
      if coversInput(convolution) {
        return FullyConnectedOperation<Scalar>(convolution.activation, self, lanes: lanes)
      }
      return ConvolutionOperation<Scalar>(
        convolution, self, kernels: kernels,
        slopeIsApplied: isRectifiedConvolution && next?.takesMaxima == true)
    case .fullyConnected(let connection):
      return FullyConnectedOperation<Scalar>(connection.activation, self, lanes: lanes)
    case .maxPooling(let pooling):
      return PoolingOperation<Scalar>(
        .maximum, pooling, self, followsRectifier: followsRectifier)
    case .averagePooling(let pooling): return PoolingOperation<Scalar>(.mean, pooling, self)
    case .adaptiveMaxPooling(let pooling):
      return PoolingOperation<Scalar>(pooling, self, followsRectifier: followsRectifier)
    case .subsampling(let subsampling):
      return SubsamplingOperation<Scalar>(subsampling, self, kernels: kernels)
    case .radialBasis(let radialBasis): return RadialBasisOperation<Scalar>(radialBasis, self)
    case .globalAveragePooling: return PoolingOperation<Scalar>(globalMeanOf: self)
    case .batchNormalization(let normalization):
      return NormalizationOperation<Scalar>(normalization, self, isFrozen: isFrozen)
    case .dropout(let dropout):
      return DropoutOperation<Scalar>(dropout, self, ordinal: ordinal, lanes: lanes)
    case .flatten: preconditionFailure("flatten computes nothing")
    }
  }

  /// Whether the layer is computed as a convolution with ReLU behind its sums.
  private var isRectifiedConvolution: Bool {
    guard case .convolution(let convolution) = layer, !coversInput(convolution) else {
      return false
    }
    return convolution.activation == .relu
  }

  /// Whether a convolution is the same as a full connection.
  private func coversInput(_ convolution: Convolution) -> Bool {
    convolution.padding == 0 && input.rows == convolution.kernel
      && input.columns == convolution.kernel
  }

  /// Whether the layer passes its gradient to the greatest of its inputs.
  private var takesMaxima: Bool {
    switch layer {
    case .maxPooling, .adaptiveMaxPooling: true
    case .convolution, .averagePooling, .globalAveragePooling, .subsampling, .flatten,
      .fullyConnected, .radialBasis, .batchNormalization, .dropout:
      false
    }
  }
}
