import Foundation
import LeNetFiles
import LeNetModel
import LeNetTestSupport
import LeNetText
import Testing

@Suite struct ArchitectureJSONTests {
  /// One stage of every kind, with settings that are not the defaults.
  static let everyKind = Architecture(
    name: "all-kinds", input: Shape(2, 20, 20),
    stages: [
      "C1": .convolution(
        maps: 2, kernel: 3, stride: 2, padding: 1,
        connections: ConnectionTable(sources: [[0], [0, 1]]), activation: .scaledTanh),
      "N1": .batchNormalization(momentum: 0.25, epsilon: 1e-3, activation: .tanh),
      "S2": .maxPooling(window: 3, stride: 1),
      "S3": .averagePooling(window: 2),
      "S4": .adaptiveMaxPooling(rows: 3, columns: 2),
      "S5": .subsampling(window: 1, copies: 2, activation: .tanh),
      "G": .globalAveragePooling,
      "flatten": .flatten,
      "drop": .dropout(rate: 0.3),
      "F": .fullConnection(units: 3, activation: .tanh),
      "R": .radialBasis(
        prototypes: .coordinates([[0.5, -1, 2], [1, 0, -0.25]]), isTrainable: true),
    ])

  static let architectures =
    Architecture.all + [.leNet5D2L(batchNormalization: .all), everyKind]

  @Test("Every architecture survives its JSON", arguments: architectures)
  func roundTrip(architecture: Architecture) throws {
    let text = architecture.json.readableText
    #expect(try Architecture(reading: Array(text.utf8)) == architecture)
    let coded = try JSONDecoder().decode(
      Architecture.self, from: try JSONEncoder().encode(architecture))
    #expect(coded == architecture)
    #expect(try JSON(encoding: architecture) == architecture.json)
  }

