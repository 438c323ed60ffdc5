/// A layer with the sizes that follow from its place in a network.
public struct LayerLayout: Hashable, Sendable {
  /// The layer's name.
  public let name: String
  /// The kind of the layer with its settings.
  public let layer: Layer
  /// The shape of one sample before it.
  public let input: Shape
  /// The shape of one sample after it.
  public let output: Shape
  /// Its tensors, trained and running ones, in the order of the file.
  public let parameters: [ParameterLayout]
  /// Per output unit its inputs, plus 1 where a bias is trained.
  public let connections: Int
  /// Products added into sums for one sample.
  public let multiplyAdds: Int
}
