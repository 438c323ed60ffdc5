import LeNetModel
import Testing

@Suite struct ArchitectureErrorTests {
  struct Defect: Sendable, CustomTestStringConvertible {
    var stages: [NamedStage]
    var input = Shape(1, 8, 8)
    var name = "net"
    var sentence: String

    var testDescription: String { sentence }

    init(
      _ sentence: String, name: String = "net", input: Shape = Shape(1, 8, 8),
      _ stages: KeyValuePairs<String, Stage>
    ) {
      self.stages = stages.map { NamedStage(name: $0.key, stage: $0.value) }
      self.input = input
      self.name = name
      self.sentence = sentence
    }
  }

  static let defects = [
    Defect("the architecture net has no stages; give it at least one", [:]),
    Defect(
      "two stages are called A; give each stage another name",
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
      "the input 1x65536x65536 is not usable; expected sides from 1 to 65536",
      input: Shape(1, 65536, 65536), ["A": .flatten]),
    Defect(
      "stage A measures distances from prototypes, which only the last stage may do",
      input: Shape(2, 1, 1),
      [
        "A": .radialBasis(prototypes: .coordinates([[0, 1], [1, 0]])),
        "B": .fullConnection(units: 2),
      ]),
    Defect(
      "stage A cannot take the input 64x1x1; expected a vector as long as its prototypes, 84 numbers",
      ["flatten": .flatten, "A": .radialBasis()]),
    Defect(
      """
      stage A: 'prototypes' is not a list; expected "digitBitmaps", or a list of finite numbers for \
      each class
      """, ["flatten": .flatten, "A": .radialBasis(prototypes: .coordinates([]))]),
    Defect(
      """
      stage A: 'prototypes' is a list of empty lists or lists of different lengths; expected one list \
      per class with a number per input
      """, input: Shape(2, 1, 1), ["A": .radialBasis(prototypes: .coordinates([[1, 2], [1]]))]),
    Defect(
      "stage A: 'copies' is 0; expected a whole number from 1 to 65536",
      ["A": .subsampling(window: 2, copies: 0)]),
    Defect(
      "stage A cannot take the input 1x8x8; expected at least 9 rows and columns for its window",
      ["A": .subsampling(window: 9)]),
    Defect(
      "stage A: 'maps' is 0; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 0, kernel: 1)]),
    Defect(
      "stage A: 'kernel' is -5; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 1, kernel: -5)]),
    Defect(
      "stage A: 'stride' is 0; expected a whole number from 1 to 65536",
      ["A": .convolution(maps: 1, kernel: 1, stride: 0)]),
    Defect(
      "stage A: 'padding' is \(Int.max); expected a whole number from 0 to 65536",
      ["A": .convolution(maps: 1, kernel: 1, padding: .max)]),
    Defect(
      """
      stage A cannot take the input 1x8x8; expected at least 11 rows and columns for its kernel, \
      with padding 1
      """, ["A": .convolution(maps: 1, kernel: 11, padding: 1)]),
    Defect(
      """
      stage A: 'connections' is a table that does not connect 1 to 2 maps; expected one list for \
      each of the 2 maps, not 1
      """,
      ["A": .convolution(maps: 2, kernel: 1, connections: ConnectionTable(sources: [[0]]))]),
    Defect(
      """
      stage A: 'connections' is a table that does not connect 1 to 1 maps; expected at least one \
      input map for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[]]))]),
    Defect(
      """
      stage A: 'connections' is a table that does not connect 1 to 1 maps; expected input maps from \
      0 to 0, not 1 as for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[1]]))]),
    Defect(
      """
      stage A: 'connections' is a table that does not connect 1 to 1 maps; expected each input map \
      once, not 0 twice as for map 0
      """,
      ["A": .convolution(maps: 1, kernel: 1, connections: ConnectionTable(sources: [[0, 0]]))]),
    Defect(
      "stage A: 'window' is 0; expected a whole number from 1 to 65536",
      ["A": .maxPooling(window: 0)]),
    Defect(
      "stage A: 'stride' is -1; expected a whole number from 1 to 65536",
      ["A": .averagePooling(window: 2, stride: -1)]),
    Defect(
      "stage A cannot take the input 1x8x8; expected at least 9 rows and columns for its window",
      ["A": .averagePooling(window: 9)]),
    Defect(
      "stage A: 'columns' is 0; expected a whole number from 1 to 65536",
      ["A": .adaptiveMaxPooling(rows: 4, columns: 0)]),
    Defect(
      "stage A: 'units' is 65537; expected a whole number from 1 to 65536",
      ["B": .flatten, "A": .fullConnection(units: 65537)]),
    Defect(
      "stage A cannot take the input 1x8x8; expected a vector; put a flatten stage before it",
      ["A": .fullConnection(units: 1)]),
    Defect(
      "stage A: 'momentum' is nan; expected a number from 0 to 1",
      ["A": .batchNormalization(momentum: .nan)]),
    Defect(
      "stage A: 'epsilon' is 0; expected a small number above 0, such as 1e-05",
      ["A": .batchNormalization(epsilon: 0)]),
    Defect(
      "stage A: 'rate' is 1; expected a share from 0 to below 1, such as 0.5",
      ["A": .dropout(rate: 1)]),
    Defect(
      "stage A: 'rate' is nan; expected a share from 0 to below 1, such as 0.5",
      ["A": .dropout(rate: .nan)]),
    Defect(
      "stage A has the activation softmax, which only the last stage may have",
      ["A": .convolution(maps: 1, kernel: 1, activation: .softmax), "B": .flatten]),
    Defect(
      """
      the last stage A gives 1x4x4; expected one number per class, as from a full connection, \
      flatten or globalAveragePooling
      """, ["A": .maxPooling(window: 2)]),
    Defect(
      "with stage A the network has more than 268435456 activations; make it smaller",
      input: Shape(1, 256, 256),
      ["A": .convolution(maps: 65536, kernel: 1), "B": .flatten]),
    Defect(
      "with stage A the network has more than 268435456 parameters; make it smaller",
      input: Shape(1, 65, 64), ["B": .flatten, "A": .fullConnection(units: 65536)]),
    Defect(
      "with stage A the network has more than 268435456 parameters; make it smaller",
      input: Shape(65536, 1, 1),
      ["A": .convolution(maps: 1, kernel: 65535, padding: 65535 / 2), "B": .flatten]),
  ]

  @Test("A defect is named with its stage", arguments: defects)
  func defect(defect: Defect) {
    let architecture = Architecture(name: defect.name, input: defect.input, stages: defect.stages)
    #expect(sentence { _ = try architecture.layout() } == defect.sentence)
  }

  @Test("Extreme settings throw or lay out, and never trap")
  func extremes() {
    let extremes = [Int.min, -1, 0, 1, 2, 65_535, 65_536, 65_537, .max]
    for one in extremes {
      for other in extremes {
        let stages: [Stage] = [
          .convolution(maps: one, kernel: other), .convolution(maps: 1, kernel: 1, stride: other),
          .convolution(maps: 1, kernel: one, padding: other),
          .maxPooling(window: one, stride: other),
          .adaptiveMaxPooling(rows: one, columns: other), .fullConnection(units: one),
        ]
        for (stage, shape) in stages.flatMap({ stage in
          [Shape(1, one, other), Shape(one, other, 1), Shape(2, 3, 4)].map { (stage, $0) }
        }) {
          let network = Architecture(
            name: "net", input: shape, stages: ["A": stage, "B": .flatten])
          if let layout = try? network.layout() {
            #expect(layout.arenaExtent <= Architecture.largestCount + 32)
          }
        }
      }
    }
  }
}