  @Test("A byte-order mark before the text is skipped, two are not")
  func byteOrderMark() throws {
    let text = Array(Self.everyKind.json.readableText.utf8)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try Architecture(reading: mark + text) == Self.everyKind)
    #expect(throws: ArchitectureError.self) { try Architecture(reading: mark + mark + text) }
    #expect(throws: ArchitectureError.self) { try Architecture(reading: mark) }
  }

  @Test("Every kind is in the list of kinds, once")
  func everyKindIsListed() {
    #expect(Set(Self.everyKind.stages.map(\.stage.kind)) == Set(Stage.kinds))
    #expect(Stage.kinds.count == Set(Stage.kinds).count)
  }

  @Test func aSingleStageIsCodable() throws {
    for named in Self.everyKind.stages {
      #expect(try JSON(encoding: named.stage).decoded(as: Stage.self) == named.stage)
      #expect(try JSON(encoding: named).decoded(as: NamedStage.self) == named)
    }
  }

  @Test("The text is readable, its keys sorted")
  func text() {
    let architecture = Architecture(
      name: "small", input: Shape(1, 4, 4),
      stages: [
        "C1": .convolution(
          maps: 2, kernel: 3, connections: ConnectionTable(sources: [[0], [0]]),
          activation: .relu),
        "flatten": .flatten,
      ])
    let expected = """
      {
        "input": [1,4,4],
        "name": "small",
        "stages": [
          {
            "activation": "relu",
            "connections": [[0],[0]],
            "kernel": 3,
            "kind": "convolution",
            "maps": 2,
            "name": "C1",
            "padding": 0,
            "stride": 1
          },
          {
            "kind": "flatten",
            "name": "flatten"
          }
        ]
      }

      """
    #expect(architecture.json.readableText == expected)
  }

  @Test("Settings that may be left out have their defaults")
  func defaults() throws {
    let text = """
      {"name": "n", "input": [1, 9, 9], "stages": [
        {"name": "A", "kind": "convolution", "maps": 3, "kernel": 2},
        {"name": "B", "kind": "maxPooling", "window": 3},
        {"name": "C", "kind": "batchNormalization"},
        {"name": "D", "kind": "flatten"},
        {"name": "E", "kind": "fullConnection", "units": 2}]}
      """
    let expected = Architecture(
      name: "n", input: Shape(1, 9, 9),
      stages: [
        "A": .convolution(maps: 3, kernel: 2), "B": .maxPooling(window: 3, stride: 3),
        "C": .batchNormalization(), "D": .flatten, "E": .fullConnection(units: 2),
      ])
    #expect(try Architecture(reading: Array(text.utf8)) == expected)
  }

  static let defects = [
    ("", "the JSON text: expected a value at byte 0"),
    ("{", "the JSON text: expected a key in quotes at byte 1"),
    ("[]", "the architecture: expected an object with name, input and stages"),
    ("{}", "the architecture: 'name' is missing or not a text"),
    (
      #"{"name": "n", "name": "m"}"#,
      "the JSON text: the key 'name' is given twice, the second time at byte 14"
    ),
    (
      #"{"name": "n", "layers": []}"#,
      "the architecture: 'layers' is not known; expected input, name, stages"
    ),
    (
      #"{"name": "n", "input": [1, 2], "stages": []}"#,
      "the architecture: 'input' is not [maps, rows, columns], such as [1, 32, 32]"
    ),
    (
      #"{"name": "n", "input": [1, 2, 3, "4"], "stages": []}"#,
      "the architecture: 'input' is not [maps, rows, columns], such as [1, 32, 32]"
    ),
    (
      #"{"name": "n", "input": [1, 2, 3], "stages": {}}"#,
      "the architecture: 'stages' is missing or not a list"
    ),
    (stages(#""x""#), "stage number 1: 'name' is missing or not a text"),
    (stages(#"{"name": "A"}"#), "stage A: 'kind' is missing; expected \(kinds)"),
    (
      stages(#"{"name": "A", "kind": "conv"}"#), #"stage A: 'kind' is "conv"; expected \#(kinds)"#
    ),
    (
      stages(#"{"name": "A", "kind": "convolution", "maps": 6}"#),
      "stage A: 'kernel' is missing"
    ),
    (
      stages(#"{"name": "A", "kind": "convolution", "maps": "six", "kernel": 5}"#),
      #"stage A: 'maps' is "six"; expected a whole number"#
    ),
    (
      stages(#"{"name": "A", "kind": "convolution", "maps": 6, "kernel": 2.5}"#),
      "stage A: 'kernel' is 2.5; expected a whole number"
    ),
    (
      stages(#"{"name": "A", "kind": "convolution", "maps": 6, "kernel": 5, "size": 1}"#),
      """
      stage A: 'size' is not a setting of convolution; expected activation, connections, kernel, \
      kind, maps, name, padding, stride
      """
    ),
    (
      stages(#"{"name": "A", "kind": "flatten", "activation": "relu"}"#),
      "stage A: 'activation' is not a setting of flatten; expected kind, name"
    ),
    (
      stages(#"{"name": "A", "kind": "fullConnection", "units": 1, "activation": "gelu"}"#),
      """
      stage A: 'activation' is "gelu"; expected identity, relu, sigmoid, tanh, scaledTanh, softmax
      """
    ),
    (
      stages(#"{"name":"A","kind":"convolution","maps":1,"kernel":1,"connections":[[0],1]}"#),
      "stage A: 'connections' is [[0],1]; expected one list of input maps for each map"
    ),
    (
      stages(#"{"name": "A", "kind": "dropout", "rate": "0.5"}"#),
      #"stage A: 'rate' is "0.5"; expected a number"#
    ),
    (
      stages(#"{"name": "A", "kind": "flatten"}, {"name": "A", "kind": "flatten"}"#),
      "two stages are called A; give each stage another name"
    ),
  ]

  private static let kinds = Stage.kinds.joined(separator: ", ")

  private static func stages(_ list: String) -> String {
    #"{"name": "n", "input": [1, 8, 8], "stages": [\#(list)]}"#
  }

  @Test("A defect is named with stage and key", arguments: defects)
  func defect(text: String, expected: String) {
    #expect(sentence { _ = try Architecture(reading: Array(text.utf8)) } == expected)
  }

  @Test("A decoder's error names stage and key too")
  func decoderError() {
    let text = Self.stages(#"{"name": "C3", "kind": "maxPooling"}"#)
    let found = sentence {
      _ = try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
    }
    #expect(found == "stage C3: 'window' is missing")
  }

  @Test("Reading a file names the file")
  func file() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("net.json")
    let good = Architecture.leNetCaffe
    try AtomicFile.write(Array(good.json.readableText.utf8), to: path)
    #expect(try Architecture.read(path) == good)
    #expect(try Architecture.find(path) == good)
    try AtomicFile.write(Array("<html>".utf8), to: path)
    #expect(
      sentence { _ = try Architecture.read(path) }
        == "the architecture file \(path) cannot be used: the JSON text: expected a value at byte 0"
    )
    try AtomicFile.write(
      Array(Self.stages(#"{"name": "A", "kind": "maxPooling", "window": 9}"#).utf8), to: path)
    #expect(
      sentence { _ = try Architecture.read(path) } == """
        the architecture file \(path) cannot be used: stage A cannot take the input 1x8x8; \
        expected at least 9 rows and columns for its window
        """)
    let none = folder.file("none.json")
    #expect(
      sentence { _ = try Architecture.find(none) } == "the file \(none) does not exist")
  }
}
