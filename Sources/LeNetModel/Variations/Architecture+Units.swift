import LeNetText

/// The size of one layer: `F5=60`.
public struct LayerSize: Hashable, Sendable {
  /// The layer's name.
  public var layer: String
  /// Units of a full connection, or maps of a convolution.
  public var units: Int

  /// A layer's name with its number of units or maps.
  public init(layer: String, units: Int) {
    self.layer = layer
    self.units = units
  }
}

extension Architecture {
  /// That no layer has a name, with those that some have and the one that was probably meant.
  func noLayer(_ name: String) -> String {
    let names = layers.map(\.name)
    return "it has no such layer; its layers are \(names.joined(separator: ", "))"
      + didYouMean(name, among: names)
  }

  /// The same network with other numbers of units in full connections, or of maps in convolutions.
  ///
  /// Throws for a name that no layer has, for a layer of another kind, and for the last layer, which has
  /// one unit per class of the data. `layout()` checks whether the layers still fit.
  public func withUnits(_ sizes: [LayerSize]) throws(ArchitectureError) -> Architecture {
    var result = self
    for size in sizes {
      guard let index = layers.firstIndex(where: { $0.name == size.layer }) else {
        throw .cannotChange(
          architecture: name, to: "\(size.units) units in \(size.layer)",
          problem: noLayer(size.layer))
      }
      guard index < layers.count - 1 else {
        throw .cannotChange(
          architecture: name, to: "\(size.units) units in \(size.layer)",
          problem: "the last layer has one unit per class of the data")
      }
      switch layers[index].layer {
      case .fullyConnected(var connection):
        connection.units = size.units
        result.layers[index].layer = .fullyConnected(connection)
      case .convolution(var convolution):
        guard convolution.connections == nil || size.units == convolution.maps else {
          throw .cannotChange(
            architecture: name, to: "\(size.units) maps in \(size.layer)",
            problem:
              "its table of links is for \(convolution.maps) maps; give it all links too")
        }
        convolution.maps = size.units
        result.layers[index].layer = .convolution(convolution)
      case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling,
        .flatten, .radialBasis, .batchNormalization, .dropout:
        throw .cannotChange(
          architecture: name, to: "\(size.units) units in \(size.layer)",
          problem: "only full connections have units, and only convolutions maps; \(size.layer) is "
            + layers[index].layer.kind)
      }
    }
    return result
  }
}
