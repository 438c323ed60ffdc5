import KernelTypes
import LeNetKernels
import Testing

struct ConvolutionCase: CustomTestStringConvertible, Sendable {
  let geometry: ConvolutionGeometry

  var testDescription: String {
    let g = geometry
    return """
      \(g.sources)x\(g.inputRows)x\(g.inputColumns) to \(g.maps) maps, kernel \
      \(g.kernelRows)x\(g.kernelColumns), stride \(g.stride)
      """
  }

  init(
    _ sources: Int, _ rows: Int, _ columns: Int, maps: Int, kernel: Int, stride: Int = 1
  ) {
    geometry = ConvolutionGeometry(
      sources: sources, inputRows: rows, inputColumns: columns, kernelRows: kernel,
      kernelColumns: kernel, stride: stride, maps: maps)
  }

  /// The networks' own sizes, then every register tile with one column or map too few and too many.
  static let all: [ConvolutionCase] =
    [
      ConvolutionCase(1, 32, 32, maps: 6, kernel: 5),
      ConvolutionCase(6, 14, 14, maps: 16, kernel: 5),
      ConvolutionCase(20, 12, 12, maps: 50, kernel: 5),
      ConvolutionCase(3, 9, 11, maps: 4, kernel: 3, stride: 2),
      ConvolutionCase(2, 9, 8, maps: 3, kernel: 5, stride: 3),
      ConvolutionCase(1, 1, 1, maps: 1, kernel: 1),
      ConvolutionCase(2, 6, 7, maps: 2, kernel: 6),
      ConvolutionCase(3, 5, 5, maps: 5, kernel: 5),
    ]
    // Tiles of four columns, whole and cut, for the kernels that transform rows.
    + (4...9).flatMap { columns in
      [
        ConvolutionCase(4, 5, columns + 4, maps: 4, kernel: 5),
        ConvolutionCase(5, 9, columns + 4, maps: 9, kernel: 5),
      ]
    }
    + [1, 2, 3, 4, 5, 6, 7, 9].flatMap { maps in
      [1, 3, 4, 5, 6, 8, 11].map { columns in
        ConvolutionCase(maps % 4 + 1, 6, columns + 4, maps: maps, kernel: 5)
      }
    }
    + [1, 2, 4, 7].map { ConvolutionCase(3, 7, 9, maps: 3, kernel: $0) }
}

@Suite("Convolution kernels agree with plain loops")
struct ConvolutionTests {
  @Test("in Float", arguments: ConvolutionCase.all, KernelChoice.available)
  func float(_ example: ConvolutionCase, _ choice: KernelChoice) {
    check(example, choice.kernels(of: Float.self), tolerance: 0x1p-22)
  }

  @Test("in Double", arguments: ConvolutionCase.all, KernelChoice.available)
  func double(_ example: ConvolutionCase, _ choice: KernelChoice) {
    check(example, choice.kernels(of: Double.self), tolerance: 0x1p-51)
  }

  /// The tolerance is that of one rounding, times the length of the sums; kernels of five columns may
  /// be computed by Winograd's transformations, whose terms are up to four times as large.
  private func check<Scalar: ComputedScalar>(
    _ example: ConvolutionCase, _ kernels: any KernelSet<Scalar>.Type, tolerance: Double
  ) {
    let g = example.geometry
    let isTransformed = g.kernelColumns == 5 && g.stride == 1 && min(g.sources, g.maps) >= 4
    let tolerance = isTransformed ? 4 * tolerance : tolerance
    let lanes = kernels.lanes
    let seed: UInt64 = 11
    let inputCount = g.sources * g.inputRows * g.inputColumns
    let outputCount = g.maps * g.rows * g.columns
    let kernelSize = g.kernelRows * g.kernelColumns
    let input = LaneArray<Scalar>(random: inputCount, lanes: lanes, seed: seed, index: 0)
    let weights = LaneArray<Scalar>(
      random: g.maps * g.sources * kernelSize, lanes: 1, seed: seed, index: 1)
    let bias = LaneArray<Scalar>(random: g.maps, lanes: 1, seed: seed, index: 2)
    let slopes = LaneArray<Scalar>(random: outputCount, lanes: lanes, seed: seed, index: 3)
    let output = LaneArray<Scalar>(outputCount, lanes: lanes)
    let weightGradient = LaneArray<Scalar>(random: weights.count, lanes: 1, seed: seed, index: 4)
    let biasGradient = LaneArray<Scalar>(random: g.maps, lanes: 1, seed: seed, index: 5)
    let inputGradient = LaneArray<Scalar>(random: inputCount, lanes: lanes, seed: seed, index: 6)

    var sums = [Double](repeating: 0, count: outputCount * lanes)
    var weightSums = (0..<weights.count).map { weightGradient[$0, 0] }
    var biasSums = (0..<g.maps).map { biasGradient[$0, 0] }
    var inputSums = [Double](repeating: 0, count: inputCount * lanes)
    for map in 0..<g.maps {
      for row in 0..<g.rows {
        for column in 0..<g.columns {
          let place = (map * g.rows + row) * g.columns + column
          for lane in 0..<lanes {
            var sum = bias[map, 0]
            biasSums[map] += slopes[place, lane]
            for source in 0..<g.sources {
              for kernelRow in 0..<g.kernelRows {
                for tap in 0..<g.kernelColumns {
                  let from =
                    (source * g.inputRows + row * g.stride + kernelRow) * g.inputColumns
                    + column * g.stride + tap
                  let weight =
                    ((map * g.sources + source) * g.kernelRows + kernelRow) * g.kernelColumns
                    + tap
                  sum += input[from, lane] * weights[weight, 0]
                  weightSums[weight] += input[from, lane] * slopes[place, lane]
                  inputSums[from * lanes + lane] += weights[weight, 0] * slopes[place, lane]
                }
              }
            }
            sums[place * lanes + lane] = max(sum, 0.25)
          }
        }
      }
    }
    // Whatever lies there.
    let scratch = LaneArray<Scalar>(
      random: kernels.convolutionScratch(g), lanes: 1, seed: seed, index: 7)
    kernels.convolutionPrepare(g, weights: weights.base, scratch: scratch.base)
    kernels.convolutionForward(
      g, input: input.base, weights: weights.base, bias: bias.base, floor: 0.25,
      output: output.base, scratch: scratch.base)
    kernels.convolutionWeightGradient(
      g, input: input.base, outputGradient: slopes.base, weightGradient: weightGradient.base,
      biasGradient: biasGradient.base, scratch: scratch.base)
    kernels.convolutionInputGradient(
      g, outputGradient: slopes.base, weights: weights.base, inputGradient: inputGradient.base,
      scratch: scratch.base)
    #expect(scratch.isRoomUntouched)
    let length = Double(g.sources * kernelSize)
    let positions = Double(g.rows * g.columns * lanes)
    #expect(output.distance(to: sums) <= tolerance * length, "forward, seed \(seed)")
    #expect(
      weightGradient.distance(to: weightSums) <= tolerance * positions, "weights, seed \(seed)")
    #expect(biasGradient.distance(to: biasSums) <= tolerance * positions, "bias, seed \(seed)")
    #expect(
      inputGradient.distance(to: inputSums) <= tolerance * Double(g.maps * kernelSize),
      "input, seed \(seed)")
  }
}
