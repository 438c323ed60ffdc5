import KernelTypes
import LeNetKernels
import Testing

@Suite("Full connection kernels agree with plain loops")
struct FullyConnectedTests {
  /// One less, as many and one more than the tiles of 12 and 4 and the registers of 16 hold.
  static let sizes = [
    (400, 120), (120, 84), (84, 10), (1, 1), (3, 4), (15, 5), (16, 11), (17, 12), (31, 13), (64, 3),
    (65, 16), (129, 25),
  ]

  @Test("in Float", arguments: sizes, KernelChoice.available)
  func float(_ size: (inputs: Int, units: Int), _ choice: KernelChoice) {
    check(size.inputs, size.units, choice.kernels(of: Float.self), tolerance: 0x1p-22)
  }

  @Test("in Double", arguments: sizes, KernelChoice.available)
  func double(_ size: (inputs: Int, units: Int), _ choice: KernelChoice) {
    check(size.inputs, size.units, choice.kernels(of: Double.self), tolerance: 0x1p-51)
  }

  private func check<Scalar: ComputedScalar>(
    _ inputs: Int, _ units: Int, _ kernels: any KernelSet<Scalar>.Type, tolerance: Double
  ) {
    let lanes = kernels.lanes
    let seed: UInt64 = 12
    let input = LaneArray<Scalar>(random: inputs, lanes: lanes, seed: seed, index: 0)
    let weights = LaneArray<Scalar>(random: inputs * units, lanes: 1, seed: seed, index: 1)
    let bias = LaneArray<Scalar>(random: units, lanes: 1, seed: seed, index: 2)
    let slopes = LaneArray<Scalar>(random: units, lanes: lanes, seed: seed, index: 3)
    let output = LaneArray<Scalar>(units, lanes: lanes)
    let weightGradient = LaneArray<Scalar>(random: inputs * units, lanes: 1, seed: seed, index: 4)
    let biasGradient = LaneArray<Scalar>(random: units, lanes: 1, seed: seed, index: 5)
    let inputGradient = LaneArray<Scalar>(random: inputs, lanes: lanes, seed: seed, index: 6)
    let scratch = LaneArray<Scalar>(inputs + lanes, lanes: lanes)

    var sums = [Double](repeating: 0, count: units * lanes)
    var weightSums = (0..<inputs * units).map { weightGradient[$0, 0] }
    var biasSums = (0..<units).map { biasGradient[$0, 0] }
    var inputSums = [Double](repeating: 0, count: inputs * lanes)
    for unit in 0..<units {
      for lane in 0..<lanes {
        var sum = bias[unit, 0]
        biasSums[unit] += slopes[unit, lane]
        for i in 0..<inputs {
          sum += input[i, lane] * weights[unit * inputs + i, 0]
          weightSums[unit * inputs + i] += input[i, lane] * slopes[unit, lane]
          inputSums[i * lanes + lane] += weights[unit * inputs + i, 0] * slopes[unit, lane]
        }
        sums[unit * lanes + lane] = max(sum, -0.5)
      }
    }
    kernels.fullyConnectedForward(
      inputs: inputs, units: units, input: input.base, weights: weights.base, bias: bias.base,
      floor: -0.5, output: output.base)
    let overwritten = LaneArray<Scalar>(random: inputs * units, lanes: 1, seed: seed, index: 7)
    let overwrittenBias = LaneArray<Scalar>(random: units, lanes: 1, seed: seed, index: 8)
    let gradients = (0..<inputs * units).map { weightSums[$0] - weightGradient[$0, 0] }
    let biasGradients = (0..<units).map { biasSums[$0] - biasGradient[$0, 0] }
    kernels.fullyConnectedTranspose(inputs: inputs, input: input.base, into: scratch.base)
    kernels.fullyConnectedWeightGradient(
      inputs: inputs, units: units, adds: false, input: input.base, transposed: scratch.base,
      outputGradient: slopes.base,
      weightGradient: overwritten.base, biasGradient: overwrittenBias.base)
    #expect(overwritten.distance(to: gradients) <= tolerance * Double(lanes + 1), "seed \(seed)")
    #expect(
      overwrittenBias.distance(to: biasGradients) <= tolerance * Double(lanes + 1), "seed \(seed)")
    kernels.fullyConnectedWeightGradient(
      inputs: inputs, units: units, adds: true, input: input.base, transposed: scratch.base,
      outputGradient: slopes.base,
      weightGradient: weightGradient.base, biasGradient: biasGradient.base)
    for range in [0..<inputs / 3, inputs / 3..<inputs] {
      kernels.fullyConnectedInputGradient(
        inputs: inputs, units: units, range: range, outputGradient: slopes.base,
        weights: weights.base, inputGradient: inputGradient.base)
    }
    #expect(output.distance(to: sums) <= tolerance * Double(inputs + 1), "seed \(seed)")
    #expect(
      weightGradient.distance(to: weightSums) <= tolerance * Double(lanes + 1), "seed \(seed)")
    #expect(biasGradient.distance(to: biasSums) <= tolerance * Double(lanes + 1), "seed \(seed)")
    #expect(inputGradient.distance(to: inputSums) <= tolerance * Double(units), "seed \(seed)")
  }
}
