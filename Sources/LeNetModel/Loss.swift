public import LeNetText

/// The loss function, as a mean over the examples of a batch.
///
/// D is the right class, and y_i the distance of the output from class i. Radial basis units
/// measure it themselves. In any other network it is sum_k (x_k - t_k)^2 over the outputs x, before
/// a final softmax. The targets are t_i = 1 and -1 for the others, where the second derivative of
/// the scaled tanh is largest.
public enum Loss: Hashable, Sendable {
  /// -log p_D with p the softmax of the last layer's sums.
  case crossEntropy
  /// The mean over the outputs of (output - target)^2, the target 1 for the right class, else 0.
  case meanSquaredError
  /// y_D, equation 8 of LeCun, Bottou, Bengio and Haffner (1998).
  case maximumLikelihood
  /// y_D + log(e^-j + sum_i e^-y_i), equation 9 of the paper, with the constant j of the class of
  /// everything that is not a digit. The paper leaves j open.
  case discriminative(j: Double = Loss.usualJ)

  /// The default j of equation 9.
  public static let usualJ = 1.0
  /// The range of j: beyond it e^-j is zero or infinite compared with every distance.
  public static let possibleJ = 0.0...1000.0

  /// The names that ``init(name:)`` knows.
  public static let names = [
    "crossEntropy", "meanSquaredError", "maximumLikelihood", "discriminative",
  ]

  /// The loss of that name with its usual constant, or nil for an unknown name.
  public init?(name: String) {
    switch name {
    case "crossEntropy": self = .crossEntropy
    case "meanSquaredError": self = .meanSquaredError
    case "maximumLikelihood": self = .maximumLikelihood
    case "discriminative": self = .discriminative()
    default: return nil
    }
  }

  /// The name in files.
  public var name: String {
    switch self {
    case .crossEntropy: "crossEntropy"
    case .meanSquaredError: "meanSquaredError"
    case .maximumLikelihood: "maximumLikelihood"
    case .discriminative: "discriminative"
    }
  }

  /// Whether it uses distances.
  public var comparesDistances: Bool {
    switch self {
    case .maximumLikelihood, .discriminative: true
    case .crossEntropy, .meanSquaredError: false
    }
  }
}

extension Loss {
  /// The name, or an object with the name and j if the loss has it.
  public var json: JSON {
    guard case .discriminative(let j) = self else { return .string(name) }
    return .object(["j": JSON(j), "name": .string(name)])
  }

  /// The loss in `json`, or nil if it does not describe one.
  public init?(json: JSON) {
    if let name = json.string {
      self.init(name: name)
    } else if json["name"]?.string == "discriminative", let j = json["j"]?.double,
      Self.possibleJ.contains(j)
    {
      self = .discriminative(j: j)
    } else {
      return nil
    }
  }
}

extension Loss: Codable {
  /// Reads a name, or `{"j": 1, "name": "discriminative"}`.
  public init(from decoder: any Decoder) throws {
    guard let loss = Loss(json: try JSON(from: decoder)) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: "not a loss; expected \(Self.names.joined(separator: ", "))"))
    }
    self = loss
  }

  /// Writes the name, or name and j.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}

extension Loss: CustomStringConvertible {
  /// The loss in words, with its constant.
  public var description: String {
    switch self {
    case .crossEntropy: "cross-entropy"
    case .meanSquaredError: "mean squared error"
    case .maximumLikelihood: "maximum likelihood (equation 8)"
    case .discriminative(let j): "discriminative (equation 9), j \(j.displayText)"
    }
  }
}
