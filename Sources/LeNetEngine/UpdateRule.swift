import KernelTypes
import LeNetElementary

/// How parameters follow their gradient, in PyTorch's arithmetic; rates are already scheduled.
public enum UpdateRule: Sendable, Hashable {
  /// Gradient descent; takes 1 moment (the velocity) where momentum is not 0.
  case sgd(
    learningRate: Double, momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0)
  /// Adam, and AdamW where the decay is decoupled; takes 2 moments. The first step is 1.
  case adam(
    learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: Double = 0, decoupled: Bool = false, step: Int)
  /// Gradient descent at the rates that `Engine.estimateRates` has given the parameters, times the
  /// learning rate; takes 1 moment.
  case scaled(learningRate: Double)
}

extension UpdateRule {
  /// The same rule at a multiple of its learning rate; a decoupled decay goes with the rate.
  func times(_ factor: Double) -> UpdateRule {
    switch self {
    case .sgd(let rate, let momentum, let nesterov, let decay):
      .sgd(
        learningRate: rate * factor, momentum: momentum, nesterov: nesterov, weightDecay: decay)
    case .adam(
      let rate, let beta1, let beta2, let epsilon, let decay, let decoupled, let step):
      .adam(
        learningRate: rate * factor, beta1: beta1, beta2: beta2, epsilon: epsilon,
        weightDecay: decay, decoupled: decoupled, step: step)
    case .scaled(let rate): .scaled(learningRate: rate * factor)
    }
  }
}

extension AdamStep {
  /// Step number `step`, counted from 1, with its bias corrections.
  init(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, weightDecay: Double,
    decoupled: Bool, step: Int
  ) {
    precondition(step >= 1, "Adam counts its steps from 1")
    self.init(
      rate: Scalar(learningRate / (1 - Elementary.power(beta1, step))),
      rootFactor: Scalar(1 / (1 - Elementary.power(beta2, step)).squareRoot()),
      meanShare: Scalar(1 - beta1), squareKept: Scalar(beta2), squareShare: Scalar(1 - beta2),
      epsilon: Scalar(epsilon), decay: decoupled ? 0 : Scalar(weightDecay),
      weightKept: decoupled ? Scalar(1 - learningRate * weightDecay) : 1)
  }
}
