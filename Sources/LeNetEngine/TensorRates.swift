public import LeNetModel

/// How fast the tensors of a network learn, as multiples of the learning rate.
public struct TensorRates: Hashable, Sendable {
  /// The multiple of biases, tensors of the role `.bias`; 1 is all others' multiple.
  ///
  /// Caffe's `lr_mult` of a layer's second blob. The shift of a normalization is no bias: it learns as
  /// fast as the scale that it belongs to.
  public var bias: Double
  /// The names of layers that training leaves as they are.
  public var frozen: Set<String>

  /// Rates; all tensors learn alike unless told otherwise.
  public init(bias: Double = 1, frozen: Set<String> = []) {
    self.bias = bias
    self.frozen = frozen
  }

  /// The multiples by tensor in the order of `layout.parameters`; 0 for what is not trained.
  public func factors(in layout: NetworkLayout) -> [Double] {
    let still = Set(
      layout.layers.filter { frozen.contains($0.name) }.flatMap { $0.parameters.map(\.name) })
    return layout.parameters.map { tensor in
      guard tensor.trainable, !still.contains(tensor.name) else { return 0 }
      return tensor.role == .bias ? bias : 1
    }
  }
}
