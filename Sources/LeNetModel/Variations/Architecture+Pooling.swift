/// The downsampling of a network.
public enum PoolingMethod: String, CaseIterable, Sendable {
  /// The largest number of each window.
  case max
  /// The mean of each window.
  case average
  /// The sum of each window, times a trained coefficient, plus a trained bias, as in the paper.
  case subsampling
  /// No pooling layer: the convolution before takes its stride.
  case stride
  /// Nothing: the maps keep their size.
  case none
}

extension Architecture {
  /// The same network with another downsampling.
  ///
  /// Windows and strides stay. A subsampling's activation moves to the layer before it if that has none; a
  /// new subsampling gets the activation of the layer before it. A network that already pools like that stays unchanged.
  /// Throws if a window or an activation cannot be kept, or if the network has no pooling. `layout()` checks whether
  /// the layers still fit.
  public func withPooling(_ method: PoolingMethod) throws(ArchitectureError) -> Architecture {
    var result = self
    result.layers = []
    var shape = input
    var found = false
    for layer in layers {
      let output: Shape
      do throws(LayerProblem) {
        output = try layer.layer.rules.output(for: shape)
      } catch {
        throw error.error(layer: layer.name, input: shape)
      }
      if let window = try window(of: layer, from: shape, to: method) {
        found = true
        try result.take(layer, window: window, method: method)
      } else {
        result.layers.append(layer)
      }
      shape = output
    }
    guard found || isWithoutPooling(as: method) else {
      throw .cannotChange(
        architecture: name, to: "pooling by \(method.rawValue)",
        problem: "it has no pooling layer")
    }
    return result
  }

  /// Whether an earlier change made it so.
  private func isWithoutPooling(as method: PoolingMethod) -> Bool {
    switch method {
    case .none: true
    case .stride:
      layers.contains { layer in
        if case .convolution(let convolution) = layer.layer {
          convolution.stride > 1
        } else {
          false
        }
      }
    case .max, .average, .subsampling: false
    }
  }

  /// The window of a layer that pools, nil for another kind; throws if it cannot be kept.
  private func window(
    of layer: NamedLayer, from input: Shape, to method: PoolingMethod
  ) throws(ArchitectureError) -> Pooling? {
    switch layer.layer {
    case .maxPooling(let pooling), .averagePooling(let pooling):
      guard method != .subsampling || pooling.window == pooling.stride else {
        throw .cannotChange(
          architecture: name, to: "subsampling",
          problem: "\(layer.name) has a window of \(pooling.window) and a stride of "
            + "\(pooling.stride), and subsampling has windows side by side")
      }
      return pooling
    case .subsampling(let subsampling):
      guard subsampling.copies == 1 || method == .subsampling else {
        throw .cannotChange(
          architecture: name, to: "pooling by \(method.rawValue)",
          problem:
            "\(layer.name) makes \(subsampling.copies) maps of each, which only subsampling does")
      }
      return Pooling(window: subsampling.window)
    case .adaptiveMaxPooling(let pooling):
      let (rows, columns) = (input.rows / pooling.rows, input.columns / pooling.columns)
      guard rows == columns, rows * pooling.rows == input.rows,
        columns * pooling.columns == input.columns
      else {
        throw .cannotChange(
          architecture: name, to: "pooling by \(method.rawValue)",
          problem: "\(layer.name) makes \(pooling.rows) x \(pooling.columns) of \(input.rows) x "
            + "\(input.columns), which has no whole window")
      }
      return Pooling(window: rows)
    case .convolution, .globalAveragePooling, .flatten, .fullyConnected, .radialBasis,
      .batchNormalization, .dropout:
      return nil
    }
  }

  /// Appends the replacement of a pooling layer.
  private mutating func take(
    _ layer: NamedLayer, window: Pooling, method: PoolingMethod
  ) throws(ArchitectureError) {
    let own = layer.layer.activation
    if case .subsampling = layer.layer, method == .subsampling {
      layers.append(layer)
      return
    }
    if own != .identity, layers.last?.layer.activation ?? .identity == .identity {
      guard let last = layers.indices.last,
        layers[last].layer.withActivation(own).activation == own
      else {
        throw .cannotChange(
          architecture: name, to: "pooling by \(method.rawValue)",
          problem: "no layer of sums before \(layer.name) can take its activation")
      }
      layers[last].layer = layers[last].layer.withActivation(own)
    }
    switch method {
    case .max: layers.append(NamedLayer(name: layer.name, layer: .maxPooling(window)))
    case .average: layers.append(NamedLayer(name: layer.name, layer: .averagePooling(window)))
    case .subsampling:
      let activation = layers.last?.layer.activation ?? .identity
      layers.append(
        NamedLayer(
          name: layer.name, layer: .subsampling(window: window.window, activation: activation)))
    case .stride:
      guard
        let index = layers.lastIndex(where: {
          if case .convolution = $0.layer { true } else { false }
        }), case .convolution(var convolution) = layers[index].layer
      else {
        throw .cannotChange(
          architecture: name, to: "strides in the place of pooling",
          problem: "there is no convolution before \(layer.name)")
      }
      let (stride, overflow) = convolution.stride.multipliedReportingOverflow(by: window.stride)
      guard !overflow else {
        throw .cannotChange(
          architecture: name, to: "strides in the place of pooling",
          problem: "the stride of \(layers[index].name) would overflow")
      }
      convolution.stride = stride
      layers[index].layer = .convolution(convolution)
    case .none: break
    }
  }
}
