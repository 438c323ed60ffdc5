package import LeNetModel

/// What a person says of a network whose file does not say it.
package struct ImportOptions: Hashable, Sendable {
  /// The activation between layers.
  package var activation: Activation?
  /// The activation of full connections, where it differs.
  package var unitActivation: Activation?
  /// Whether pooling takes the largest value.
  package var isMaxPooling: Bool?
  /// Rows and columns of the input.
  package var side: Int?
  /// The padding of the first convolution.
  package var padding: Int?
  package var flattenOrder: FlattenOrder?
  package var resizeMode: Preparation.ResizeMode?
  package var mean: [Double]?
  package var standardDeviation: [Double]?

  package init() {}

  /// Whether it says all that matters: the activations, the pooling and the preparation.
  func settles(_ structure: Structure) -> Bool {
    let hasPooling = structure.steps.contains { if case .pooling = $0 { true } else { false } }
    return (structure.words.isEmpty || activation != nil)
      && (structure.words.isEmpty || isMaxPooling != nil || !hasPooling)
      && (mean != nil || standardDeviation != nil)
  }
}

/// One way in which weights can be a network.
package struct Structure: Hashable, Sendable {
  package let input: Shape
  package let steps: [Step]
  /// What was chosen, in words.
  package let words: String
  /// How unusual it is.
  package let cost: Double
}

/// Where batch normalization stands.
private enum NormPlace: CaseIterable {
  case beforeActivation, afterActivation, afterPooling, last
}

extension Structure {
  /// The activations of convolutions and of full connections, the usual ones first.
  private static let pairs: [(Activation, Activation, Double)] = [
    (.relu, .relu, 0), (.tanh, .tanh, 0.5), (.sigmoid, .sigmoid, 0.7), (.identity, .relu, 1),
    (.relu, .identity, 1), (.identity, .identity, 1.5), (.tanh, .identity, 2),
    (.identity, .tanh, 2),
    (.sigmoid, .identity, 2), (.identity, .sigmoid, 2), (.tanh, .relu, 2), (.relu, .tanh, 2),
    (.relu, .sigmoid, 2), (.sigmoid, .relu, 2),
  ]

  /// All structures that the shapes of weights allow, and the options and hints with them.
  package static func all(
    of bag: WeightBag, options: ImportOptions
  ) throws(ImportError) -> [Structure] {
    var result: [Structure] = []
    for chain in try WeightChain.chains(of: bag) {
      result += try structures(chain, bag: bag, options: options)
    }
    guard !result.isEmpty else {
      throw .noNetwork(
        "no size of the input and no pooling lead from its convolutions to its full connections")
    }
    return result.sorted { $0.cost < $1.cost }
  }

  /// The activations of convolutions and full connections that options and hints leave.
  private static func activations(
    hasConvolutions: Bool, hasHidden: Bool, _ hints: StructureHints, _ options: ImportOptions
  ) -> [(Activation, Activation, Double)] {
    guard hasConvolutions || hasHidden else { return [(.identity, .identity, 0)] }
    let unit = options.unitActivation ?? options.activation
    if hasConvolutions, hasHidden, let convolution = options.activation, let unit {
      return [(convolution, unit, 0)]
    }
    let left = pairs.filter { pair in
      // One kind of layer only has one activation.
      guard hasConvolutions && hasHidden || pair.0 == pair.1 else { return false }
      if hasConvolutions, let asked = options.activation, pair.0 != asked { return false }
      if hasHidden, let unit, pair.1 != unit { return false }
      guard options.activation == nil, unit == nil, let hint = hints.activation else { return true }
      return [hint, .identity].contains(pair.0) && [hint, .identity].contains(pair.1)
    }
    return left
  }

  private static func structures(
    _ chain: WeightChain, bag: WeightBag, options: ImportOptions
  ) throws(ImportError) -> [Structure] {
    var kernels: [SquareKernel] = []
    var units: [Connection] = []
    var hasNormalization = false
    for link in chain.links {
      switch link {
      case .convolution(let kernel): kernels.append(kernel)
      case .dense(let connection): units.append(connection)
      case .normalization: hasNormalization = true
      }
    }
    let outputs = units.last?.units ?? kernels.last?.maps ?? 0
    guard outputs > 1 else { throw .outputs(outputs) }
    guard kernels.count <= 10 else {
      throw .unsupported(
        place: "the file", what: "a network of \(kernels.count) convolutions",
        expected: "at most 10 in a row")
    }
    var geometries: [Geometry?] = [nil]
    let inputMaps: Int
    if let first = kernels.first {
      inputMaps = first.inputs
      let finalSide: Int
      if let dense = units.first, let maps = kernels.last?.maps {
        finalSide = WeightChain.squareRoot(dense.inputs / maps) ?? 1
      } else {
        finalSide = 1
      }
      let sides = options.side.map { [$0] } ?? (inputMaps == 3 ? [32, 28] : [28, 32])
      geometries = Geometry.all(kernels: kernels.map(\.side), finalSide: finalSide, sides: sides)
        .filter { options.padding == nil || $0.places[0].padding == options.padding }
    } else {
      inputMaps = WeightChain.squareRoot(units[0].inputs) == nil ? 3 : 1
    }
    let isPooled = geometries.contains { $0?.hasPooling == true }
    let hidden = units.count > 1
    let maxima: [Bool] =
      !isPooled
      ? [true]
      : options.isMaxPooling.map { [$0] }
        ?? bag.hints.isMaxPooling.map { [$0] } ?? [true, false]
    let orders: [FlattenOrder] =
      options.flattenOrder.map { [$0] }
      ?? [.keras: [.placesFirst], .any: [.mapsFirst, .placesFirst]][bag.habit] ?? [.mapsFirst]
    let normPlaces: [NormPlace] = hasNormalization ? NormPlace.allCases : [.beforeActivation]
    let pairs = activations(
      hasConvolutions: !kernels.isEmpty, hasHidden: hidden, bag.hints, options)
    var result: [Structure] = []
    for geometry in geometries {
      for (convolution, unit, activationCost) in pairs {
        for isMax in maxima {
          if geometry?.hasPooling != true, isMax != maxima[0] { continue }
          for place in normPlaces {
            for order in orders {
              if geometry == nil, order != orders[0] { continue }
              let steps = steps(
                chain, geometry, convolution: convolution, unit: unit, isMax: isMax, place: place,
                order: order)
              var cost = (geometry?.cost ?? 0) + activationCost
              if !isMax { cost += 0.3 }
              if order == .placesFirst, bag.habit == .any { cost += 0.3 }
              if place != .beforeActivation { cost += 0.5 }
              let side = geometry?.side ?? WeightChain.squareRoot(units[0].inputs / inputMaps) ?? 1
              result.append(
                Structure(
                  input: Shape(inputMaps, side, side), steps: steps,
                  words: words(
                    geometry, convolution: kernels.isEmpty ? nil : convolution,
                    unit: hidden ? unit : nil, isMax: isMax,
                    place: hasNormalization ? place : nil,
                    order: bag.habit == .any && geometry != nil ? order : nil),
                  cost: cost))
            }
          }
        }
      }
    }
    // The same words are the same steps.
    var seen: Set<String> = []
    return result.filter { seen.insert($0.words).inserted }
  }

