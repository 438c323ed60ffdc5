import LeNetText

/// The requirements on every kind of layer: its sizes, its counts and its coding.
///
/// `output(for:)` comes first and throws if settings or input do not fit; the other answers
/// are valid only after it has succeeded.
protocol LayerSpec: Hashable, Sendable {
  /// The name in files and tables.
  var kind: LayerKind { get }

  /// The function applied to the sums.
  var activation: Activation { get }

  /// The shape this layer makes of `input`.
  func output(for input: Shape) throws(LayerProblem) -> Shape

  /// The tensors this layer owns, in the order files and arenas have them.
  func parameters(for input: Shape) -> [ParameterRule]

  /// Per output unit its inputs, plus 1 where a bias is trained.
  func connections(for input: Shape, output: Shape) -> Int

  /// Products added into sums for one sample; comparing and averaging count nothing.
  func multiplyAdds(for input: Shape, output: Shape) -> Int

  /// The settings in a description, without name and kind.
  var settings: [String: JSON] { get }
}

extension LayerSpec {
  var activation: Activation { .identity }
  func parameters(for input: Shape) -> [ParameterRule] { [] }
  func connections(for input: Shape, output: Shape) -> Int { 0 }
  func multiplyAdds(for input: Shape, output: Shape) -> Int { 0 }
  var settings: [String: JSON] { [:] }
}

/// Why a layer cannot be laid out, without the layer's name, which the architecture adds.
enum LayerProblem: Error {
  case badSetting(key: String, got: String, expected: String)
  case doesNotFit(expected: String)

  /// The same with the name of the layer and what it was given.
  func error(layer: String, input: Shape) -> ArchitectureError {
    switch self {
    case .badSetting(let key, let got, let expected):
      .badSetting(layer: layer, key: key, got: got, expected: expected)
    case .doesNotFit(let expected):
      .doesNotFit(layer: layer, input: input, expected: expected)
    }
  }

  /// Throws unless `value`, the setting `key`, lies in `range`.
  static func check(
    _ value: Int, _ key: String, in range: ClosedRange<Int> = 1...Architecture.largestSide
  ) throws(LayerProblem) {
    guard range ~= value else {
      throw .badSetting(
        key: key, got: "\(value)",
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}

/// A tensor as its layer describes it, before it has a name and a place.
struct ParameterRule {
  let role: ParameterLayout.Role
  let shape: [Int]
  let fanIn: Int
  let fanOut: Int
  var connections: ConnectionTable?

  /// Rows times columns of the window, 1 if there is none.
  var kernelArea = 1
}
