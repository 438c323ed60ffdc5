import KernelTypes
import LeNetElementary
import LeNetKernels
import LeNetModel

extension CPUEngine {
  package func update(_ rule: UpdateRule) {
    let slices = unaddedSlices
    unaddedSlices = 0
    parameterVersion += 1
    eachPiece { piece in
      guard piece.factor != 0 else { return }
      if slices > 1 && piece.isSliced {
        kernels.addSlices(
          sliceGradients.base, count: slices, stride: layout.trainableExtent, range: piece.range)
      }
      step(piece.factor == 1 ? rule : rule.times(piece.factor), piece.range)
    }
  }

  /// Makes the first slice's gradient the sum of all.
  func addSlices() {
    let slices = unaddedSlices
    unaddedSlices = 0
    guard slices > 1 else { return }
    eachPiece { piece in
      guard piece.isSliced else { return }
      kernels.addSlices(
        sliceGradients.base, count: slices, stride: layout.trainableExtent, range: piece.range)
    }
  }

  private func eachPiece(_ body: (UpdatePiece) -> Void) {
    pool.run(pieces: updatePieces.count) { piece, _ in body(updatePieces[piece]) }
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
    case .scaled(let learningRate):
      precondition(momentArenas.count == 1, "rates need an engine with 1 moment")
      kernels.stepScaled(
        rate: Scalar(learningRate), factors: momentArenas[0].base,
        parameters: parameterArena.base, gradient: sliceGradients.base, range: range)
    case .adam(
      let learningRate, let beta1, let beta2, let epsilon, let weightDecay, let decoupled,
      let step):
      precondition(momentArenas.count == 2, "Adam needs an engine with 2 moments")
      kernels.stepAdam(
        AdamStep(
          learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
          weightDecay: weightDecay, decoupled: decoupled, step: step),
        parameters: parameterArena.base, mean: momentArenas[0].base,
        square: momentArenas[1].base, gradient: sliceGradients.base, range: range)
    }
  }
}
