/// One layer of a network as plain data: one case per kind and nothing else.
///
/// Each file in `Layers/` has the sizes and counts of one kind.
/// A new kind adds a case here, its name to `LayerKind`, and its file; the compiler finds every other place.
public enum Layer: Hashable, Sendable {
  /// Convolution: each output map sums windows of the input maps.
  case convolution(Convolution)
  /// The largest value of each window.
  case maxPooling(Pooling)
  /// The mean of each window.
  case averagePooling(Pooling)
  /// The largest value of each of rows x columns bins, whatever the input's size.
  case adaptiveMaxPooling(AdaptivePooling)
  /// The mean of each map.
  case globalAveragePooling
  /// The sum of each window times a trained coefficient, plus a trained bias.
  case subsampling(Subsampling)
  /// Turns maps into one vector, map by map, row by row.
  case flatten
  /// Full connection: every unit sums all inputs.
  case fullyConnected(FullyConnected)
  /// Radial basis units: the distance of the input from a prototype of each class.
  case radialBasis(RadialBasis)
  /// Batch normalization: normalizes each map to mean 0 and variance 1, then scales and shifts it.
  case batchNormalization(BatchNormalization)
  /// Dropout: sets a share of the values to 0 in training.
  case dropout(Dropout)

  /// Sizes, counts and coding of this layer's kind.
  var rules: any LayerSpec {
    switch self {
    case .convolution(let layer): layer
    case .maxPooling(let layer): PoolingRules(kind: .maxPooling, pooling: layer)
    case .averagePooling(let layer): PoolingRules(kind: .averagePooling, pooling: layer)
    case .adaptiveMaxPooling(let layer): layer
    case .globalAveragePooling: GlobalAveragePooling()
    case .subsampling(let layer): layer
    case .flatten: Flatten()
    case .fullyConnected(let layer): layer
    case .radialBasis(let layer): layer
    case .batchNormalization(let layer): layer
    case .dropout(let layer): layer
    }
  }

  /// The kind as files and tables name it, `convolution` for example.
  public var kind: String { rules.kind.rawValue }

  /// The function applied to this layer's sums; `identity` for kinds without one.
  public var activation: Activation { rules.activation }

  /// The same layer with another activation; kinds without one stay as they are.
  public func withActivation(_ activation: Activation) -> Layer {
    switch self {
    case .convolution(var layer):
      layer.activation = activation
      return .convolution(layer)
    case .subsampling(var layer):
      layer.activation = activation
      return .subsampling(layer)
    case .fullyConnected(var layer):
      layer.activation = activation
      return .fullyConnected(layer)
    case .batchNormalization(var layer):
      layer.activation = activation
      return .batchNormalization(layer)
    case .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling, .flatten,
      .radialBasis, .dropout:
      return self
    }
  }

  /// Whether the layer leaves every number of an answer as it is: only in training does dropout change any.
  public var isInert: Bool {
    switch self {
    case .flatten, .dropout: true
    case .convolution, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
      .subsampling, .fullyConnected, .radialBasis, .batchNormalization:
      false
    }
  }

  /// Whether its outputs are negated distances to prototypes, not scores.
  package var givesDistances: Bool {
    switch self {
    case .radialBasis: true
    case .convolution, .maxPooling, .averagePooling, .adaptiveMaxPooling, .globalAveragePooling,
      .subsampling, .flatten, .fullyConnected, .batchNormalization, .dropout:
      false
    }
  }
}

extension Layer {
  /// A convolution of `maps` maps with square kernels; sums all input maps without a table.
  public static func convolution(
    maps: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    connections: ConnectionTable? = nil, activation: Activation = .identity
  ) -> Layer {
    .convolution(
      Convolution(
        maps: maps, kernel: kernel, stride: stride, padding: padding,
        connections: connections, activation: activation))
  }

  /// Max pooling over square windows; the stride is the window if none is given.
  public static func maxPooling(window: Int, stride: Int? = nil) -> Layer {
    .maxPooling(Pooling(window: window, stride: stride))
  }

  /// Average pooling over square windows; the stride is the window if none is given.
  public static func averagePooling(window: Int, stride: Int? = nil) -> Layer {
    .averagePooling(Pooling(window: window, stride: stride))
  }

  /// Max pooling of maps of any size to `rows` by `columns`.
  public static func adaptiveMaxPooling(rows: Int, columns: Int) -> Layer {
    .adaptiveMaxPooling(AdaptivePooling(rows: rows, columns: columns))
  }

  /// Subsampling over square windows side by side, `copies` maps for each input map.
  public static func subsampling(
    window: Int, copies: Int = 1, activation: Activation = .identity
  ) -> Layer {
    .subsampling(Subsampling(window: window, copies: copies, activation: activation))
  }

  /// Radial basis units around prototypes, which are constants unless `isTrainable`.
  public static func radialBasis(
    prototypes: RadialBasis.Prototypes = .digitBitmaps, isTrainable: Bool = false
  ) -> Layer {
    .radialBasis(RadialBasis(prototypes: prototypes, isTrainable: isTrainable))
  }

  /// A full connection to `units` units.
  public static func fullyConnected(units: Int, activation: Activation = .identity) -> Layer {
    .fullyConnected(FullyConnected(units: units, activation: activation))
  }

  /// Batch normalization with PyTorch's defaults.
  public static func batchNormalization(
    momentum: Double = 0.1, epsilon: Double = 1e-5, activation: Activation = .identity
  ) -> Layer {
    .batchNormalization(
      BatchNormalization(momentum: momentum, epsilon: epsilon, activation: activation))
  }

  /// Dropout of the share `rate` of all values.
  public static func dropout(rate: Double) -> Layer {
    .dropout(Dropout(rate: rate))
  }
}
