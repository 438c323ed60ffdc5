import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

/// Layers whose curvature is passed back, each in the smallest network that has it, and small whole ones.
struct CurvatureCase: CustomTestStringConvertible, Sendable {
  let name: String
  let layers: KeyValuePairs<String, Layer>
  var input = Shape(1, 6, 6)
  var loss = Loss.maximumLikelihood
  var images = 3

  var testDescription: String { name }

  static let output = Layer.fullyConnected(units: 3, activation: .scaledTanh)
  static let prototypes = RadialBasis.Prototypes.coordinates([
    [1, -1, 1, -1], [1, 1, -1, -1], [-1, 1, 1, 1],
  ])

  static let all: [CurvatureCase] = [
    CurvatureCase(name: "full connection", layers: ["flatten": .flatten, "output": output]),
    CurvatureCase(
      name: "equation 9 on squashed sums, more images than a block",
      layers: ["flatten": .flatten, "output": output], loss: .discriminative(j: 1), images: 18),
    CurvatureCase(
      name: "full connections under cross-entropy",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 9, activation: .tanh),
        "output": .fullyConnected(units: 3),
      ], loss: .crossEntropy, images: 5),
    CurvatureCase(
      name: "mean squared error",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 9, activation: .sigmoid),
        "output": .fullyConnected(units: 3),
      ], loss: .meanSquaredError),
    CurvatureCase(
      name: "convolutions with padding, stride and a connection table",
      layers: [
        "C1": .convolution(maps: 3, kernel: 3, padding: 1, activation: .scaledTanh),
        "C2": .convolution(
          maps: 2, kernel: 3, stride: 2, connections: ConnectionTable(sources: [[0, 2], [1]]),
          activation: .tanh), "flatten": .flatten, "output": output,
      ], input: Shape(2, 7, 8)),
    CurvatureCase(
      name: "transformed convolution 5x5 of five and four maps",
      layers: [
        "C1": .convolution(maps: 5, kernel: 2, activation: .scaledTanh),
        "C2": .convolution(maps: 4, kernel: 5, activation: .scaledTanh), "flatten": .flatten,
        "output": output,
      ], input: Shape(1, 10, 11)),
    CurvatureCase(
      name: "convolution over its whole input",
      layers: [
        "C1": .convolution(maps: 2, kernel: 3, activation: .relu),
        "C2": .convolution(maps: 6, kernel: 4, activation: .tanh), "flatten": .flatten,
        "output": output,
      ]),
    CurvatureCase(
      name: "max and average pooling",
      layers: [
        "C1": .convolution(maps: 2, kernel: 3, activation: .tanh), "S2": .maxPooling(window: 2),
        "C3": .convolution(maps: 3, kernel: 2, activation: .tanh),
        "S4": .averagePooling(window: 3), "flatten": .flatten, "output": output,
      ], input: Shape(1, 12, 11)),
    CurvatureCase(
      name: "rectified convolution before max pooling, which applies the slope",
      layers: [
        "C1": .convolution(maps: 4, kernel: 3, activation: .relu), "S2": .maxPooling(window: 2),
        "flatten": .flatten, "output": output,
      ], input: Shape(1, 8, 8), images: 1),
    CurvatureCase(
      name: "subsampling, one map and two for each map",
      layers: [
        "C1": .convolution(maps: 2, kernel: 3, activation: .scaledTanh),
        "S2": .subsampling(window: 2, copies: 2, activation: .scaledTanh),
        "S4": .subsampling(window: 3, activation: .sigmoid), "flatten": .flatten, "output": output,
      ], input: Shape(1, 14, 15)),
    CurvatureCase(
      name: "equation 8 on fixed prototypes",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes),
      ], loss: .maximumLikelihood),
    CurvatureCase(
      name: "equation 8 on trained prototypes",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes, isTrainable: true),
      ], loss: .maximumLikelihood, images: 7),
    CurvatureCase(
      name: "equation 9 on fixed prototypes",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes),
      ], loss: .discriminative(j: 2), images: 19),
    CurvatureCase(
      name: "equation 9 on trained prototypes",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes, isTrainable: true),
      ], loss: .discriminative(j: 0.5), images: 4),
    CurvatureCase(
      name: "cross-entropy on trained prototypes",
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes, isTrainable: true),
      ], loss: .crossEntropy),
    CurvatureCase(
      name: "a small whole LeNet-5 of 1998",
      layers: [
        "C1": .convolution(maps: 3, kernel: 3, activation: .scaledTanh),
        "S2": .subsampling(window: 2, activation: .scaledTanh),
        "C3": .convolution(
          maps: 4, kernel: 3,
          connections: ConnectionTable(sources: [[0, 1], [1, 2], [0, 2], [0, 1, 2]]),
          activation: .scaledTanh),
        "S4": .subsampling(window: 2, activation: .scaledTanh),
        "C5": .convolution(maps: 7, kernel: 2, activation: .scaledTanh),
        "F6": .fullyConnected(units: 4, activation: .scaledTanh),
        "output": .radialBasis(prototypes: prototypes),
      ], input: Shape(1, 14, 14), loss: .discriminative(j: 1), images: 2),
  ]
}

@Suite("Curvature agrees with differences in Double")
struct CurvatureTests {
  @Test(
    "per tensor within 1e-7, in blocks and image by image", arguments: CurvatureCase.all,
    InstructionSet.available)
  func agree(_ example: CurvatureCase, _ instructions: InstructionSet) throws {
    let check = CurvatureCheck(
      Architecture(name: "case", input: example.input, layers: example.layers),
      loss: example.loss, images: example.images)
    for kernels in CurvatureCheck.Kernels.allCases {
      let worst = try check.worstError(seed: 3, kernels: kernels, instructions: instructions)
      #expect(
        worst.error <= 1e-7,
        "\(example.name), \(kernels), \(instructions): tensor \(worst.tensor), seed 3")
    }
  }

  @Test("exact where every layer has one output: the loss's own second derivative along a bias")
  func exactInChain() throws {
    // Linear behind the bias of C1, so that Gauss-Newton leaves nothing out.
    let architecture = Architecture(
      name: "chain", input: Shape(1, 3, 3),
      layers: [
        "C1": .convolution(maps: 1, kernel: 3), "S2": .subsampling(window: 1),
        "F3": .fullyConnected(units: 1),
        "output": .radialBasis(prototypes: .coordinates([[1], [-1]])),
      ])
    let layout = try architecture.layout()
    let engine = try CPUEngine<Double>(
      EngineConfiguration(
        layout: layout,
        preparation: Preparation(
          rows: 3, columns: 3, resizeMode: .none, mean: [0], standardDeviation: [1]),
        imageShape: layout.input, loss: .discriminative(j: 1), threads: 1))
    var parameters = Initialization.pytorch.parameters(for: layout, seed: 4).values.map(Double.init)
    let batch = RandomImages(count: 1, shape: layout.input, classes: 2, seed: 4)
    engine.parameters = parameters
    let curvature = engine.curvature(of: batch)
    let place = try #require(layout.parameter("C1.bias")).offset
    let start = parameters[place]
    func slope(_ moved: Double) -> Double {
      parameters[place] = moved
      engine.parameters = parameters
      _ = engine.computeGradient(of: batch, dropout: DropoutKey(seed: 0, epoch: 0))
      return engine.gradient[place]
    }
    let numeric = (slope(start + 1e-5) - slope(start - 1e-5)) / 2e-5
    #expect(abs(curvature[place] - numeric) <= 1e-8 * max(1, abs(numeric)))
  }
}
