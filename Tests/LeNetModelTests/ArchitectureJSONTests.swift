import Foundation
import LeNetFiles
import LeNetModel
import LeNetTestSupport
import LeNetText
import Testing

@Suite struct ArchitectureJSONTests {
  /// One layer of every kind, with settings that are not the defaults.
  static let everyKind = Architecture(
    name: "all-kinds", input: Shape(2, 20, 20),
    layers: [
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
      "F": .fullyConnected(units: 3, activation: .tanh),
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
    #expect(Set(Self.everyKind.layers.map(\.layer.kind)) == Set(Layer.kinds))
    #expect(Layer.kinds.count == Set(Layer.kinds).count)
  }

  @Test func aSingleLayerIsCodable() throws {
    for named in Self.everyKind.layers {
      #expect(try JSON(encoding: named.layer).decoded(as: Layer.self) == named.layer)
      #expect(try JSON(encoding: named).decoded(as: NamedLayer.self) == named)
    }
  }

  @Test("The text is readable, its keys sorted")
  func text() {
    let architecture = Architecture(
      name: "small", input: Shape(1, 4, 4),
      layers: [
        "C1": .convolution(
          maps: 2, kernel: 3, connections: ConnectionTable(sources: [[0], [0]]),
          activation: .relu),
        "flatten": .flatten,
      ])
    let expected = """
      {
        "input": [1,4,4],
        "layers": [
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
        ],
        "name": "small"
      }

      """
    #expect(architecture.json.readableText == expected)
  }

  @Test("Settings that may be left out have their defaults")
  func defaults() throws {
    let text = """
      {"name": "n", "input": [1, 9, 9], "layers": [
        {"name": "A", "kind": "convolution", "maps": 3, "kernel": 2},
        {"name": "B", "kind": "maxPooling", "window": 3},
        {"name": "C", "kind": "batchNormalization"},
        {"name": "D", "kind": "flatten"},
        {"name": "E", "kind": "fullyConnected", "units": 2}]}
      """
    let expected = Architecture(
      name: "n", input: Shape(1, 9, 9),
      layers: [
        "A": .convolution(maps: 3, kernel: 2), "B": .maxPooling(window: 3, stride: 3),
        "C": .batchNormalization(), "D": .flatten, "E": .fullyConnected(units: 2),
      ])
    #expect(try Architecture(reading: Array(text.utf8)) == expected)
  }

  static let defects = [
    ("", "the JSON text: expected a value at byte 0"),
    ("{", "the JSON text: expected a key in quotes at byte 1"),
    ("[]", "the architecture: expected an object with name, input and layers"),
    ("{}", "the architecture: 'name' is missing or not a text"),
    (
      #"{"name": "n", "name": "m"}"#,
      "the JSON text: the key 'name' is given twice, the second time at byte 14"
    ),
    (
      #"{"name": "n", "nodes": []}"#,
      "the architecture: 'nodes' is not known; expected input, layers, name"
    ),
    (
      #"{"name": "n", "input": [1, 2], "layers": []}"#,
      "the architecture: 'input' is not [maps, rows, columns], such as [1, 32, 32]"
    ),
    (
      #"{"name": "n", "input": [1, 2, 3, "4"], "layers": []}"#,
      "the architecture: 'input' is not [maps, rows, columns], such as [1, 32, 32]"
    ),
    (
      #"{"name": "n", "input": [1, 2, 3], "layers": {}}"#,
      "the architecture: 'layers' is missing or not a list"
    ),
    (layers(#""x""#), "layer number 1: 'name' is missing or not a text"),
    (layers(#"{"name": "A"}"#), "layer A: 'kind' is missing; expected \(kinds)"),
    (
      layers(#"{"name": "A", "kind": "conv"}"#),
      #"layer A: 'kind' is "conv"; expected \#(kinds); did you mean 'convolution'?"#
    ),
    (
      layers(#"{"name": "A", "kind": "convolution", "maps": 6}"#),
      "layer A: 'kernel' is missing"
    ),
    (
      layers(#"{"name": "A", "kind": "convolution", "maps": "six", "kernel": 5}"#),
      #"layer A: 'maps' is "six"; expected a whole number"#
    ),
    (
      layers(#"{"name": "A", "kind": "convolution", "maps": 6, "kernel": 2.5}"#),
      "layer A: 'kernel' is 2.5; expected a whole number"
    ),
    (
      layers(#"{"name": "A", "kind": "convolution", "maps": 6, "kernel": 5, "size": 1}"#),
      """
      layer A: 'size' is not a setting of convolution; expected activation, connections, kernel, \
      kind, maps, name, padding, stride
      """
    ),
    (
      layers(#"{"name": "A", "kind": "flatten", "activation": "relu"}"#),
      "layer A: 'activation' is not a setting of flatten; expected kind, name"
    ),
    (
      layers(#"{"name": "A", "kind": "fullyConnected", "units": 1, "activation": "gelu"}"#),
      """
      layer A: 'activation' is "gelu"; expected identity, relu, sigmoid, tanh, scaledTanh, softmax
      """
    ),
    (
      layers(#"{"name":"A","kind":"convolution","maps":1,"kernel":1,"connections":[[0],1]}"#),
      "layer A: 'connections' is [[0],1]; expected one list of input maps for each map"
    ),
    (
      layers(#"{"name": "A", "kind": "dropout", "rate": "0.5"}"#),
      #"layer A: 'rate' is "0.5"; expected a number"#
    ),
    (
      layers(#"{"name": "A", "kind": "flatten"}, {"name": "A", "kind": "flatten"}"#),
      "two layers are called A; give each layer another name"
    ),
  ]

  private static let kinds = Layer.kinds.joined(separator: ", ")

  private static func layers(_ list: String) -> String {
    #"{"name": "n", "input": [1, 8, 8], "layers": [\#(list)]}"#
  }

  @Test("A defect is named with layer and key", arguments: defects)
  func defect(text: String, expected: String) {
    #expect(sentence { _ = try Architecture(reading: Array(text.utf8)) } == expected)
  }

  @Test("A decoder's error names layer and key too")
  func decoderError() {
    let text = Self.layers(#"{"name": "C3", "kind": "maxPooling"}"#)
    let found = sentence {
      _ = try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
    }
    #expect(found == "layer C3: 'window' is missing")
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
      Array(Self.layers(#"{"name": "A", "kind": "maxPooling", "window": 9}"#).utf8), to: path)
    #expect(
      sentence { _ = try Architecture.read(path) } == """
        the architecture file \(path) cannot be used: layer A cannot take the input 1x8x8; \
        expected at least 9 rows and columns for its window
        """)
    let none = folder.file("none.json")
    #expect(
      sentence { _ = try Architecture.find(none) } == "the file \(none) does not exist")
  }
}

/// Descriptions as version 0.1 wrote them.
@Suite("Names of version 0.1")
struct EarlierNamesTests {
  @Test("An architecture with stages and a full connection reads as one with layers")
  func architecture() throws {
    let text = #"""
      {"name": "old", "input": [1, 2, 2], "stages": [{"name": "flatten", "kind": "flatten"},
      {"name": "output", "kind": "fullConnection", "units": 3}]}
      """#
    let read = try Architecture(json: JSON(reading: Array(text.utf8)))
    #expect(read.layers.map(\.layer.kind) == ["flatten", "fullyConnected"])
    #expect(read.json["stages"] == nil && read.json["layers"]?.array?.count == 2)
  }

  @Test("Both names together are refused")
  func both() {
    let text = #"{"name": "two", "input": [1, 2, 2], "stages": [], "layers": []}"#
    #expect(throws: (any Error).self) {
      try Architecture(json: JSON(reading: Array(text.utf8)))
    }
  }

  @Test("A preparation with fit and deviation reads as one with their present names")
  func preparation() throws {
    let text = #"{"size": [32, 32], "fit": "pad", "mean": 0.1, "deviation": 0.3}"#
    let read = try Preparation(json: JSON(reading: Array(text.utf8)))
    #expect(read.resizeMode == .pad && read.standardDeviation == [0.3])
    #expect(read.json["resizeMode"] == .string("pad") && read.json["fit"] == nil)
  }
}
