package import LeNetModel

/// Turns steps into a network of this program with its numbers.
package struct NetworkBuilder {
  private var layers: [NamedLayer] = []
  /// The numbers of each layer by the last part of their names.
  private var numbers: [[String: [Float]]] = []
  private var shape: Shape
  private let input: Shape
  /// The maps that were flattened place by place: the order of the next weights is mended.
  private var flattened: Shape?
  private var padding = 0
  private var inputFactor: [Float]
  private var inputOffset: [Float]
  /// Convolutions, poolings and connections so far, for names.
  private var position = 0

  private init(_ input: Shape) {
    self.input = input
    shape = input
    inputFactor = [Float](repeating: 1, count: max(0, min(input.maps, 4096)))
    inputOffset = [Float](repeating: 0, count: inputFactor.count)
  }

  /// A network and what its input does before the first layer: x times `factor` plus `offset`, by map.
  package struct Network: Sendable {
    package let parameters: Parameters
    package let factor: [Float]
    package let offset: [Float]
  }

  /// The network that takes the steps one after the other; throws where a layer is missing or does not fit.
  package static func network(
    _ steps: [Step], input: Shape, name: String
  ) throws(ImportError) -> Network {
    var builder = NetworkBuilder(input)
    for step in steps { try builder.add(step) }
    return try builder.finished(name: name)
  }

  private mutating func add(_ step: Step) throws(ImportError) {
    switch step {
    case .convolution(let kernel, let stride, let ownPadding):
      guard kernel.inputs == shape.maps else {
        throw .noNetwork("\(kernel.name) takes \(kernel.inputs) maps, and \(shape.maps) come")
      }
      let border = ownPadding + padding
      padding = 0
      guard border >= 0, border < 4096, stride > 0, shape.rows + 2 * border >= kernel.side,
        shape.columns + 2 * border >= kernel.side
      else { throw .noNetwork("\(kernel.name) is larger than the maps of \(shape)") }
      append(
        "C", .convolution(maps: kernel.maps, kernel: kernel.side, stride: stride, padding: border),
        ["weight": kernel.weights, "bias": kernel.bias])
      shape = Shape(
        kernel.maps, (shape.rows + 2 * border - kernel.side) / stride + 1,
        (shape.columns + 2 * border - kernel.side) / stride + 1)
    case .dense(let connection): try add(connection)
    case .normalization(let normalization): try add(normalization)
    case .affine(let factor, let offset): try add(factor, offset)
    case .activation(let activation): try add(activation)
    case .pooling(let isMax, let window, let stride):
      // Zeros around an average would change it.
      guard padding == 0 || isMax == false else {
        throw .unsupported(
          place: "a pooling", what: "max pooling with a border", expected: "one without")
      }
      guard padding == 0 else {
        throw .unsupported(
          place: "a pooling", what: "average pooling with a border", expected: "one without")
      }
      guard window > 0, stride > 0, shape.rows >= window, shape.columns >= window else {
        throw .noNetwork("a pooling of \(window) rows does not fit maps of \(shape)")
      }
      if window == 1, stride == 1 { return }
      append(
        "S",
        isMax
          ? .maxPooling(window: window, stride: stride)
          : .averagePooling(window: window, stride: stride), [:])
      shape = Shape(
        shape.maps, (shape.rows - window) / stride + 1, (shape.columns - window) / stride + 1)
    case .globalAverage:
      append("S", .globalAveragePooling, [:])
      shape = Shape(shape.maps, 1, 1)
    case .padding(let border): padding += border
    case .flatten(let order):
      if shape.isFlat { return }
      if order == .placesFirst, shape.maps > 1 { flattened = shape }
      layers.append(NamedLayer(name: "flatten", layer: .flatten))
      numbers.append([:])
      guard layers.count(where: { $0.name == "flatten" }) == 1 else {
        throw .noNetwork("maps are flattened twice")
      }
      shape = Shape(shape.count, 1, 1)
    }
  }

  private mutating func append(_ letter: String, _ layer: Layer, _ values: [String: [Float]]) {
    position += 1
    layers.append(NamedLayer(name: "\(letter)\(position)", layer: layer))
    numbers.append(values)
  }

  private mutating func add(_ connection: Connection) throws(ImportError) {
    if !shape.isFlat { try add(.flatten(.mapsFirst)) }
    guard connection.inputs == shape.maps else {
      throw .noNetwork(
        "\(connection.name) takes \(connection.inputs) numbers, and \(shape.maps) come")
    }
    var weights = connection.weights
    if let maps = flattened {
      // From [unit][place][map] to [unit][map][place].
      weights = reordered(
        weights, sizes: [connection.units, maps.rows * maps.columns, maps.maps], order: [0, 2, 1])
      flattened = nil
    }
    append(
      "F", .fullyConnected(units: connection.units),
      ["weight": weights, "bias": connection.bias])
    shape = Shape(connection.units, 1, 1)
  }

  private mutating func add(_ normalization: Normalization) throws(ImportError) {
    guard normalization.scale.count == shape.maps else {
      throw .noNetwork(
        "\(normalization.name) normalizes \(normalization.scale.count) maps, and \(shape.maps) come"
      )
    }
    var values = [
      "weight": normalization.scale, "bias": normalization.shift,
      "running_mean": normalization.mean, "running_var": normalization.variance,
    ]
    if let maps = flattened {
      values = values.mapValues {
        reordered($0, sizes: [maps.rows * maps.columns, maps.maps], order: [1, 0])
      }
    }
    layers.append(
      NamedLayer(
        name: "N\(layers.count + 1)", layer: .batchNormalization(epsilon: normalization.epsilon)))
    numbers.append(values)
  }

  /// Joins a factor and an offset with the input, or with the layer before.
  private mutating func add(_ factor: [Float], _ offset: [Float]) throws(ImportError) {
    func spread(_ list: [Float], _ count: Int) -> [Float]? {
      list.count == 1 ? [Float](repeating: list[0], count: count) : list.count == count ? list : nil
    }
    guard let factors = spread(factor, shape.maps), let offsets = spread(offset, shape.maps) else {
      throw .noNetwork("a factor has \(factor.count) numbers for \(shape.maps) maps")
    }
    if layers.isEmpty {
      for map in inputFactor.indices {
        inputFactor[map] *= factors[map]
        inputOffset[map] = inputOffset[map] * factors[map] + offsets[map]
      }
      return
    }
    if factors.allSatisfy({ $0 == 1 }), offsets.allSatisfy({ $0 == 0 }) { return }
    try add(
      Normalization(
        name: "a factor", scale: factors, shift: offsets,
        mean: [Float](repeating: 0, count: factors.count),
        variance: [Float](repeating: 1, count: factors.count), epsilon: Self.noEpsilon))
  }

  /// An epsilon that disappears beside a variance of 1.
  private static let noEpsilon = 1.2e-38

  private mutating func add(_ activation: Activation) throws(ImportError) {
    if activation == .identity { return }
    // A maximum takes the same value before and after a function that never falls.
    var index = layers.count - 1
    search: while index >= 0 {
      switch layers[index].layer {
      case .maxPooling, .adaptiveMaxPooling, .flatten: index -= 1
      default: break search
      }
    }
    if index >= 0 {
      let layer = layers[index].layer
      if layer.activation == .identity, layer.withActivation(activation) != layer {
        layers[index].layer = layer.withActivation(activation)
        return
      }
      if layer.activation == .relu, activation == .relu { return }
      if case .averagePooling(let pooling) = layer, pooling.window == pooling.stride,
        index == layers.count - 1
      {
        layers[index].layer = .subsampling(window: pooling.window, activation: activation)
        let area = Float(pooling.window * pooling.window)
        numbers[index] = [
          "weight": [Float](repeating: 1 / area, count: shape.maps),
          "bias": [Float](repeating: 0, count: shape.maps),
        ]
        return
      }
    }
    try add(
      Normalization(
        name: "an activation", scale: [Float](repeating: 1, count: shape.maps),
        shift: [Float](repeating: 0, count: shape.maps),
        mean: [Float](repeating: 0, count: shape.maps),
        variance: [Float](repeating: 1, count: shape.maps), epsilon: Self.noEpsilon))
    layers[layers.count - 1].layer = layers[layers.count - 1].layer.withActivation(activation)
  }

  private mutating func finished(name: String) throws(ImportError) -> Network {
    guard padding == 0 else { throw .noNetwork("a border has no convolution after it") }
    if let last = layers.lastIndex(where: { $0.name.hasPrefix("F") || $0.name.hasPrefix("C") }) {
      layers[last].name = "output"
    }
    guard shape.isFlat, shape.maps > 1 else { throw .outputs(shape.isFlat ? shape.maps : 0) }
    var architecture = Architecture(name: name, input: input, layers: layers)
    if let known = Architecture.all.first(where: {
      $0.input == input && $0.layers.map(\.layer) == layers.map(\.layer)
    }) {
      architecture = known
    }
    let layout: NetworkLayout
    do throws(ArchitectureError) {
      layout = try architecture.layout()
    } catch {
      throw .noNetwork("\(error)")
    }
    var parameters = Parameters(layout: layout)
    for (index, layer) in layout.layers.enumerated() {
      for tensor in layer.parameters {
        guard let values = numbers[index][tensor.role.suffix], values.count == tensor.count else {
          throw .noNetwork("\(layer.name) lacks numbers")
        }
        if let place = values.firstIndex(where: { !$0.isFinite }) {
          throw .noNetwork("\(tensor.name) has a number that is not finite at place \(place)")
        }
        if tensor.role == .runningVariance, values.contains(where: { $0 < 0 }) {
          throw .noNetwork("\(tensor.name) has a variance below 0")
        }
        parameters.values.replaceSubrange(tensor.range, with: values)
      }
    }
    return Network(parameters: parameters, factor: inputFactor, offset: inputOffset)
  }
}
