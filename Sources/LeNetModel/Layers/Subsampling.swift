import LeNetText

/// Square windows side by side: their sum times a trained coefficient, plus a trained bias.
///
/// The S layers of LeCun, Bottou, Bengio and Haffner (1998), section II.B: a unit takes the sum of its
/// inputs, not their mean. With `copies` above 1 each input map feeds that many maps, each with a
/// separate coefficient, as in LeNet-4.
///
/// # Shapes
/// `[maps, rows, columns]` becomes `[copies maps, rows / window, columns / window]`, rounded down;
/// output map m takes input map m / copies. Coefficients and biases `[copies maps]`.
public struct Subsampling: Hashable, Sendable {
  /// Rows and columns of the window, and from one window to the next.
  public var window: Int
  /// Output maps for each input map.
  public var copies: Int
  /// The function applied to the sums.
  public var activation: Activation

  /// A subsampling layer; its settings are checked by `Architecture.layout()`.
  public init(window: Int, copies: Int = 1, activation: Activation = .identity) {
    self.window = window
    self.copies = copies
    self.activation = activation
  }
}

extension Subsampling: LayerSpec {
  var kind: LayerKind { .subsampling }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    try LayerProblem.check(window, "window")
    try LayerProblem.check(copies, "copies")
    guard input.rows >= window, input.columns >= window else {
      throw .doesNotFit(expected: "at least \(window) rows and columns for its window")
    }
    return Shape(input.maps * copies, input.rows / window, input.columns / window)
  }

  func parameters(for input: Shape) -> [ParameterRule] {
    [ParameterLayout.Role.coefficient, .bias].map { role in
      ParameterRule(
        role: role, shape: [input.maps * copies], fanIn: window * window, fanOut: window * window)
    }
  }

  func connections(for input: Shape, output: Shape) -> Int {
    output.count * (window * window + 1)
  }

  func multiplyAdds(for input: Shape, output: Shape) -> Int { output.count }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(
      window: try fields.integer("window"), copies: try fields.integer("copies", default: 1),
      activation: try fields.activation())
  }

  var settings: [String: JSON] {
    [
      "window": .integer(window), "copies": .integer(copies),
      "activation": .string(activation.rawValue),
    ]
  }
}
