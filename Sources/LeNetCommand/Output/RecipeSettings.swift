import LeNet
import LeNetText

/// A choice with its settings, such as an optimizer, under the options' names.
struct NamedSettings {
  let name: String
  /// Values by key, in the order of the text.
  let values: [(key: String, value: JSON)]

  /// As in `adamw, beta1 0.9, beta2 0.999`.
  var text: String {
    ([name] + values.map { "\(OptionSpelling.of($0.key)) \($0.value.text)" })
      .joined(separator: ", ")
  }

  /// As in `{"beta1":0.9,"beta2":0.999,"name":"adamw"}`.
  var json: JSON {
    var members = ["name": JSON.string(name)]
    for (key, value) in values { members[key] = value }
    return .object(members)
  }
}

extension Optimizer {
  var settings: NamedSettings {
    switch self {
    case .sgd(let momentum, let nesterov, let decay):
      NamedSettings(
        name: name,
        values: [
          ("momentum", JSON(momentum)), ("nesterov", .bool(nesterov)), ("weightDecay", JSON(decay)),
        ])
    case .adam(let beta1, let beta2, let epsilon, let decay),
      .adamw(let beta1, let beta2, let epsilon, let decay):
      NamedSettings(
        name: name,
        values: [
          ("beta1", JSON(beta1)), ("beta2", JSON(beta2)), ("epsilon", JSON(epsilon)),
          ("weightDecay", JSON(decay)),
        ])
    case .levenbergMarquardt(let mu, let patterns):
      NamedSettings(
        name: name, values: [("mu", JSON(mu)), ("curvaturePatterns", .integer(patterns))])
    }
  }
}

extension Schedule {
  var settings: NamedSettings {
    let values: [(key: String, value: JSON)] =
      switch self {
      case .constant: []
      case .step(let size, let gamma): [("stepSize", .integer(size)), ("gamma", JSON(gamma))]
      case .cosine(let final): [("finalRate", JSON(final))]
      case .oneCycle(let warmupFraction, let divFactor, let finalDivFactor):
        [
          ("warmupFraction", JSON(warmupFraction)), ("divFactor", JSON(divFactor)),
          ("finalDivFactor", JSON(finalDivFactor)),
        ]
      case .inverseDecay(let gamma, let power):
        [("gamma", JSON(gamma)), ("power", JSON(power))]
      case .piecewise(let pieces): [("milestones", .string(pieces.argument))]
      }
    return NamedSettings(name: name, values: values)
  }
}

extension AffineDistortion {
  var settings: NamedSettings {
    NamedSettings(
      name: "affine",
      values: [
        ("rotation", JSON(rotation)), ("scale", JSON(scale)), ("shear", JSON(shear)),
        ("shift", JSON(shift)), ("flip", .bool(flip)),
      ])
  }
}

extension Recipe {
  /// As in `, bias-rate 2`; empty if biases have the usual learning rate.
  var biasRateText: String {
    biasRate.map { ", bias-rate \(NumberText.plain($0))" } ?? ""
  }
}

extension Recipe.Length {
  /// As in `{"epochs":8}`.
  var json: JSON {
    switch self {
    case .epochs(let count): .object(["epochs": .integer(count)])
    case .steps(let count): .object(["steps": .integer(count)])
    }
  }
}
