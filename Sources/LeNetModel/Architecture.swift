/// A network as plain data: the shape of its input and a list of named stages.
///
/// Everything else reads it: the summary, the engine, the model file. The initializer checks
/// nothing; `layout()` checks everything.
public struct Architecture: Hashable, Sendable {
  /// The name, `lenet5-pytorch` for example.
  public var name: String
  /// The shape of one sample.
  public var input: Shape
  /// The stages from input to output.
  public var stages: [NamedStage]

  /// The limit for sides, kernels, and numbers of maps or units.
  public static let largestSide = 65_536
  /// The limit for the number of parameters, and for that of activations of one sample.
  public static let largestCount = 1 << 28

  /// An architecture from stages by name, in order.
  public init(name: String, input: Shape, stages: KeyValuePairs<String, Stage>) {
    self.init(
      name: name, input: input, stages: stages.map { NamedStage(name: $0.key, stage: $0.value) })
  }

  /// An architecture from named stages, in order.
  public init(name: String, input: Shape, stages: [NamedStage]) {
    self.name = name
    self.input = input
    self.stages = stages
  }

  /// The same stages for another input shape, as `lenet-caffe` allows with the same weights.
  public func accepting(input: Shape) -> Architecture {
    Architecture(name: name, input: input, stages: stages)
  }

  /// The same network for `count` classes: the output layer gets `count` units or maps.
  ///
  /// A network that ends in radial basis units has one class per prototype and does not change, nor does one whose
  /// last maps have more than one number each.
  public func withClasses(_ count: Int) -> Architecture {
    var result = self
    guard let last = lastSums else { return result }
    switch stages[last].stage {
    case .fullConnection(var connection):
      connection.units = count
      result.stages[last].stage = .fullConnection(connection)
    case .convolution(var convolution):
      convolution.maps = count
      convolution.connections = nil
      result.stages[last].stage = .convolution(convolution)
      // A class is one number, so larger maps cannot be the output.
      guard let layout = try? result.layout(), layout.classes == count else { return self }
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling,
      .flatten, .radialBasis, .batchNormalization, .dropout:
      break
    }
    return result
  }
}
