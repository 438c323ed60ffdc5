import LeNetText

/// Each map brought to mean 0 and variance 1 over a batch, then scaled and shifted.
///
/// y = scale (x - mean) / sqrt(variance + epsilon) + shift, with the batch's mean and variance in
/// training and the running ones otherwise; Ioffe and Szegedy (2015), in PyTorch's form:
/// running = (1 - momentum) running + momentum batch, the running variance with n/(n - 1).
///
/// # Shapes
/// `[maps, rows, columns]` stays. Four tensors `[maps]`: `weight` (scale) and `bias` (shift) are
/// trained, `running_mean` and `running_var` are not.
public struct BatchNormalization: Hashable, Sendable {
  /// The share of a new batch in the running statistics, 0 to 1.
  public var momentum: Double
  /// What is added to the variance, above 0.
  public var epsilon: Double
  /// The function applied after the shift.
  public var activation: Activation

  /// Batch normalization; the defaults are PyTorch's.
  public init(
    momentum: Double = 0.1, epsilon: Double = 1e-5, activation: Activation = .identity
  ) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.activation = activation
  }
}

extension BatchNormalization: LayerSpec {
  var kind: LayerKind { .batchNormalization }

  func output(for input: Shape) throws(LayerProblem) -> Shape {
    guard momentum >= 0, momentum <= 1 else {
      throw .badSetting(
        key: "momentum", got: momentum.displayText, expected: "a number from 0 to 1")
    }
    // Not below Float's smallest normal number, or it would vanish in the engine.
    guard epsilon >= Double(Float.leastNormalMagnitude), epsilon <= 1 else {
      throw .badSetting(
        key: "epsilon", got: epsilon.displayText, expected: "a small number above 0, such as 1e-05")
    }
    return input
  }

  func parameters(for input: Shape) -> [ParameterRule] {
    [ParameterLayout.Role.scale, .shift, .runningMean, .runningVariance].map { role in
      ParameterRule(role: role, shape: [input.maps], fanIn: 1, fanOut: 1)
    }
  }

  func connections(for input: Shape, output: Shape) -> Int { 2 * output.count }

  func multiplyAdds(for input: Shape, output: Shape) -> Int { output.count }

  init(reading fields: inout LayerFields) throws(ArchitectureError) {
    self.init(
      momentum: try fields.number("momentum", default: 0.1),
      epsilon: try fields.number("epsilon", default: 1e-5),
      activation: try fields.activation())
  }

  var settings: [String: JSON] {
    [
      "momentum": JSON(momentum), "epsilon": JSON(epsilon),
      "activation": .string(activation.rawValue),
    ]
  }
}
