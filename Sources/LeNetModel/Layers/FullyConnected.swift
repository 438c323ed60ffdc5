import LeNetText

/// Units that each sum all inputs, with one trained bias each.
///
/// # Shapes
/// `[inputs, 1, 1]` becomes `[units, 1, 1]`. Weights `[units, inputs]`, bias `[units]`.
public struct FullyConnected: Hashable, Sendable {
  /// Output units.
  public var units: Int
  /// The function applied to the sums.
  public var activation: Activation

  /// A full connection to `units` units.
  public init(units: Int, activation: Activation = .identity) {
    self.units = units
    self.activation = activation
  }
}

extension FullyConnected: LayerSpec {
  var kind: LayerKind { .fullyConnected }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    try LayerProblem.check(units, "units")
    guard input.isFlat else {
      throw .doesNotFit(expected: "a vector; put a flatten layer before it")
    }
    return Shape(units, 1, 1)
  }

  func parameters(for input: Shape) -> [ParameterRule] {
    [
      ParameterRule(
        role: .weight, shape: [units, input.maps], fanIn: input.maps, fanOut: units),
      ParameterRule(role: .bias, shape: [units], fanIn: input.maps, fanOut: units),
    ]
  }

  func connections(for input: Shape, output: Shape) -> Int { units * (input.maps + 1) }

  func multiplyAdds(for input: Shape, output: Shape) -> Int { units * input.maps }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(units: try fields.integer("units"), activation: try fields.activation())
  }

  var settings: [String: JSON] {
    ["units": .integer(units), "activation": .string(activation.rawValue)]
  }
}
