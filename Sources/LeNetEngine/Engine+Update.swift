import KernelTypes
import LeNetElementary
import LeNetKernels
import LeNetModel

extension Engine {
  /// Moves the parameters along the last gradient.
  ///
  /// Traps where the rule keeps more moments than the engine was made with.
  public func update(_ rule: UpdateRule) {
    let slices = unaddedSlices
    unaddedSlices = 0
    eachRange { range in
      if slices > 1 {
        kernels.addSlices(
          sliceGradients.base, count: slices, stride: layout.trainableExtent, range: range)
      }
      step(rule, range)
    }
  }

  /// Makes the first slice's gradient the sum of all.
  func addSlices() {
    let slices = unaddedSlices
    unaddedSlices = 0
    guard slices > 1 else { return }
    eachRange { range in
      kernels.addSlices(
        sliceGradients.base, count: slices, stride: layout.trainableExtent, range: range)
    }
  }

  /// Ranges of the trainable parameters that fit the first-level cache.
  private func eachRange(_ body: (Range<Int>) -> Void) {
    let size = 2048
    let count = layout.trainableExtent
    pool.run(pieces: (count + size - 1) / size) { piece, _ in
      body(piece * size..<min((piece + 1) * size, count))
    }
  }

  private func step(_ rule: UpdateRule, _ range: Range<Int>) {
    switch rule {
    case .sgd(let learningRate, let momentum, let nesterov, let weightDecay):
      precondition(
        momentum == 0 || momentArenas.count >= 1, "momentum needs an engine with 1 moment")
      kernels.stepSGD(
        SGDStep(
          rate: Scalar(learningRate), momentum: Scalar(momentum), decay: Scalar(weightDecay),
          nesterov: nesterov),
        parameters: parameterArena.base,
        velocity: momentum == 0 ? nil : momentArenas[0].base, gradient: sliceGradients.base,
        range: range)
    case .adam(
      let learningRate, let beta1, let beta2, let epsilon, let weightDecay, let decoupled,
      let step):
      precondition(momentArenas.count == 2, "Adam needs an engine with 2 moments")
      precondition(step >= 1, "Adam counts its steps from 1")
      let rate = learningRate / (1 - Elementary.power(beta1, step))
      let rootFactor = 1 / (1 - Elementary.power(beta2, step)).squareRoot()
      kernels.stepAdam(
        AdamStep(
          rate: Scalar(rate), rootFactor: Scalar(rootFactor), meanShare: Scalar(1 - beta1),
          squareKept: Scalar(beta2), squareShare: Scalar(1 - beta2), epsilon: Scalar(epsilon),
          decay: decoupled ? 0 : Scalar(weightDecay),
          weightKept: decoupled ? Scalar(1 - learningRate * weightDecay) : 1),
        parameters: parameterArena.base, mean: momentArenas[0].base,
        square: momentArenas[1].base, gradient: sliceGradients.base, range: range)
    }
  }
}
