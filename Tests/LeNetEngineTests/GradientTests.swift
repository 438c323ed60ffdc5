import LeNetEngine
import LeNetModel
import LeNetTestSupport
import Testing

/// Each kind of layer, activation and loss in the smallest networks that have it.
struct GradientCase: CustomTestStringConvertible, Sendable {
  let name: String
  let layers: KeyValuePairs<String, Layer>
  var input = Shape(1, 6, 6)
  var loss = Loss.crossEntropy
  var images = 3

  var testDescription: String { name }

  /// Whether a unit is normalized, which has no variance over one image.
  var normalizesUnits: Bool {
    let behind = layers.drop { $0.value != .flatten }
    return behind.contains { if case .batchNormalization = $0.value { true } else { false } }
  }

  static let output = Layer.fullyConnected(units: 3)

  static let all: [GradientCase] =
    [
      GradientCase(
        name: "full connection alone", layers: ["flatten": .flatten, "output": output]),
      GradientCase(
        name: "two full connections, 17 and 5 units",
        layers: [
          "flatten": .flatten, "F1": .fullyConnected(units: 17, activation: .tanh),
          "F2": .fullyConnected(units: 5, activation: .sigmoid), "output": output,
        ]),
      GradientCase(
        name: "two convolutions 3x3 of 3 and 2 maps",
        layers: [
          "C1": .convolution(maps: 3, kernel: 3, activation: .tanh),
          "C2": .convolution(maps: 2, kernel: 3, activation: .tanh), "flatten": .flatten,
          "output": output,
        ], input: Shape(2, 8, 7)),
      GradientCase(
        name: "two convolutions 5x5 of 5 and 4 maps, odd sources",
        layers: [
          "C1": .convolution(maps: 5, kernel: 5, activation: .tanh),
          "C2": .convolution(maps: 4, kernel: 5, activation: .tanh), "flatten": .flatten,
          "output": output,
        ], input: Shape(1, 15, 16)),
      GradientCase(
        name: "convolution 5x5 whose rows and columns are no multiple of 4",
        layers: [
          "C1": .convolution(maps: 4, kernel: 2, activation: .tanh),
          "C2": .convolution(maps: 9, kernel: 5, activation: .tanh), "flatten": .flatten,
          "output": output,
        ], input: Shape(1, 11, 12)),
      GradientCase(
        name: "eight maps behind ReLU and max pooling, in two parts",
        layers: [
          "C1": .convolution(maps: 8, kernel: 3, activation: .relu),
          "S2": .maxPooling(window: 2), "flatten": .flatten, "output": output,
        ]),
      GradientCase(
        name: "six padded maps behind sigmoid and average pooling, in two parts",
        layers: [
          "C1": .convolution(maps: 6, kernel: 3, padding: 1, activation: .sigmoid),
          "S2": .averagePooling(window: 2), "flatten": .flatten, "output": output,
        ]),
      GradientCase(
        name: "eight maps behind an untrained layer and to one number each",
        layers: [
          "S0": .averagePooling(window: 2),
          "C1": .convolution(maps: 8, kernel: 2, activation: .tanh), "S2": .globalAveragePooling,
          "output": output,
        ]),
      GradientCase(
        name: "pooling of single numbers behind a flattened convolution",
        layers: [
          "C1": .convolution(maps: 8, kernel: 3, activation: .tanh), "flatten": .flatten,
          "S2": .globalAveragePooling, "output": output,
        ]),
      GradientCase(
        name: "convolution 5x5 with padding 2 behind another",
        layers: [
          "C1": .convolution(maps: 2, kernel: 2, activation: .sigmoid),
          "C2": .convolution(maps: 7, kernel: 5, padding: 2, activation: .tanh),
          "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 6)),
      GradientCase(
        name: "convolution with stride 2 and padding 1",
        layers: [
          "C1": .convolution(maps: 2, kernel: 1, activation: .tanh),
          "C2": .convolution(maps: 3, kernel: 3, stride: 2, padding: 1, activation: .tanh),
          "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 8)),
      GradientCase(
        name: "convolution with a connection table",
        layers: [
          "C1": .convolution(maps: 3, kernel: 3, activation: .tanh),
          "C2": .convolution(
            maps: 4, kernel: 3,
            connections: ConnectionTable(sources: [[0], [0, 1], [1, 2], [0, 1, 2]]),
            activation: .tanh),
          "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 7)),
      GradientCase(
        name: "convolution over its whole input",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "C2": .convolution(maps: 6, kernel: 4, activation: .tanh), "flatten": .flatten,
          "output": output,
        ]),
      GradientCase(
        name: "max pooling 2x2",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "S2": .maxPooling(window: 2), "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 9)),
      GradientCase(
        name: "overlapping max pooling",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "S2": .maxPooling(window: 3, stride: 1), "flatten": .flatten, "output": output,
        ]),
      GradientCase(
        name: "average pooling 2x2 with a row left over",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "S2": .averagePooling(window: 2), "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 8)),
      GradientCase(
        name: "adaptive max pooling to 3x2",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "S2": .adaptiveMaxPooling(rows: 3, columns: 2), "flatten": .flatten, "output": output,
        ], input: Shape(1, 7, 9)),
      GradientCase(
        name: "global average pooling",
        layers: [
          "C1": .convolution(maps: 4, kernel: 3, activation: .tanh),
          "mean": .globalAveragePooling, "output": output,
        ]),
      GradientCase(
        name: "dropout",
        layers: [
          "flatten": .flatten, "F1": .fullyConnected(units: 9, activation: .tanh),
          "dropout": .dropout(rate: 0.4), "output": output,
        ]),
      GradientCase(
        name: "batch normalization of maps and units, more images than two blocks",
        layers: [
          "C1": .convolution(maps: 3, kernel: 3),
          "N1": .batchNormalization(activation: .tanh),
          "C2": .convolution(maps: 2, kernel: 2), "flatten": .flatten,
          "F3": .fullyConnected(units: 5), "N3": .batchNormalization(activation: .sigmoid),
          "output": output,
        ], images: 19),
      GradientCase(
        name: "batch normalization first",
        layers: ["N0": .batchNormalization(), "flatten": .flatten, "output": output]),
      GradientCase(
        name: "more images than blocks and slices, ReLU and max pooling",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .relu),
          "S2": .maxPooling(window: 2), "flatten": .flatten, "output": output,
        ], input: Shape(1, 5, 5), images: 83),
      GradientCase(
        name: "mean squared error on sums", layers: ["flatten": .flatten, "output": output],
        loss: .meanSquaredError),
      GradientCase(
        name: "mean squared error on softmax",
        layers: [
          "flatten": .flatten, "output": .fullyConnected(units: 3, activation: .softmax),
        ], loss: .meanSquaredError),
      GradientCase(
        name: "mean squared error on tanh",
        layers: [
          "flatten": .flatten, "output": .fullyConnected(units: 3, activation: .tanh),
        ], loss: .meanSquaredError),
      GradientCase(
        name: "equation 8 on squashed sums",
        layers: [
          "flatten": .flatten, "output": .fullyConnected(units: 3, activation: .scaledTanh),
        ], loss: .maximumLikelihood),
      GradientCase(
        name: "equation 9 on squashed sums, more images than a block",
        layers: [
          "flatten": .flatten, "output": .fullyConnected(units: 3, activation: .scaledTanh),
        ], loss: .discriminative(j: 2), images: 19),
      GradientCase(
        name: "subsampling 2x2 of six maps",
        layers: [
          "C1": .convolution(maps: 6, kernel: 3, activation: .scaledTanh),
          "S2": .subsampling(window: 2, activation: .scaledTanh), "flatten": .flatten,
          "output": output,
        ], input: Shape(1, 8, 10)),
      GradientCase(
        name: "subsampling 3x3 with columns left over, two maps for each, then one",
        layers: [
          "C1": .convolution(maps: 2, kernel: 3, activation: .tanh),
          "S2": .subsampling(window: 3, copies: 2, activation: .sigmoid),
          "S4": .subsampling(window: 2, copies: 3), "flatten": .flatten, "output": output,
        ], input: Shape(1, 15, 16)),
      GradientCase(
        name: "subsampling first",
        layers: [
          "S0": .subsampling(window: 2, copies: 2, activation: .tanh), "flatten": .flatten,
          "output": output,
        ]),
      GradientCase(
        name: "equation 8 on fixed prototypes",
        layers: [
          "flatten": .flatten, "F6": .fullyConnected(units: 84, activation: .scaledTanh),
          "output": .radialBasis(),
        ], loss: .maximumLikelihood),
      GradientCase(
        name: "equation 9 on fixed prototypes, more images than a block",
        layers: [
          "flatten": .flatten, "F6": .fullyConnected(units: 84, activation: .scaledTanh),
          "output": .radialBasis(),
        ], loss: .discriminative(j: 3), images: 18),
      GradientCase(
        name: "equation 9 on trained prototypes, a small j",
        layers: [
          "flatten": .flatten, "F6": .fullyConnected(units: 5, activation: .scaledTanh),
          "output": .radialBasis(
            prototypes: .coordinates([[1, 1, -1, 1, -1], [-1, 1, 1, 1, 0.5]]), isTrainable: true),
        ], loss: .discriminative(j: 0.1)),
      GradientCase(
        name: "cross-entropy on trained prototypes",
        layers: [
          "flatten": .flatten, "F6": .fullyConnected(units: 84, activation: .sigmoid),
          "output": .radialBasis(isTrainable: true),
        ]),
      GradientCase(
        name: "a whole small LeNet",
        layers: [
          "C1": .convolution(maps: 4, kernel: 5, activation: .relu),
          "S2": .maxPooling(window: 2),
          "C3": .convolution(maps: 6, kernel: 3, activation: .relu),
          "S4": .averagePooling(window: 2), "flatten": .flatten,
          "F5": .fullyConnected(units: 12, activation: .relu),
          "F6": .fullyConnected(units: 8, activation: .relu),
          "output": .fullyConnected(units: 10),
        ], input: Shape(1, 16, 16), images: 5),
      GradientCase(
        name: "batch normalization of maps between convolutions wide and many",
        layers: [
          "C1": .convolution(maps: 3, kernel: 5), "N1": .batchNormalization(activation: .tanh),
          "C2": .convolution(maps: 19, kernel: 5, activation: .tanh),
          "S2": .maxPooling(window: 2), "flatten": .flatten, "output": output,
        ], input: Shape(1, 12, 24)),
    ]
    + [Activation.identity, .relu, .sigmoid, .tanh, .scaledTanh].flatMap { activation in
      [
        GradientCase(
          name: "convolution and full connection with \(activation)",
          layers: [
            "C1": .convolution(maps: 2, kernel: 3, activation: activation), "flatten": .flatten,
            "F2": .fullyConnected(units: 6, activation: activation), "output": output,
          ]),
        GradientCase(
          name: "padded convolution and batch normalization with \(activation)",
          layers: [
            "C1": .convolution(maps: 2, kernel: 3, padding: 1, activation: activation),
            "N1": .batchNormalization(activation: activation), "flatten": .flatten,
            "F2": .fullyConnected(units: 3),
            "output": .batchNormalization(activation: activation),
          ], input: Shape(1, 4, 4), images: 6),
      ]
    }
}

@Suite("Gradients agree with differences in Double")
struct GradientTests {
  @Test(
    "per tensor within 1e-7", arguments: GradientCase.all, InstructionSet.available)
  func agree(_ example: GradientCase, _ instructions: InstructionSet) throws {
    try check(example, images: example.images, instructions)
  }

  @Test(
    "one image, whose kernels are others",
    arguments: GradientCase.all.filter { !$0.normalizesUnits }, InstructionSet.available)
  func agreeForOne(_ example: GradientCase, _ instructions: InstructionSet) throws {
    try check(example, images: 1, instructions)
  }

  private func check(
    _ example: GradientCase, images: Int, _ instructions: InstructionSet
  ) throws {
    let check = GradientCheck(
      Architecture(name: "case", input: example.input, layers: example.layers),
      loss: example.loss, images: images, instructions: instructions)
    let worst = try check.worstError(seed: 1)
    #expect(
      worst.error <= 1e-7,
      "\(example.name), \(images) images, \(instructions): tensor \(worst.tensor), seed \(worst.seed)"
    )
  }
}
