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
    parameterVersion += 1
    eachRange { range, isSliced in
      if slices > 1 && isSliced {
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
    eachRange { range, isSliced in
      guard isSliced else { return }
      kernels.addSlices(
        sliceGradients.base, count: slices, stride: layout.trainableExtent, range: range)
    }
  }

  /// Ranges of the trainable parameters, and whether every slice has its own gradient of them.
  private func eachRange(_ body: (_ range: Range<Int>, _ isSliced: Bool) -> Void) {
    pool.run(pieces: updatePieces.count) { piece, _ in
      body(updatePieces[piece].range, updatePieces[piece].isSliced)
    }
  }

  /// Cuts the trainable parameters at the ends of those whose gradient is the whole batch's, and
  /// between.
  ///
  /// Slices are added in pieces that fit the first-level cache. One image has a single slice, and all
  /// of its step on one processor: parameters that another one moves have to come back from there,
  /// which costs more than moving 65,536 of them.
  static func updatePieces(
    _ layout: NetworkLayout, _ plan: Plan<Scalar>
  ) -> [(range: Range<Int>, isSliced: Bool)] {
    let length = plan.lanes == 1 ? 1 << 16 : 2048
    var pieces: [(range: Range<Int>, isSliced: Bool)] = []
    func cut(_ range: Range<Int>, isSliced: Bool) {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: length) {
        pieces.append((start..<min(start + length, range.upperBound), isSliced))
      }
    }
    var end = 0
    for whole in plan.wholeBatchParameters.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      // Tensors begin at whole registers, and what lies between them is zero.
      let alignment = NetworkLayout.alignment
      let aligned =
        whole.lowerBound..<(whole.upperBound + alignment - 1) / alignment * alignment
      cut(end..<aligned.lowerBound, isSliced: true)
      cut(aligned, isSliced: false)
      end = aligned.upperBound
    }
    cut(end..<layout.trainableExtent, isSliced: true)
    return pieces
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
