import Foundation
import KernelTypes
import LeNetKernels
import Testing

@Suite("Activations, loss and optimizer kernels agree with the C library in Double")
struct ElementaryKernelTests {
  /// Small numbers, where differences of near equals lose digits, and numbers beyond every limit.
  static let arguments: [Double] =
    [-1000, -100, -88, -20, 20, 88, 100, 1000, 0, 1e-6, -1e-6, 1e-3]
    + (0..<500).map { Double($0 - 250) / 31 }

  static func exact(_ activation: ElementwiseActivation, _ x: Double) -> Double {
    switch activation {
    case .relu: max(x, 0)
    case .sigmoid: 1 / (1 + Foundation.exp(-x))
    case .tanh: Foundation.tanh(x)
    case .scaledTanh: 1.7159 * Foundation.tanh(2 * x / 3)
    }
  }

  @Test("activations, in Float", arguments: ElementwiseActivation.allCases, KernelChoice.available)
  func float(_ activation: ElementwiseActivation, _ choice: KernelChoice) {
    check(activation, choice.kernels(of: Float.self), tolerance: 4 * 0x1p-23)
  }

  @Test("activations, in Double", arguments: ElementwiseActivation.allCases, KernelChoice.available)
  func double(_ activation: ElementwiseActivation, _ choice: KernelChoice) {
    check(activation, choice.kernels(of: Double.self), tolerance: 4 * 0x1p-52)
  }

  /// Relative to the value, so that small arguments count too; sigmoid's far left, where the result
  /// leaves the normal numbers, absolutely.
  private func check<Scalar: ComputedScalar>(
    _ activation: ElementwiseActivation, _ kernels: any KernelSet<Scalar>.Type, tolerance: Double
  ) {
    let lanes = kernels.lanes
    for start in stride(from: 0, to: Self.arguments.count, by: lanes) {
      let values = LaneArray<Scalar>(1, lanes: lanes)
      let inputs = (0..<lanes).map { Self.arguments[(start + $0) % Self.arguments.count] }
      for lane in 0..<lanes { values[0, lane] = inputs[lane] }
      let rounded = (0..<lanes).map { values[0, $0] }
      kernels.activate(activation, values.base, count: 1)
      for lane in 0..<lanes {
        let expected = Self.exact(activation, rounded[lane])
        let error = (values[0, lane] - expected).magnitude
        #expect(
          error <= max(tolerance * expected.magnitude, 1e-37),
          "\(activation)(\(rounded[lane])) is \(values[0, lane]), expected \(expected)")
      }
    }
  }

  @Test(
    "slopes follow from outputs", arguments: ElementwiseActivation.allCases, KernelChoice.available)
  func slopes(_ activation: ElementwiseActivation, _ choice: KernelChoice) {
    let kernels = choice.kernels(of: Double.self)
    for x in [-2.0, -0.3, 0.1, 1.7] {
      let h = 1e-5
      let expected = (Self.exact(activation, x + h) - Self.exact(activation, x - h)) / (2 * h)
      let outputs = LaneArray<Double>(1, lanes: kernels.lanes)
      let gradients = LaneArray<Double>(1, lanes: kernels.lanes)
      for lane in 0..<kernels.lanes {
        outputs[0, lane] = Self.exact(activation, x)
        gradients[0, lane] = 2
      }
      kernels.multiplyBySlope(
        activation, outputs: outputs.base, gradients: gradients.base, count: 1)
      #expect((gradients[0, 0] - 2 * expected).magnitude < 1e-9, "\(activation) at \(x)")
    }
  }

  @Test("softmax survives logits of any size", arguments: KernelChoice.available)
  func softmax(_ choice: KernelChoice) {
    let kernels = choice.kernels(of: Float.self)
    let lanes = kernels.lanes
    let logits = LaneArray<Float>(3, lanes: lanes)
    let probabilities = LaneArray<Float>(3, lanes: lanes)
    let sums = LaneArray<Float>(1, lanes: lanes)
    let maxima = LaneArray<Float>(1, lanes: lanes)
    for hugeLane in [0, lanes] {
      for lane in 0..<lanes {
        logits[0, lane] = lane == hugeLane ? 1e30 : 1
        logits[1, lane] = lane == hugeLane ? -1e30 : 2
        logits[2, lane] = lane == hugeLane ? 1e30 : 3
      }
      kernels.softmax(
        logits: logits.base, classes: 3, probabilities: probabilities.base, sums: sums.base,
        maxima: maxima.base)
      for lane in 0..<lanes {
        if lane == hugeLane {
          #expect((probabilities[0, lane] - 0.5).magnitude < 1e-6)
          #expect(probabilities[1, lane] < 1e-30)
        } else {
          let total = Foundation.exp(-2.0) + Foundation.exp(-1.0) + 1
          #expect((probabilities[2, lane] - 1 / total).magnitude < 1e-6)
          #expect((sums[0, lane] - total).magnitude < 1e-6)
          #expect(maxima[0, lane] == 3)
        }
      }
    }
  }

  @Test("slices are added in order into the first", arguments: KernelChoice.available)
  func slices(_ choice: KernelChoice) {
    let kernels = choice.kernels(of: Float.self)
    let values = LaneArray<Float>(random: 5 * 48, lanes: 1, seed: 13, index: 0)
    let expected = (0..<48).map { i in
      (1..<5).reduce(Float(values[i, 0])) { $0 + Float(values[$1 * 48 + i, 0]) }
    }
    let untouched = values[47, 0]
    kernels.addSlices(values.base, count: 5, stride: 48, range: 0..<32)
    for i in 0..<32 { #expect(Float(values[i, 0]) == expected[i]) }
    #expect(values[47, 0] == untouched)
  }
}
