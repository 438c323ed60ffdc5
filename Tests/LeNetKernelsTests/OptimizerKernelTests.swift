import KernelTypes
import LeNetKernels
import Testing

@Suite("Optimizer kernels agree with plain arithmetic in Double")
struct OptimizerKernelTests {
  /// Weight, what is remembered, gradient: 48 numbers each.
  private static func numbers(_ index: UInt32) -> LaneArray<Float> {
    LaneArray<Float>(random: 48, lanes: 1, seed: 21, index: index)
  }

  @Test(
    "Adam, and AdamW, within two roundings of a weight", arguments: [false, true],
    InstructionSet.available)
  func adam(decoupled: Bool, _ set: InstructionSet) {
    let (weights, means, squares, gradient) = (
      Self.numbers(0), Self.numbers(1), Self.numbers(2), Self.numbers(3)
    )
    for i in 0..<48 { squares[i, 0] = squares[i, 0].magnitude }
    let (beta1, beta2, rate, decay, epsilon) = (0.9, 0.999, 0.01, 0.1, 1e-8)
    let correction = 0.25
    let expected = (0..<48).map { i in
      let g = gradient[i, 0] + (decoupled ? 0 : decay * weights[i, 0])
      let m = beta1 * means[i, 0] + (1 - beta1) * g
      let s = beta2 * squares[i, 0] + (1 - beta2) * g * g
      let kept = decoupled ? 1 - rate * decay : 1
      return (
        weight: kept * weights[i, 0] - rate * m / (s.squareRoot() / correction + epsilon),
        mean: m, square: s
      )
    }
    Float.kernels(for: set).stepAdam(
      AdamStep(
        rate: Float(rate), rootFactor: Float(1 / correction), meanShare: Float(1 - beta1),
        squareKept: Float(beta2), squareShare: Float(1 - beta2), epsilon: Float(epsilon),
        decay: decoupled ? 0 : Float(decay),
        weightKept: decoupled ? Float(1 - rate * decay) : 1),
      parameters: weights.base, mean: means.base, square: squares.base,
      gradient: gradient.base, range: 0..<48)
    for (i, wanted) in expected.enumerated() {
      #expect((weights[i, 0] - wanted.weight).magnitude <= 0x1p-22, "seed 21, number \(i)")
      #expect((means[i, 0] - wanted.mean).magnitude <= 0x1p-23, "seed 21, number \(i)")
      #expect((squares[i, 0] - wanted.square).magnitude <= 0x1p-23, "seed 21, number \(i)")
    }
  }

  @Test(
    "descent with and without momentum, decay and Nesterov",
    arguments: [(0.0, false), (0.9, false), (0.9, true)], InstructionSet.available)
  func descent(_ form: (momentum: Double, nesterov: Bool), _ set: InstructionSet) {
    let (weights, velocity, gradient) = (Self.numbers(4), Self.numbers(5), Self.numbers(6))
    let (rate, decay) = (0.1, 0.01)
    let expected = (0..<48).map { i in
      let g = gradient[i, 0] + decay * weights[i, 0]
      let v = form.momentum * velocity[i, 0] + g
      let direction = form.momentum == 0 ? g : form.nesterov ? g + form.momentum * v : v
      return weights[i, 0] - rate * direction
    }
    let untouched = (weights[47, 0], velocity[47, 0])
    Float.kernels(for: set).stepSGD(
      SGDStep(
        rate: Float(rate), momentum: Float(form.momentum), decay: Float(decay),
        nesterov: form.nesterov),
      parameters: weights.base, velocity: form.momentum == 0 ? nil : velocity.base,
      gradient: gradient.base, range: 0..<32)
    for i in 0..<32 {
      #expect((weights[i, 0] - expected[i]).magnitude <= 0x1p-22, "seed 21, number \(i)")
    }
    #expect(untouched == (weights[47, 0], velocity[47, 0]), "beyond the range")
  }
}
