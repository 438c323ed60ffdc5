import LeNetModel

/// A layer with what its function in C computes along with it: normalization, activation and pooling.
///
/// Fusing the pooling keeps the largest maps of a network out of memory.
struct CStep {
  /// How windows of a layer's outputs become one number each.
  struct Pooling: Equatable {
    let isMaximum: Bool
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int

    /// The numbers of a window.
    var count: Int { rows * columns }
  }

  /// The layer that is computed first.
  let layer: LayerLayout
  /// The name of its constants and its function.
  let name: String
  /// A batch normalization after it.
  fileprivate(set) var normalization: LayerLayout?
  /// The function after both.
  fileprivate(set) var activation: Activation
  /// The pooling after that; for a layer that is a pooling its own.
  fileprivate(set) var pooling: Pooling?
  /// The shape after all of them.
  fileprivate(set) var output: Shape
  /// The names of the layers, for the comment.
  fileprivate(set) var layers: [String]
  /// The place in the layout of the last one of them.
  fileprivate(set) var lastLayer: Int

  /// Whether the layer itself is a pooling.
  var isPooling: Bool {
    switch layer.layer {
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling: true
    default: false
    }
  }

  /// The steps of a network, from input to output.
  static func steps(
    of layout: NetworkLayout, format: ExportFormat
  ) throws(ExportError) -> [CStep] {
    var steps: [CStep] = []
    for (number, layer) in layout.layers.enumerated() where !layer.layer.isInert {
      let pooling = try Pooling(layer, format: format)
      if let last = steps.indices.last {
        if case .batchNormalization = layer.layer, steps[last].takesNormalization {
          steps[last].normalization = layer
          steps[last].extend(by: layer, number, activation: layer.layer.activation)
          continue
        }
        if let pooling, steps[last].takesPooling {
          steps[last].pooling = pooling
          steps[last].extend(by: layer, number, activation: steps[last].activation)
          continue
        }
      }
      var name = layer.name.replacing("-", with: "_")
      // Others have these names, or the same one after the change.
      if ["row", "column", "pixel"].contains(name) || steps.contains(where: { $0.name == name }) {
        name += "_\(number)"
      }
      steps.append(
        CStep(
          layer: layer, name: name, activation: layer.layer.activation, pooling: pooling,
          output: layer.output, layers: [layer.name], lastLayer: number))
    }
    return steps
  }

  private mutating func extend(
    by layer: LayerLayout, _ number: Int, activation: Activation
  ) {
    lastLayer = number
    self.activation = activation
    output = layer.output
    layers.append(layer.name)
  }

  private var takesNormalization: Bool {
    normalization == nil && pooling == nil && activation == .identity && hasSums
  }

  private var takesPooling: Bool {
    if case .convolution = layer.layer { pooling == nil } else { false }
  }

  private var hasSums: Bool {
    switch layer.layer {
    case .convolution, .fullyConnected: true
    default: false
    }
  }
}

extension CStep.Pooling {
  /// The windows of a pooling layer; nil for other layers.
  fileprivate init?(_ layer: LayerLayout, format: ExportFormat) throws(ExportError) {
    switch layer.layer {
    case .maxPooling(let pooling), .averagePooling(let pooling):
      var isMaximum = false
      if case .maxPooling = layer.layer { isMaximum = true }
      self.init(
        isMaximum: isMaximum, rows: pooling.window, columns: pooling.window,
        rowStride: pooling.stride, columnStride: pooling.stride)
    case .globalAveragePooling:
      self.init(
        isMaximum: false, rows: layer.input.rows, columns: layer.input.columns, rowStride: 1,
        columnStride: 1)
    case .adaptiveMaxPooling(let pooling):
      let (rows, columns) = (layer.input.rows, layer.input.columns)
      guard rows.isMultiple(of: pooling.rows), columns.isMultiple(of: pooling.columns) else {
        throw .windows(layer: layer.name, format: format, input: layer.input, pooling)
      }
      self.init(
        isMaximum: true, rows: rows / pooling.rows, columns: columns / pooling.columns,
        rowStride: rows / pooling.rows, columnStride: columns / pooling.columns)
    case .convolution, .fullyConnected, .subsampling, .radialBasis, .batchNormalization, .flatten,
      .dropout:
      return nil
    }
  }
}
