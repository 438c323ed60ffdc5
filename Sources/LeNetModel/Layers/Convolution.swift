import LeNetText

/// Output maps that sum square windows of the input maps, each map with one trained bias.
///
/// # Shapes
/// `[maps, rows, columns]` becomes `[self.maps, r, c]` with r = floor((rows - kernel + 2 padding)
/// / stride) + 1 and c also. Weights `[self.maps, maps, kernel, kernel]`, bias `[self.maps]`.
public struct Convolution: Hashable, Sendable {
  /// Output maps.
  public var maps: Int
  /// Rows and columns of the window.
  public var kernel: Int
  /// Rows and columns from one window to the next.
  public var stride: Int
  /// Rows and columns of zeros added on every side.
  public var padding: Int
  /// Which input maps feed each output map; all if nil.
  public var connections: ConnectionTable?
  /// The function applied to the sums.
  public var activation: Activation

  /// A convolution; its settings are checked by `Architecture.layout()`.
  public init(
    maps: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    connections: ConnectionTable? = nil, activation: Activation = .identity
  ) {
    self.maps = maps
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.connections = connections
    self.activation = activation
  }

  /// Links from input maps to output maps, `maps` times all input maps without a table.
  func links(from inputs: Int) -> Int { connections?.links ?? maps * inputs }
}

extension Convolution: LayerSpec {
  var kind: LayerKind { .convolution }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    try LayerProblem.check(maps, "maps")
    try LayerProblem.check(kernel, "kernel")
    try LayerProblem.check(stride, "stride")
    try LayerProblem.check(padding, "padding", in: 0...Architecture.largestSide)
    guard input.rows + 2 * padding >= kernel, input.columns + 2 * padding >= kernel else {
      throw .doesNotFit(
        expected: "at least \(kernel) rows and columns for its kernel, with padding \(padding)")
    }
    if let defect = connections?.defect(inputs: input.maps, outputs: maps) {
      throw .badSetting(
        key: "connections", got: "a table that does not connect \(input.maps) to \(maps) maps",
        expected: defect)
    }
    return Shape(
      maps,
      (input.rows - kernel + 2 * padding) / stride + 1,
      (input.columns - kernel + 2 * padding) / stride + 1)
  }

  func parameters(for input: Shape) -> [ParameterRule] {
    let area = kernel * kernel
    let fanIn = input.maps * area
    let fanOut = maps * area
    return [
      ParameterRule(
        role: .weight, shape: [maps, input.maps, kernel, kernel], fanIn: fanIn, fanOut: fanOut,
        connections: connections, kernelArea: area),
      ParameterRule(
        role: .bias, shape: [maps], fanIn: fanIn, fanOut: fanOut, connections: connections,
        kernelArea: area),
    ]
  }

  func connections(for input: Shape, output: Shape) -> Int {
    (links(from: input.maps) * kernel * kernel + maps) * output.rows * output.columns
  }

  func multiplyAdds(for input: Shape, output: Shape) -> Int {
    links(from: input.maps) * kernel * kernel * output.rows * output.columns
  }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(
      maps: try fields.integer("maps"), kernel: try fields.integer("kernel"),
      stride: try fields.integer("stride", default: 1),
      padding: try fields.integer("padding", default: 0),
      connections: try fields.connections(),
      activation: try fields.activation())
  }

  var settings: [String: JSON] {
    var settings: [String: JSON] = [
      "maps": .integer(maps), "kernel": .integer(kernel), "stride": .integer(stride),
      "padding": .integer(padding), "activation": .string(activation.rawValue),
    ]
    settings["connections"] = connections?.json
    return settings
  }
}
