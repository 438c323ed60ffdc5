/// A rule that turns a gradient into a change of the parameters, without its learning rate.
///
/// The formulas are PyTorch's (`torch.optim.SGD`, `Adam`, `AdamW`); the rate comes from a
/// ``Schedule`` at every step.
public enum Optimizer: Hashable, Sendable, Codable {
  /// Stochastic gradient descent.
  ///
  /// g = gradient + weightDecay w; m = momentum m + g; w -= rate m, or with Nesterov
  /// w -= rate (g + momentum m).
  case sgd(momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0)

  /// Adam, D. P. Kingma and J. Ba (2015), https://arxiv.org/abs/1412.6980, algorithm 1.
  ///
  /// Weight decay is added to the gradient.
  case adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0)

  /// Adam with decoupled weight decay, I. Loshchilov and F. Hutter (2019),
  /// https://arxiv.org/abs/1711.05101, algorithm 2.
  ///
  /// First w -= rate weightDecay w, then Adam's step.
  case adamw(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01)

  /// Stochastic diagonal Levenberg-Marquardt, LeCun, Bottou, Bengio and Haffner (1998), appendix C.
  ///
  /// w -= rate / (mu + h) gradient, with a curvature h of each parameter, estimated on
  /// `patterns` images before every epoch. `mu` keeps the step finite where the loss is flat.
  case levenbergMarquardt(mu: Double = 0.02, patterns: Int = 500)

  /// The names that ``init(name:)`` knows.
  public static let names: [String] = ["sgd", "adam", "adamw", "levenberg-marquardt"]

  /// The rule of that name with its default values, or nil for an unknown name.
  public init?(name: String) {
    switch name {
    case "sgd": self = .sgd()
    case "adam": self = .adam()
    case "adamw": self = .adamw()
    case "levenberg-marquardt": self = .levenbergMarquardt()
    default: return nil
    }
  }

  /// The rule's name, such as `sgd`.
  public var name: String {
    switch self {
    case .sgd: "sgd"
    case .adam: "adam"
    case .adamw: "adamw"
    case .levenbergMarquardt: "levenberg-marquardt"
    }
  }

  /// The weight decay; 0 for a rule without it, for which setting
  /// does nothing.
  public var weightDecay: Double {
    get {
      switch self {
      case .sgd(_, _, let decay): decay
      case .adam(_, _, _, let decay): decay
      case .adamw(_, _, _, let decay): decay
      case .levenbergMarquardt: 0
      }
    }
    set {
      switch self {
      case .sgd(let momentum, let nesterov, _):
        self = .sgd(momentum: momentum, nesterov: nesterov, weightDecay: newValue)
      case .adam(let beta1, let beta2, let epsilon, _):
        self = .adam(beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: newValue)
      case .adamw(let beta1, let beta2, let epsilon, _):
        self = .adamw(beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: newValue)
      case .levenbergMarquardt:
        break
      }
    }
  }

  /// The number of values that the rule stores for every trained parameter.
  public var momentCount: Int {
    switch self {
    case .sgd(let momentum, _, _): momentum == 0 ? 0 : 1
    case .adam, .adamw: 2
    case .levenbergMarquardt: 1
    }
  }
}

extension Optimizer: CustomStringConvertible {
  /// The rule in words, such as `sgd, momentum 0.9, weight decay 0.0005`.
  public var description: String {
    let decay = weightDecay == 0 ? "" : ", weight decay \(weightDecay)"
    return switch self {
    case .sgd(let momentum, let nesterov, _):
      name + (momentum == 0 ? "" : ", \(nesterov ? "Nesterov momentum" : "momentum") \(momentum)")
        + decay
    case .adam(let beta1, let beta2, let epsilon, _), .adamw(let beta1, let beta2, let epsilon, _):
      "\(name), betas \(beta1) and \(beta2), epsilon \(epsilon)\(decay)"
    case .levenbergMarquardt(let mu, let patterns):
      "\(name), mu \(mu), curvature of \(patterns) patterns"
    }
  }
}
