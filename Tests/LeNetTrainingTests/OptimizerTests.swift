import LeNet
import Testing

@Suite("Optimizers")
struct OptimizerTests {
  @Test("Every name makes the optimizer of that name", arguments: Optimizer.names)
  func names(name: String) {
    #expect(Optimizer(name: name)?.name == name)
  }

  @Test("An unknown name makes none")
  func unknownName() {
    #expect(Optimizer(name: "SGD") == nil)
  }

  @Test(
    "Only what is remembered takes memory",
    arguments: [
      (Optimizer.sgd(), 0), (.sgd(momentum: 0.9), 1), (.sgd(momentum: 0.9, nesterov: true), 1),
      (.adam(), 2), (.adamw(), 2), (.levenbergMarquardt(), 1),
    ])
  func momentCount(optimizer: Optimizer, count: Int) {
    #expect(optimizer.momentCount == count)
  }

  @Test(
    "Setting the weight decay leaves the rest",
    arguments: [
      Optimizer.sgd(momentum: 0.5, nesterov: true), .adam(beta1: 0.1, beta2: 0.2, epsilon: 0.3),
      .adamw(beta1: 0.1, beta2: 0.2, epsilon: 0.3),
    ])
  func weightDecay(optimizer: Optimizer) {
    var changed = optimizer
    changed.weightDecay = 0.25
    #expect(changed.weightDecay == 0.25)
    #expect(changed != optimizer)
    changed.weightDecay = optimizer.weightDecay
    #expect(changed == optimizer)
  }

  @Test("SGD's rule carries every number")
  func sgdRule() throws {
    let optimizer = Optimizer.sgd(momentum: 0.9, nesterov: true, weightDecay: 0.0005)
    guard
      case .sgd(let rate, let momentum, let nesterov, let decay) = optimizer.rule(
        learningRate: 0.01, step: 7)
    else {
      Issue.record("another rule")
      return
    }
    #expect(rate == 0.01 && momentum == 0.9 && nesterov && decay == 0.0005)
  }

  @Test(
    "Adam's rule adds its decay to the gradient, AdamW's does not",
    arguments: [
      (Optimizer.adam(beta1: 0.8, beta2: 0.9, epsilon: 1e-7, weightDecay: 0.1), false),
      (.adamw(beta1: 0.8, beta2: 0.9, epsilon: 1e-7, weightDecay: 0.1), true),
    ])
  func adamRules(optimizer: Optimizer, isDecoupled: Bool) throws {
    guard
      case .adam(let rate, let beta1, let beta2, let epsilon, let decay, let decoupled, let step) =
        optimizer.rule(learningRate: 0.01, step: 7)
    else {
      Issue.record("another rule")
      return
    }
    #expect(rate == 0.01 && beta1 == 0.8 && beta2 == 0.9 && epsilon == 1e-7 && decay == 0.1)
    #expect(decoupled == isDecoupled)
    #expect(step == 7)
  }

  @Test("Descriptions name what differs from zero")
  func descriptions() {
    #expect("\(Optimizer.sgd())" == "sgd")
    #expect("\(Optimizer.sgd(momentum: 0.9, nesterov: true))" == "sgd, Nesterov momentum 0.9")
    #expect(
      "\(Optimizer.adamw())" == "adamw, betas 0.9 and 0.999, epsilon 1e-08, weight decay 0.01")
  }
}
