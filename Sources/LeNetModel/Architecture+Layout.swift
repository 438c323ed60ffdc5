extension Architecture {
  /// Infers all shapes and the positions of all tensors.
  ///
  /// Output sides follow floor((W - K + 2P) / S) + 1. Throws an error that names the stage if
  /// a name is bad or repeated, a setting is out of range, a stage does not fit, or the network
  /// grows beyond `largestCount` parameters or activations.
  public func layout() throws(ArchitectureError) -> NetworkLayout {
    try checkNames()
    guard [input.maps, input.rows, input.columns].allSatisfy({ 1...Self.largestSide ~= $0 }),
      input.count <= Self.largestCount
    else { throw .badInput(input) }
    var arena = Arena()
    var shape = input
    var activations = input.count
    var sized: [SizedStage] = []
    for (position, named) in stages.enumerated() {
      let rules = named.stage.rules
      let output: Shape
      do {
        output = try rules.output(for: shape)
      } catch {
        throw error.error(stage: named.name, input: shape)
      }
      guard rules.activation != .softmax || position == stages.count - 1 else {
        throw .softmaxNotLast(stage: named.name)
      }
      if case .radialBasis = named.stage, position < stages.count - 1 {
        throw .radialBasisNotLast(stage: named.name)
      }
      activations += min(output.count, Self.largestCount + 1)
      guard activations <= Self.largestCount else {
        throw .tooLarge(stage: named.name, what: "activations", limit: Self.largestCount)
      }
      let tensors = rules.parameters(for: shape)
      guard arena.count(tensors) else {
        throw .tooLarge(stage: named.name, what: "parameters", limit: Self.largestCount)
      }
      sized.append(SizedStage(named: named, input: shape, output: output, tensors: tensors))
      shape = output
    }
    guard let last = stages.last else { throw .noStages(architecture: name) }
    guard shape.isFlat else { throw .outputNotFlat(stage: last.name, output: shape) }
    return arena.place(sized, of: self)
  }

  private func checkNames() throws(ArchitectureError) {
    var names: Set<String> = []
    for candidate in [name] + stages.map(\.name) where !Self.isUsable(candidate) {
      throw .badName(candidate)
    }
    for stage in stages where !names.insert(stage.name).inserted {
      throw .repeatedName(stage.name)
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

/// A stage with known shapes, before its tensors have positions.
private struct SizedStage {
  let named: NamedStage
  let input: Shape
  let output: Shape
  let tensors: [ParameterRule]
}

/// Counts tensors against the limit, then puts them side by side, the trainable ones first.
private struct Arena {
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

  mutating func place(_ stages: [SizedStage], of architecture: Architecture) -> NetworkLayout {
    var placed = stages.map { $0.tensors.map { _ in ParameterLayout?.none } }
    var ordered: [ParameterLayout] = []
    var trainableExtent = 0
    for trainable in [true, false] {
      for (position, stage) in stages.enumerated() {
        for (index, rule) in stage.tensors.enumerated() where rule.role.isTrainable == trainable {
          let tensor = place(rule, of: stage.named.name)
          placed[position][index] = tensor
          ordered.append(tensor)
        }
      }
      if trainable { trainableExtent = end }
    }
    let layouts = zip(stages, placed).map { stage, tensors in
      let rules = stage.named.stage.rules
      return StageLayout(
        name: stage.named.name, stage: stage.named.stage, input: stage.input,
        output: stage.output, parameters: tensors.compactMap(\.self),
        connections: rules.connections(for: stage.input, output: stage.output),
        multiplyAdds: rules.multiplyAdds(for: stage.input, output: stage.output))
    }
    return NetworkLayout(
      architecture: architecture, input: architecture.input, stages: layouts,
      parameters: ordered, trainableExtent: trainableExtent, arenaExtent: end)
  }

  private mutating func place(_ rule: ParameterRule, of stage: String) -> ParameterLayout {
    let count = rule.shape.reduce(1, *)
    let tensor = ParameterLayout(
      name: "\(stage).\(rule.role.suffix)", shape: rule.shape, count: count, offset: end,
      role: rule.role, trainable: rule.role.isTrainable, fanIn: rule.fanIn, fanOut: rule.fanOut,
      connections: rule.connections, kernelArea: rule.kernelArea)
    let alignment = NetworkLayout.alignment
    end += (count + alignment - 1) / alignment * alignment
    return tensor
  }
}
