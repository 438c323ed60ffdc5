/// A stage with the sizes that follow from its place in a network.
public struct StageLayout: Hashable, Sendable {
  /// The stage's name.
  public let name: String
  /// The kind of the stage with its settings.
  public let stage: Stage
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
