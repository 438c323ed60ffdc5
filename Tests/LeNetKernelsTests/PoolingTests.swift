import KernelTypes
import LeNetKernels
import Testing

struct PoolingCase: CustomTestStringConvertible, Sendable {
  let name: String
  let input: (rows: Int, columns: Int)
  let rows: [Range<Int>]
  let columns: [Range<Int>]

  var testDescription: String { name }

  static let all: [PoolingCase] = [
    PoolingCase(
      name: "2x2", input: (6, 4), rows: [0..<2, 2..<4, 4..<6], columns: [0..<2, 2..<4]),
    PoolingCase(
      name: "2x2 with a row and a column left over", input: (5, 7), rows: [0..<2, 2..<4],
      columns: [0..<2, 2..<4, 4..<6]),
    PoolingCase(
      name: "overlapping", input: (4, 5), rows: [0..<3, 1..<4], columns: [0..<3, 2..<5]),
    PoolingCase(name: "gaps", input: (7, 7), rows: [0..<2, 4..<6], columns: [0..<1, 3..<4]),
    PoolingCase(
      name: "more bins than rows", input: (2, 3), rows: [0..<1, 0..<1, 1..<2, 1..<2],
      columns: [0..<2, 1..<3]),
    PoolingCase(name: "the whole map", input: (3, 5), rows: [0..<3], columns: [0..<5]),
  ]
}

@Suite("Pooling kernels agree with plain loops")
struct PoolingTests {
  @Test("maximum and mean, forward and back", arguments: PoolingCase.all, KernelChoice.available)
  func agree(_ example: PoolingCase, _ choice: KernelChoice) {
    let kernels = choice.kernels(of: Double.self)
    let lanes = kernels.lanes
    let maps = 3
    let size = example.input.rows * example.input.columns
    let outputSize = example.rows.count * example.columns.count
    let input = LaneArray<Double>(random: maps * size, lanes: lanes, seed: 31, index: 0)
    // A tie in every window that holds the first two numbers: the first takes it all.
    for lane in 0..<lanes {
      input[0, lane] = 2
      input[1, lane] = 2
    }
    let slopes = LaneArray<Double>(random: maps * outputSize, lanes: lanes, seed: 31, index: 1)
    let bounds = WindowTable(example.rows, example.columns)
    let isTwoByTwo = example.name.hasPrefix("2x2")
    let geometry = PoolingGeometry(
      maps: maps, inputRows: example.input.rows, inputColumns: example.input.columns,
      rows: example.rows.count, columns: example.columns.count, bounds: bounds.base,
      isTwoByTwo: isTwoByTwo)

    var maxima = [Double](repeating: 0, count: maps * outputSize * lanes)
    var means = maxima
    var maximumGradient = [Double](repeating: 0, count: maps * size * lanes)
    var flooredGradient = maximumGradient
    var meanGradient = maximumGradient
    let floor = 0.6
    for map in 0..<maps {
      for (row, rows) in example.rows.enumerated() {
        for (column, columns) in example.columns.enumerated() {
          let place = map * outputSize + row * example.columns.count + column
          let window = rows.flatMap { r in
            columns.map { map * size + r * example.input.columns + $0 }
          }
          for lane in 0..<lanes {
            let values = window.map { input[$0, lane] }
            let maximum = values.reduce(-.infinity, max)
            maxima[place * lanes + lane] = maximum
            means[place * lanes + lane] = values.reduce(0, +) / Double(values.count)
            if let winner = window.first(where: { input[$0, lane] == maximum }) {
              maximumGradient[winner * lanes + lane] += slopes[place, lane]
              if maximum > floor { flooredGradient[winner * lanes + lane] += slopes[place, lane] }
            }
            for position in window {
              meanGradient[position * lanes + lane] +=
                slopes[place, lane] / Double(values.count)
            }
          }
        }
      }
    }
    let output = LaneArray<Double>(maps * outputSize, lanes: lanes)
    // Not zero at first: input gradients are overwritten.
    let gradient = LaneArray<Double>(random: maps * size, lanes: lanes, seed: 31, index: 2)
    kernels.maxPoolingForward(geometry, input: input.base, output: output.base)
    #expect(output.distance(to: maxima) == 0, "seed 31")
    for (floor, expected) in [(-.infinity, maximumGradient), (floor, flooredGradient)] {
      kernels.maxPoolingBackward(
        geometry, floor: floor, input: input.base, outputGradient: slopes.base,
        inputGradient: gradient.base)
      #expect(gradient.distance(to: expected) < 1e-14, "floor \(floor), seed 31")
    }
    kernels.averagePoolingForward(geometry, input: input.base, output: output.base)
    #expect(output.distance(to: means) < 1e-14, "seed 31")
    kernels.averagePoolingBackward(
      geometry, outputGradient: slopes.base, inputGradient: gradient.base)
    #expect(gradient.distance(to: meanGradient) < 1e-14, "seed 31")
  }

  @Test("a maximum is NaN where a number is", arguments: [true, false], KernelChoice.available)
  func notNumbers(isTwoByTwo: Bool, _ choice: KernelChoice) {
    let kernels = choice.kernels(of: Float.self)
    let bounds = WindowTable([0..<2], [0..<2])
    let geometry = PoolingGeometry(
      maps: 1, inputRows: 2, inputColumns: 2, rows: 1, columns: 1, bounds: bounds.base,
      isTwoByTwo: isTwoByTwo)
    for position in 0..<4 {
      let input = LaneArray<Float>(random: 4, lanes: kernels.lanes, seed: 32, index: 0)
      input[position, 0] = .nan
      let output = LaneArray<Float>(1, lanes: kernels.lanes)
      kernels.maxPoolingForward(geometry, input: input.base, output: output.base)
      #expect(output[0, 0].isNaN, "position \(position)")
      if kernels.lanes > 1 { #expect(!output[0, 1].isNaN) }
    }
  }
}

/// The bounds of windows as kernels take them.
final class WindowTable {
  let base: UnsafeMutablePointer<Int32>

  init(_ rows: [Range<Int>], _ columns: [Range<Int>]) {
    let bounds =
      rows.map(\.lowerBound) + rows.map(\.upperBound) + columns.map(\.lowerBound)
      + columns.map(\.upperBound)
    base = .allocate(capacity: bounds.count)
    for (i, bound) in bounds.enumerated() { base[i] = Int32(bound) }
  }

  deinit { base.deallocate() }
}
