extension Architecture {
  /// The names of the output layers: the last one of sums or distances, and the normalization after it if
  /// there is one; empty for a network without such layers.
  public var head: [String] {
    guard let last = lastSums else { return [] }
    return [stages[last].name]
      + stages[(last + 1)...].filter { layer in
        if case .batchNormalization = layer.stage { true } else { false }
      }.map(\.name)
  }

  /// The place of the last layer of sums or distances.
  var lastSums: Int? {
    stages.lastIndex { layer in
      switch layer.stage {
      case .convolution, .fullConnection, .radialBasis: true
      case .subsampling, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
        .flatten, .batchNormalization, .dropout:
        false
      }
    }
  }
}
