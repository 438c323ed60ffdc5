import LeNet
import LeNetText
import Testing

@Suite("Networks as values with names")
struct NetworkValuesTests {
  /// A network with another list of layers or another input.
  private static func network(
    _ change: (inout Architecture) -> Void = { _ in }
  ) throws -> NetworkValues {
    var architecture = TinyData.architecture
    change(&architecture)
    return try #require(NetworkValues(architecture.json))
  }

  /// A difference as a row of a table, the cells parted by bars.
  private static func rows(_ networks: [NetworkValues]) -> [String] {
    NetworkValues.differences(between: networks).map {
      ([$0.name] + $0.texts).joined(separator: " | ")
    }
  }

  struct Change: Sendable, CustomTestStringConvertible {
    let rows: [String]
    let apply: @Sendable (inout Architecture) -> Void
    var testDescription: String { rows.joined(separator: "; ") }
    init(_ rows: [String], _ apply: @escaping @Sendable (inout Architecture) -> Void) {
      self.rows = rows
      self.apply = apply
    }
  }

  @Test(
    "Every kind of difference is a row",
    arguments: [
      Change([]) { $0.name = "other" },
      Change(["input | 1x8x8 | 1x9x8"]) { $0.input = Shape(1, 9, 8) },
      Change(["C1.kernel | 3 | 5", "C1.maps | 2 | 4"]) {
        $0.layers[0].layer = .convolution(maps: 4, kernel: 5)
      },
      Change(["C1.connections | - | 2 links"]) {
        let table = ConnectionTable(sources: [[0], [0]])
        $0.layers[0].layer = .convolution(maps: 2, kernel: 3, connections: table)
      },
      Change(["S2 | maxPooling | averagePooling"]) {
        $0.layers[2].layer = .averagePooling(window: 2)
      },
      Change(["S2 | maxPooling | averagePooling", "S2.window | 2 | 3"]) {
        $0.layers[2].layer = .averagePooling(window: 3, stride: 2)
      },
      Change(["N1 | batchNormalization | -", "N1.activation | relu | -"]) {
        $0.layers.remove(at: 1)
      },
      Change(["N9 | - | batchNormalization"]) {
        $0.layers.insert(NamedLayer(name: "N9", layer: .batchNormalization()), at: 1)
      },
      Change(["dropout | dropout | -", "dropout.rate | 0.3 | -"]) { $0.layers.remove(at: 4) },
      Change(["order of layers | N1,S2 | S2,N1"]) { $0.layers.swapAt(1, 2) },
      Change(["output.units | 3 | 4"]) { $0 = $0.withClasses(4) },
    ])
  func differences(change: Change) throws {
    let networks = [try Self.network(), try Self.network(change.apply)]
    #expect(Self.rows(networks) == change.rows)
  }

  @Test("Prototypes and tables that have the same sizes are told apart, however far behind")
  func longValues() throws {
    func network(_ last: Float, _ source: Int, isTrained: Bool = false) throws -> NetworkValues {
      let lists = (0..<3).map { row in (0..<20).map { Float($0 == 18 && row == 2 ? last : 1) } }
      let architecture = Architecture(
        name: "own", input: Shape(4, 1, 1),
        layers: [
          "C1": .convolution(
            maps: 2, kernel: 1, connections: ConnectionTable(sources: [[0, 1], [2, source]])),
          "output": .radialBasis(prototypes: .coordinates(lists), isTrainable: isTrained),
        ])
      return try #require(NetworkValues(architecture.json))
    }
    #expect(
      Self.rows([try network(0.5, 3), try network(0.25, 1), try network(0.5, 3)]) == [
        "C1.connections | 4 links, map 1: 2,3 | 4 links, map 1: 1,2 | 4 links, map 1: 2,3",
        "output.prototypes | 3 lists of 20, number 3, number 19: 0.5 | "
          + "3 lists of 20, number 3, number 19: 0.25 | 3 lists of 20, number 3, number 19: 0.5",
      ])
    #expect(
      Self.rows([try network(1, 3), try network(1, 3, isTrained: true)])
        == ["output.trainable | false | true"])
  }

  @Test("Three networks, of which two have a layer in another place")
  func threeOrders() throws {
    let rows = Self.rows([
      try Self.network { $0.layers.removeSubrange(1...2) }, try Self.network(),
      try Self.network { $0.layers.swapAt(1, 2) },
    ])
    #expect(rows.contains("N1 | - | batchNormalization | batchNormalization"), "\(rows)")
    #expect(rows.last == "order of layers | - | N1,S2 | S2,N1", "\(rows)")
  }

  @Test(
    "Values by their names",
    arguments: [
      ("input", ["1x8x8"]), ("C1", ["convolution"]), ("C1.maps", ["2"]), ("units", ["3"]),
      ("dropout", ["dropout"]), ("dropout.rate", ["0.3"]), ("activation", ["identity", "relu"]),
      (
        "kind",
        ["convolution", "batchNormalization", "maxPooling", "flatten", "dropout", "fullyConnected"]
      ),
      ("C1.colour", []), ("C9", []), ("", []),
    ])
  func named(name: String, values: [String]) throws {
    #expect(try Self.network().values(named: name).map { $0.string ?? $0.text } == values)
  }

  @Test("Settings that an earlier version left out are filled in, unknown kinds are kept")
  func otherVersions() throws {
    func read(_ text: String) throws -> NetworkValues {
      let json = #"{"name":"a","input":[1,8,8],"layers":[\#(text)]}"#
      return try #require(NetworkValues(try JSON(reading: Array(json.utf8))))
    }
    let short = try read(#"{"name":"C1","kind":"convolution","maps":2,"kernel":3}"#)
    let long = try read(
      #"{"name":"C1","kind":"convolution","maps":2,"kernel":3,"stride":1,"padding":0,"activation":"identity"}"#
    )
    #expect(Self.rows([short, long]).isEmpty)
    let later = try read(#"{"name":"C1","kind":"lens","power":2}"#)
    #expect(later.values(named: "C1.power") == [.integer(2)])
    #expect(Self.rows([short, later]).first == "C1 | convolution | lens")
    #expect(NetworkValues(.object([:])) == nil && NetworkValues(.string("a")) == nil)
  }
}
