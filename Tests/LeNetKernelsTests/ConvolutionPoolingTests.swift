import KernelTypes
import LeNetKernels
import Testing

@Suite("A convolution pooled on the way is the same as one pooled behind")
struct ConvolutionPoolingTests {
  private static let examples = ConvolutionCase.all.filter {
    min($0.geometry.rows, $0.geometry.columns) > 1
  }

  @Test("in Float", arguments: examples, KernelChoice.available)
  func float(_ example: ConvolutionCase, _ choice: KernelChoice) {
    check(example, choice.kernels(of: Float.self))
  }

  @Test("in Double", arguments: examples, KernelChoice.available)
  func double(_ example: ConvolutionCase, _ choice: KernelChoice) {
    check(example, choice.kernels(of: Double.self))
  }

  @Test("a number that is none spreads to the same windows", arguments: KernelChoice.available)
  func notANumber(_ choice: KernelChoice) {
    let example = ConvolutionCase(6, 14, 14, maps: 16, kernel: 5)
    check(example, choice.kernels(of: Float.self), nan: 3 * 14 + 5)
  }

  private func check<Scalar: ComputedScalar>(
    _ example: ConvolutionCase, _ kernels: any KernelSet<Scalar>.Type, nan: Int? = nil
  ) {
    let g = example.geometry
    let lanes = kernels.lanes
    let seed: UInt64 = 17
    let input = LaneArray<Scalar>(
      random: g.sources * g.inputRows * g.inputColumns, lanes: lanes, seed: seed, index: 0)
    if let nan { input[nan, 0] = .nan }
    let taps = g.sources * g.kernelRows * g.kernelColumns
    let weights = LaneArray<Scalar>(random: g.maps * taps, lanes: 1, seed: seed, index: 1)
    let bias = LaneArray<Scalar>(random: g.maps, lanes: 1, seed: seed, index: 2)
    let scratch = LaneArray<Scalar>(kernels.convolutionScratch(g), lanes: 1)
    kernels.convolutionPrepare(g, weights: weights.base, scratch: scratch.base)

    let output = LaneArray<Scalar>(g.maps * g.rows * g.columns, lanes: lanes)
    kernels.convolutionForward(
      g, input: input.base, weights: weights.base, bias: bias.base, floor: 0, output: output.base,
      scratch: scratch.base)
    // All windows that fit, and a single one, as a large stride gives.
    for (rows, columns) in [(g.rows / 2, g.columns / 2), (1, 1)] {
      func windows(_ count: Int) -> [Range<Int>] { (0..<count).map { 2 * $0..<2 * $0 + 2 } }
      let bounds = WindowTable(windows(rows), windows(columns))
      let pooling = PoolingGeometry(
        maps: g.maps, inputRows: g.rows, inputColumns: g.columns, rows: rows, columns: columns,
        bounds: bounds.base, isTwoByTwo: true)
      let expected = LaneArray<Scalar>(g.maps * rows * columns, lanes: lanes)
      kernels.maxPoolingForward(pooling, input: output.base, output: expected.base)
      for keepsOutput in [false, true] {
        let kept = LaneArray<Scalar>(g.maps * g.rows * g.columns, lanes: lanes)
        let pooled = LaneArray<Scalar>(g.maps * rows * columns, lanes: lanes)
        kernels.convolutionMaxPoolingForward(
          g, pooling, input: input.base, weights: weights.base, bias: bias.base, floor: 0,
          keepsOutput: keepsOutput, output: kept.base, pooled: pooled.base, scratch: scratch.base)
        #expect(pooled.holdsTheSame(as: expected), "\(rows)x\(columns), kept: \(keepsOutput)")
        #expect(!keepsOutput || kept.holdsTheSame(as: output), "the output")
      }
    }
  }
}

extension LaneArray {
  /// Whether all numbers are equal, none counting as equal to none.
  fileprivate func holdsTheSame(as other: LaneArray) -> Bool {
    (0..<count * lanes).allSatisfy {
      base[$0] == other.base[$0] || (base[$0].isNaN && other.base[$0].isNaN)
    }
  }
}
