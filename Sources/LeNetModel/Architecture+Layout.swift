extension Architecture {
  /// Infers all shapes and the positions of all tensors.
  ///
  /// Output sides follow floor((W - K + 2P) / S) + 1. Throws an error that names the layer if
  /// a name is bad or repeated, a setting is out of range, a layer does not fit, or the network
  /// grows beyond `largestCount` parameters or activations.
  public func layout() throws(ArchitectureError) -> NetworkLayout {
    try checkNames()
    guard [input.maps, input.rows, input.columns].allSatisfy({ 1...Self.largestSide ~= $0 }),
      input.count <= Self.largestCount
    else { throw .badInput(input) }
    var arena = TensorPlacement()
    var shape = input
    var activations = input.count
    var sized: [SizedLayer] = []
    for (position, named) in layers.enumerated() {
      let rules = named.layer.rules
      let output: Shape
      do {
        output = try rules.output(for: shape)
      } catch {
        throw error.error(layer: named.name, input: shape)
      }
      guard rules.activation != .softmax || position == layers.count - 1 else {
        throw .softmaxNotLast(layer: named.name)
      }
      if case .radialBasis = named.layer, position < layers.count - 1 {
        throw .radialBasisNotLast(layer: named.name)
      }
      activations += min(output.count, Self.largestCount + 1)
      guard activations <= Self.largestCount else {
        throw .tooLarge(layer: named.name, what: "activations", limit: Self.largestCount)
      }
      let tensors = rules.parameters(for: shape)
      guard arena.count(tensors) else {
        throw .tooLarge(layer: named.name, what: "parameters", limit: Self.largestCount)
      }
      sized.append(SizedLayer(named: named, input: shape, output: output, tensors: tensors))
      shape = output
    }
    guard let last = layers.last else { throw .noLayers(architecture: name) }
    guard shape.isFlat else { throw .outputNotFlat(layer: last.name, output: shape) }
    return arena.place(sized, of: self)
  }

  private func checkNames() throws(ArchitectureError) {
    var names: Set<String> = []
    for candidate in [name] + layers.map(\.name) where !Self.isUsable(candidate) {
      throw .badName(candidate)
    }
    for layer in layers where !names.insert(layer.name).inserted {
      throw .repeatedName(layer.name)
    }
  }

  /// Whether tensor names, files and tables can use `name`.
  static func isUsable(_ name: String) -> Bool {
    guard 1...64 ~= name.utf8.count, let first = name.unicodeScalars.first else { return false }
    let isLetter = { (scalar: Unicode.Scalar) in
      ("a"..."z") ~= scalar || ("A"..."Z") ~= scalar
    }
    return isLetter(first)
      && name.unicodeScalars.allSatisfy { scalar in
        isLetter(scalar) || ("0"..."9") ~= scalar || scalar == "-" || scalar == "_"
      }
  }
}

/// A layer with known shapes, before its tensors have positions.
private struct SizedLayer {
  let named: NamedLayer
  let input: Shape
  let output: Shape
  let tensors: [ParameterRule]
}

/// Counts tensors against the limit, then puts them side by side, the trainable ones first.
private struct TensorPlacement {
  private var total = 0
  private var end = 0

  /// Adds the sizes of `tensors`; false if the limit is passed.
  mutating func count(_ tensors: [ParameterRule]) -> Bool {
    for tensor in tensors {
      guard let count = checkedProduct(tensor.shape), count <= Architecture.largestCount else {
        return false
      }
      total += count
      guard total <= Architecture.largestCount else { return false }
    }
    return true
  }

  mutating func place(_ layers: [SizedLayer], of architecture: Architecture) -> NetworkLayout {
    var placed = layers.map { $0.tensors.map { _ in ParameterLayout?.none } }
    var ordered: [ParameterLayout] = []
    var trainableExtent = 0
    for trainable in [true, false] {
      for (position, layer) in layers.enumerated() {
        for (index, rule) in layer.tensors.enumerated() where rule.role.isTrainable == trainable {
          let tensor = place(rule, of: layer.named.name)
          placed[position][index] = tensor
          ordered.append(tensor)
        }
      }
      if trainable { trainableExtent = end }
    }
    let layouts = zip(layers, placed).map { layer, tensors in
      let rules = layer.named.layer.rules
      return LayerLayout(
        name: layer.named.name, layer: layer.named.layer, input: layer.input,
        output: layer.output, parameters: tensors.compactMap(\.self),
        connections: rules.connections(for: layer.input, output: layer.output),
        multiplyAdds: rules.multiplyAdds(for: layer.input, output: layer.output))
    }
    return NetworkLayout(
      architecture: architecture, input: architecture.input, layers: layouts,
      parameters: ordered, trainableExtent: trainableExtent, arenaExtent: end)
  }

  private mutating func place(_ rule: ParameterRule, of layer: String) -> ParameterLayout {
    let count = rule.shape.reduce(1, *)
    let tensor = ParameterLayout(
      name: "\(layer).\(rule.role.suffix)", shape: rule.shape, count: count, offset: end,
      role: rule.role, trainable: rule.role.isTrainable, fanIn: rule.fanIn, fanOut: rule.fanOut,
      connections: rule.connections, kernelArea: rule.kernelArea)
    let alignment = NetworkLayout.alignment
    end += (count + alignment - 1) / alignment * alignment
    return tensor
  }
}
