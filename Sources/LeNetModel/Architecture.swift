/// A network as plain data: the shape of its input and a list of named layers.
///
/// Everything else reads it: the summary, the engine, the model file. The initializer checks
/// nothing; `layout()` checks everything.
public struct Architecture: Hashable, Sendable {
  /// The name, `lenet5-pytorch` for example.
  public var name: String
  /// The shape of one sample.
  public var input: Shape
  /// The layers from input to output.
  public var layers: [NamedLayer]

  /// The limit for sides, kernels, and numbers of maps or units.
  public static let largestSide = 65_536
  /// The limit for the number of parameters, and for that of activations of one sample.
  public static let largestCount = 1 << 28

  /// An architecture from layers by name, in order.
  public init(name: String, input: Shape, layers: KeyValuePairs<String, Layer>) {
    self.init(
      name: name, input: input, layers: layers.map { NamedLayer(name: $0.key, layer: $0.value) })
  }

  /// An architecture from named layers, in order.
  public init(name: String, input: Shape, layers: [NamedLayer]) {
    self.name = name
    self.input = input
    self.layers = layers
  }

  /// The same layers for another input shape, as `lenet-caffe` allows with the same weights.
  public func accepting(input: Shape) -> Architecture {
    Architecture(name: name, input: input, layers: layers)
  }

  /// The same network for `count` classes: the output layer gets `count` units or maps.
  ///
  /// A network that ends in radial basis units has one class per prototype and does not change, nor does one whose
  /// last maps have more than one number each. A last convolution with another number of maps loses its connection table.
  public func withClasses(_ count: Int) -> Architecture {
    var result = self
    guard let last = lastSums else { return result }
    switch layers[last].layer {
    case .fullyConnected(var connection):
      connection.units = count
      result.layers[last].layer = .fullyConnected(connection)
    case .convolution(var convolution):
      // A connection table fits its number of maps only.
      if convolution.maps != count { convolution.connections = nil }
      convolution.maps = count
      result.layers[last].layer = .convolution(convolution)
      // A class is one number, so larger maps cannot be the output.
      guard let layout = try? result.layout(), layout.classes == count else { return self }
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling,
      .flatten, .radialBasis, .batchNormalization, .dropout:
      break
    }
    return result
  }
}
