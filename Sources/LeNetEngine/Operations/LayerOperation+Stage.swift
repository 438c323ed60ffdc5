import KernelTypes
import LeNetKernels
import LeNetModel

extension NetworkLayout {
  /// The stages that compute: flattening changes nothing in memory.
  var computedStages: [StageLayout] { stages.filter(\.isComputed) }
}

extension StageLayout {
  /// Whether an operation belongs to the stage.
  var isComputed: Bool { stage != .flatten }

  /// The operation of the stage; `ordinal` counts the dropout stages before.
  func operation<Scalar: ComputedScalar>(
    after previous: StageLayout?, before next: StageLayout?, kernels: any KernelSet<Scalar>.Type,
    ordinal: Int, isFrozen: Bool
  ) -> any LayerOperation<Scalar> {
    let lanes = kernels.lanes
    let followsRectifier = previous?.isRectifiedConvolution == true
    switch stage {
    case .convolution(let convolution):
      if coversInput(convolution) {
        return FullyConnectedOperation<Scalar>(convolution.activation, self, lanes: lanes)
      }
      return ConvolutionOperation<Scalar>(
        convolution, self, kernels: kernels,
        slopeIsApplied: isRectifiedConvolution && next?.takesMaxima == true)
    case .fullConnection(let connection):
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

  /// Whether the stage is computed as a convolution with ReLU behind its sums.
  private var isRectifiedConvolution: Bool {
    guard case .convolution(let convolution) = stage, !coversInput(convolution) else {
      return false
    }
    return convolution.activation == .relu
  }

  /// Whether a convolution is the same as a full connection.
  private func coversInput(_ convolution: Convolution) -> Bool {
    convolution.padding == 0 && input.rows == convolution.kernel
      && input.columns == convolution.kernel
  }

  /// Whether the stage passes its gradient to the greatest of its inputs.
  private var takesMaxima: Bool {
    switch stage {
    case .maxPooling, .adaptiveMaxPooling: true
    case .convolution, .averagePooling, .globalAveragePooling, .subsampling, .flatten,
      .fullConnection, .radialBasis, .batchNormalization, .dropout:
      false
    }
  }
}