  private static func steps(
    _ chain: WeightChain, _ geometry: Geometry?, convolution: Activation, unit: Activation,
    isMax: Bool, place: NormPlace, order: FlattenOrder
  ) -> [Step] {
    var steps: [Step] = []
    var index = 0
    var links = chain.links[...]
    if let geometry, geometry.leadingWindow > 1 {
      steps.append(
        .pooling(isMax: isMax, window: geometry.leadingWindow, stride: geometry.leadingWindow))
    }
    let lastDense = chain.links.lastIndex { if case .normalization = $0 { false } else { true } }
    var isFlat = false
    while let link = links.popFirst() {
      let isLast = links.startIndex - 1 == lastDense
      var norm: Normalization?
      if case .normalization(let next)? = links.first {
        norm = next
        _ = links.popFirst()
      }
      switch link {
      case .convolution(let kernel):
        let around = geometry?.places[index] ?? Geometry.Place()
        index += 1
        steps.append(.convolution(kernel, stride: around.stride, padding: around.padding))
        let pooling: [Step] =
          around.window > 1
          ? [.pooling(isMax: isMax, window: around.window, stride: around.poolStride)] : []
        let activation: [Step] = isLast ? [] : [.activation(convolution)]
        let norms: [Step] = norm.map { [.normalization($0)] } ?? []
        switch place {
        case .beforeActivation: steps += norms + activation + pooling
        case .afterActivation: steps += activation + norms + pooling
        case .afterPooling: steps += pooling + norms + activation
        case .last: steps += activation + pooling + norms
        }
      case .dense(let connection):
        if !isFlat { steps.append(.flatten(order)) }
        isFlat = true
        steps.append(.dense(connection))
        let activation: [Step] = isLast ? [] : [.activation(unit)]
        let norms: [Step] = norm.map { [.normalization($0)] } ?? []
        steps +=
          place == .beforeActivation || place == .afterPooling
          ? norms + activation : activation + norms
      case .normalization(let normalization): steps.append(.normalization(normalization))
      }
    }
    return steps
  }

  private static func words(
    _ geometry: Geometry?, convolution: Activation?, unit: Activation?, isMax: Bool,
    place: NormPlace?, order: FlattenOrder?
  ) -> String {
    var parts: [String] = []
    func name(_ activation: Activation) -> String {
      activation == .identity ? "no activation" : activation.rawValue
    }
    switch (convolution, unit) {
    case (let one?, let other?) where one != other:
      parts.append("\(name(one)) after convolutions, \(name(other)) after connections")
    case (let one?, _): parts.append(name(one))
    case (nil, let other?): parts.append(name(other))
    case (nil, nil): break
    }
    if let geometry {
      if geometry.hasPooling { parts.append(isMax ? "max pooling" : "average pooling") }
      var sizes = "input \(geometry.side)x\(geometry.side)"
      if geometry.leadingWindow > 1 { sizes += ", pooled first" }
      for (index, place) in geometry.places.enumerated() {
        var part: [String] = []
        if place.padding > 0 { part.append("padding \(place.padding)") }
        if place.stride > 1 { part.append("stride \(place.stride)") }
        if place.window == 1 {
          part.append("no pooling")
        } else if place.window != 2 {
          part.append("pooling \(place.window) by \(place.poolStride)")
        }
        if !part.isEmpty { sizes += ", convolution \(index + 1): \(part.joined(separator: " "))" }
      }
      parts.append(sizes)
    }
    switch place {
    case .beforeActivation?: parts.append("normalization before the activation")
    case .afterActivation?: parts.append("normalization after the activation")
    case .afterPooling?: parts.append("normalization between pooling and activation")
    case .last?: parts.append("normalization after activation and pooling")
    case nil: break
    }
    if order == .placesFirst { parts.append("flattened place by place") }
    return parts.joined(separator: ", ")
  }
}
