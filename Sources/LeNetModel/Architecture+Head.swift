extension Architecture {
  /// The names of the output layers: the last one of sums or distances, and the normalization after it if
  /// there is one; empty for a network without such layers.
  public var head: [String] {
    guard let last = lastSums else { return [] }
    return [layers[last].name]
      + layers[(last + 1)...].filter { layer in
        if case .batchNormalization = layer.layer { true } else { false }
      }.map(\.name)
  }

  /// The place of the last layer of sums or distances.
  var lastSums: Int? {
    layers.lastIndex { layer in
      switch layer.layer {
      case .convolution, .fullyConnected, .radialBasis: true
      case .subsampling, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
        .flatten, .batchNormalization, .dropout:
        false
      }
    }
  }
}
