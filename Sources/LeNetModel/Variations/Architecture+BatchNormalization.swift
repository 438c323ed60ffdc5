/// The places of batch normalization in a network.
public enum BatchNormalizationPlacement: Hashable, Sendable {
  /// Nowhere.
  case none
  /// After the sums of every convolution, except an output layer, such as one before global average pooling.
  case convolutions
  /// After the sums of every convolution and full connection, except the output layer.
  case all
  /// At these layers: between sums and activation, or after a pooling.
  case layers([String])
}

extension Architecture {
  /// The same network with batch normalization at the given places only.
  ///
  /// A normalization stands between a layer's sums and its activation, which moves into it. Behind
  /// C1 it is called N1, and so on by the layer's number. Throws if a named layer does not exist or
  /// has neither sums nor windows, and for the last layer.
  public func withBatchNormalization(
    _ placement: BatchNormalizationPlacement
  ) throws(ArchitectureError) -> Architecture {
    var result = try withoutBatchNormalization()
    let (plain, answer) = (result.layers, result.lastSums)
    if case .layers(let names) = placement {
      for name in names { try result.checkNormalization(of: name) }
    }
    result.layers = []
    for (index, layer) in plain.enumerated() {
      guard index < plain.count - 1, placement.includes(layer, isAnswer: index == answer) else {
        result.layers.append(layer)
        continue
      }
      // Existing batch normalization keeps its settings.
      if let pair = normalized(layer.name) {
        result.layers += pair
        continue
      }
      let taken = Set(plain.map(\.name) + result.layers.map(\.name))
      let activation = layer.layer.activation
      result.layers += [
        NamedLayer(name: layer.name, layer: layer.layer.withActivation(.identity)),
        NamedLayer(
          name: layer.normalizationName(besides: taken),
          layer: .batchNormalization(activation: activation)),
      ]
    }
    return result
  }

  /// A layer and the normalization directly after it, if any.
  private func normalized(_ layer: String) -> ArraySlice<NamedLayer>? {
    guard let index = layers.firstIndex(where: { $0.name == layer }), index + 1 < layers.count,
      case .batchNormalization = layers[index + 1].layer
    else { return nil }
    return layers[index...index + 1]
  }

  /// Removes every normalization; its activation returns to the layer before it.
  private func withoutBatchNormalization() throws(ArchitectureError) -> Architecture {
    var result = self
    result.layers = []
    for layer in layers {
      guard case .batchNormalization(let normalization) = layer.layer else {
        result.layers.append(layer)
        continue
      }
      guard normalization.activation != .identity else { continue }
      guard let last = result.layers.indices.last,
        result.layers[last].layer.activation == .identity,
        result.layers[last].layer.withActivation(normalization.activation).activation
          == normalization.activation
      else {
        throw .cannotChange(
          architecture: name, to: "batch normalization at other places",
          problem:
            "no layer of sums without an activation before \(layer.name) can take its activation"
        )
      }
      result.layers[last].layer = result.layers[last].layer.withActivation(normalization.activation)
    }
    return result
  }

  private func checkNormalization(of layer: String) throws(ArchitectureError) {
    let words = "batch normalization at \(layer)"
    guard let index = layers.firstIndex(where: { $0.name == layer }) else {
      throw .cannotChange(
        architecture: name, to: words,
        problem: noLayer(layer))
    }
    guard index < layers.count - 1 else {
      throw .cannotChange(
        architecture: name, to: words, problem: "the last layer gives the output")
    }
    switch layers[index].layer {
    case .convolution, .fullyConnected, .subsampling, .maxPooling, .averagePooling,
      .adaptiveMaxPooling, .globalAveragePooling:
      break
    case .flatten, .radialBasis, .batchNormalization, .dropout:
      throw .cannotChange(
        architecture: name, to: words,
        problem:
          "\(layer) is \(layers[index].layer.kind); choose a convolution, a full connection or "
          + "a pooling")
    }
  }
}

extension BatchNormalizationPlacement {
  /// Whether a layer gets a normalization; the output layer only if it is named.
  fileprivate func includes(_ layer: NamedLayer, isAnswer: Bool) -> Bool {
    if case .layers(let names) = self { return names.contains(layer.name) }
    guard self != .none, !isAnswer else { return false }
    switch layer.layer {
    case .convolution: return true
    case .fullyConnected: return self == .all
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .subsampling,
      .flatten, .radialBasis, .batchNormalization, .dropout:
      return false
    }
  }
}

extension NamedLayer {
  /// N and the layer's number; the whole name if that is taken or there is no number.
  fileprivate func normalizationName(besides taken: Set<String>) -> String {
    let number = name.drop { !$0.isNumber }
    let short = "N\(number)"
    return number.isEmpty || taken.contains(short) ? "N-\(name)" : short
  }
}
