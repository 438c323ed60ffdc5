public import LeNetModel

extension Architecture {
  /// `lenet5-d2l` with batch normalization at the given places.
  public static func leNet5D2L(
    batchNormalization placement: BatchNormalizationPlacement
  ) -> Architecture {
    do {
      return try leNet5D2L.withBatchNormalization(placement)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
