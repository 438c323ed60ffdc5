public import LeNetEngine

extension Optimizer {
  /// The engine's rule for one step, with the rate that `Schedule.rate` gives.
  ///
  /// Steps count from 1: `Engine.update` traps if Adam gets a step below.
  public func rule(learningRate: Double, step: Int) -> UpdateRule {
    switch self {
    case .sgd(let momentum, let nesterov, let weightDecay):
      .sgd(
        learningRate: learningRate, momentum: momentum, nesterov: nesterov,
        weightDecay: weightDecay)
    case .adam(let beta1, let beta2, let epsilon, let weightDecay):
      .adam(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        weightDecay: weightDecay, decoupled: false, step: step)
    case .adamw(let beta1, let beta2, let epsilon, let weightDecay):
      .adam(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
        weightDecay: weightDecay, decoupled: true, step: step)
    case .levenbergMarquardt:
      .scaled(learningRate: learningRate)
    }
  }
}
