import LeNetModel
import Testing

@Suite struct ArchitectureErrorTests {
  struct Defect: Sendable, CustomTestStringConvertible {
    var layers: [NamedLayer]
    var input = Shape(1, 8, 8)
    var name = "net"
    var sentence: String

    var testDescription: String { sentence }

    init(
      _ sentence: String, name: String = "net", input: Shape = Shape(1, 8, 8),
      _ layers: KeyValuePairs<String, Layer>
    ) {
      self.layers = layers.map { NamedLayer(name: $0.key, layer: $0.value) }
      self.input = input
      self.name = name
      self.sentence = sentence
    }
  }

  static let defects = [
    Defect("the architecture net has no layers; give it at least one", [:]),
    Defect(
      "two layers are called A; give each layer another name",
      ["A": .flatten, "B": .flatten, "A": .flatten]),
    Defect(
      """
      the name 'C1.weight' is not usable; expected 1 to 64 letters, digits, '-' or '_', \
      beginning with a letter
      """, ["C1.weight": .flatten]),
    Defect(
      """
      the name '' is not usable; expected 1 to 64 letters, digits, '-' or '_', beginning with a \
      letter
      """, ["": .flatten]),
    Defect(
      """
      the name '../x' is not usable; expected 1 to 64 letters, digits, '-' or '_', beginning \
      with a letter
      """, name: "../x", ["A": .flatten]),
    Defect(
      "the input 0x8x8 is not usable; expected sides from 1 to 65536", input: Shape(0, 8, 8),
      ["A": .flatten]),
    Defect(
      "the input 1x\(Int.max)x8 is not usable; expected sides from 1 to 65536",
      input: Shape(1, .max, 8), ["A": .flatten]),
    Defect(
      "the input 1x65536x65536 is not usable; expected at most \(1 << 28) values, maps x rows x columns",
      input: Shape(1, 65536, 65536), ["A": .flatten]),
    Defect(
      "the input 1x20000x20000 is not usable; expected at most \(1 << 28) values, maps x rows x columns",
      input: Shape(1, 20000, 20000), ["A": .flatten]),
    Defect(
      "layer A measures distances from prototypes, which only the last layer may do",
      input: Shape(2, 1, 1),
      [
        "A": .radialBasis(prototypes: .coordinates([[0, 1], [1, 0]])),
        "B": .fullyConnected(units: 2),
      ]),
    Defect(
      "layer A cannot take the input 64x1x1; expected a vector as long as its prototypes, 84 numbers",
      ["flatten": .flatten, "A": .radialBasis()]),
    Defect(
      """
      layer A: 'prototypes' is not a list; expected "digitBitmaps", or a list of finite numbers for \
      each class
      """, ["flatten": .flatten, "A": .radialBasis(prototypes: .coordinates([]))]),
    Defect(
      """
      layer A: 'prototypes' is a list of empty lists or lists of different lengths; expected one list \
      per class with a number per input
      """, input: Shape(2, 1, 1), ["A": .radialBasis(prototypes: .coordinates([[1, 2], [1]]))]),
    Defect(
      "layer A: 'copies' is 0; expected a whole number from 1 to 65536",
      ["A": .subsampling(window: 2, copies: 0)]),
    Defect(
      "layer A cannot take the input 1x8x8; expected at least 9 rows and columns for its window",
      ["A": .subsampling(window: 9)]),
    Defect(
      "layer A: 'maps' is 0; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 0, kernel: 1)]),
    Defect(
      "layer A: 'kernel' is -5; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 1, kernel: -5)]),
    Defect(
      "layer A: 'stride' is 0; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 1, kernel: 1, stride: 0)]),
    Defect(
      "layer A: 'padding' is \(Int.max); expected a whole number from 0 to 65536",
      ["A": .convolution(maps: 1, kernel: 1, padding: .max)]),
    Defect(
      """
      layer A cannot take the input 1x8x8; expected at least 11 rows and columns for its kernel, \
      with padding 1
      """, ["A": .convolution(maps: 1, kernel: 11, padding: 1)]),
    Defect(
      """
      layer A: 'connections' is a table that does not connect 1 to 2 maps; expected one list for \
      each of the 2 maps, not 1
      """,
      ["A": .convolution(maps: 2, kernel: 1, connections: ConnectionTable(sources: [[0]]))]),
    Defect(
      """
      layer A: 'connections' is a table that does not connect 1 to 1 maps; expected at least one \
      input map for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[]]))]),
    Defect(
      """
      layer A: 'connections' is a table that does not connect 1 to 1 maps; expected input maps from \
      0 to 0, not 1 as for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[1]]))]),
    Defect(
      """
      layer A: 'connections' is a table that does not connect 1 to 1 maps; expected each input map \
      once, not 0 twice as for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[0, 0]]))]),
    Defect(
      "layer A: 'window' is 0; expected a whole number from 1 to 65536",
      ["A": .maxPooling(window: 0)]),
    Defect(
      "layer A: 'stride' is -1; expected a whole number from 1 to 65536",
      ["A": .averagePooling(window: 2, stride: -1)]),
    Defect(
      "layer A cannot take the input 1x8x8; expected at least 9 rows and columns for its window",
      ["A": .averagePooling(window: 9)]),
    Defect(
      "layer A: 'columns' is 0; expected a whole number from 1 to 65536",
      ["A": .adaptiveMaxPooling(rows: 4, columns: 0)]),
    Defect(
      "layer A: 'units' is 65537; expected a whole number from 1 to 65536",
      ["B": .flatten, "A": .fullyConnected(units: 65537)]),
    Defect(
      "layer A cannot take the input 1x8x8; expected a vector; put a flatten layer before it",
      ["A": .fullyConnected(units: 1)]),
    Defect(
      "layer A: 'momentum' is nan; expected a number from 0 to 1",
      ["A": .batchNormalization(momentum: .nan)]),
    Defect(
      "layer A: 'epsilon' is 0; expected a small number above 0, such as 1e-05",
      ["A": .batchNormalization(epsilon: 0)]),
    Defect(
      "layer A: 'rate' is 1; expected a share from 0 to below 1, such as 0.5",
      ["A": .dropout(rate: 1)]),
    Defect(
      "layer A: 'rate' is nan; expected a share from 0 to below 1, such as 0.5",
      ["A": .dropout(rate: .nan)]),
    Defect(
      "layer A has the activation softmax, which only the last layer may have",
      ["A": .convolution(maps: 1, kernel: 1, activation: .softmax), "B": .flatten]),
    Defect(
      """
      the last layer A gives 1x4x4; expected one number per class, as from a full connection, \
      flatten or globalAveragePooling
      """, ["A": .maxPooling(window: 2)]),
    Defect(
      "with layer A the network has more than 268435456 activations; make it smaller",
      input: Shape(1, 256, 256),
      ["A": .convolution(maps: 65536, kernel: 1), "B": .flatten]),
    Defect(
      "with layer A the network has more than 268435456 parameters; make it smaller",
      input: Shape(1, 65, 64), ["B": .flatten, "A": .fullyConnected(units: 65536)]),
    Defect(
      "with layer A the network has more than 268435456 parameters; make it smaller",
      input: Shape(65536, 1, 1),
      ["A": .convolution(maps: 1, kernel: 65535, padding: 65535 / 2), "B": .flatten]),
  ]

  @Test("A defect is named with its layer", arguments: defects)
  func defect(defect: Defect) {
    let architecture = Architecture(name: defect.name, input: defect.input, layers: defect.layers)
    #expect(sentence { _ = try architecture.layout() } == defect.sentence)
  }

  @Test("Extreme settings throw or lay out, and never trap")
  func extremes() {
    let extremes = [Int.min, -1, 0, 1, 2, 65_535, 65_536, 65_537, .max]
    for one in extremes {
      for other in extremes {
        let layers: [Layer] = [
          .convolution(maps: one, kernel: other), .convolution(maps: 1, kernel: 1, stride: other),
          .convolution(maps: 1, kernel: one, padding: other),
          .maxPooling(window: one, stride: other),
          .adaptiveMaxPooling(rows: one, columns: other), .fullyConnected(units: one),
        ]
        for (layer, shape) in layers.flatMap({ layer in
          [Shape(1, one, other), Shape(one, other, 1), Shape(2, 3, 4)].map { (layer, $0) }
        }) {
          let network = Architecture(
            name: "net", input: shape, layers: ["A": layer, "B": .flatten])
          if let layout = try? network.layout() {
            #expect(layout.arenaExtent <= Architecture.largestCount + 32)
          }
        }
      }
    }
  }
}
