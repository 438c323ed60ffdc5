import Foundation
import Testing

@Suite("lenet runs compare and networks of one name")
struct RunsCompareTests {
  private static let network = #"""
    {"name":"own","input":[1,28,28],"layers":[
    {"name":"C1","kind":"convolution","maps":2,"kernel":5,"stride":4},
    {"name":"C3","kind":"convolution","maps":2,"kernel":3,"connections":[[0,1],[1]]},
    {"name":"flatten","kind":"flatten"},{"name":"output","kind":"fullyConnected","units":10}]}
    """#

  /// Trains two runs of one step that differ in one thing, and compares them.
  private func compare(
    _ options: [[String]], networks: [String] = [], arguments: [String] = [],
    older: Bool = false
  ) throws -> LeNetProcess.Result {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    for (number, options) in options.enumerated() {
      var own = options
      if networks.indices.contains(number) {
        try folder.write(networks[number], to: "own.json")
        own += ["--architecture", "own.json"]
      }
      let trained = try LeNetProcess.run(
        ["train", "--data", fixture.data, "--steps", "1", "--batch-size", "9", "--threads", "1"]
          + own + ["--output", "run-\(number)"], in: folder.path)
      #expect(trained.status == 0, "\(trained.errors)")
      guard older else { continue }
      // As earlier versions wrote it, from the architecture's name on.
      let record = try JSONSerialization.jsonObject(
        with: folder.bytes("run-\(number)/run.json") ?? Data())
      var fields = try #require(record as? [String: Any])
      fields["network"] = nil
      let bytes = try JSONSerialization.data(withJSONObject: fields)
      try folder.write([UInt8](bytes), to: "run-\(number)/run.json")
    }
    let result = try LeNetProcess.run(
      ["runs", "compare", "--no-answers"] + options.indices.map { "run-\($0)" } + arguments,
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return result
  }

  /// The rows below 'what differs', blanks made one.
  private func rows(_ result: LeNetProcess.Result) -> [String] {
    let start = result.lines.firstIndex { $0.hasPrefix("what differs") } ?? result.lines.count
    return result.lines.dropFirst(start + 2).prefix { !$0.isEmpty }.map { line in
      line.split(separator: " ").joined(separator: " ")
    }
  }

  @Test("Batch normalization is told layer by layer, in old records too", arguments: [false, true])
  func batchNormalization(older: Bool) throws {
    let recipe = ["--recipe", "d2l"]
    let result = try compare(
      [recipe, recipe + ["--batch-normalization", "convolutions"]], older: older)
    #expect(
      rows(result) == [
        "C1.activation sigmoid identity", "N1 - batchNormalization", "N1.activation - sigmoid",
        "C3.activation sigmoid identity", "N3 - batchNormalization", "N3.activation - sigmoid",
      ])
    #expect(!result.output.contains("no value") && !result.output.contains("{"))
  }

  @Test("Trained prototypes are told")
  func prototypes() throws {
    let network = ["--architecture", "lenet5-1998", "--curvature-patterns", "9"]
    let result = try compare([network, network + ["--prototypes", "trained"]])
    #expect(rows(result) == ["output.trainable false true"])
  }

  @Test(
    "A file of the same name with another network is told, value by value",
    arguments: [
      (#""stride":4"#, #""stride":3"#, ["C1.stride 4 3"]),
      ("[1]]", "[0]]", ["C3.connections 3 links, map 1: 1 3 links, map 1: 0"]),
      (#","connections":[[0,1],[1]]"#, "", ["C3.connections 3 links -"]),
      (
        "\"convolution\",\"maps\":2,\"kernel\":3,\"connections\":[[0,1],[1]]",
        "\"maxPooling\",\"window\":3,\"stride\":1",
        [
          "C3 convolution maxPooling", "C3.connections 3 links -", "C3.kernel 3 -", "C3.maps 2 -",
          "C3.window - 3",
        ]
      ),
    ])
  func ownFile(old: String, new: String, expected: [String]) throws {
    let other = Self.network.replacingOccurrences(of: old, with: new)
    let result = try compare([[], []], networks: [Self.network, other])
    #expect(rows(result) == expected)
  }

  @Test("Runs that are the same in all say so")
  func same() throws {
    let result = try compare([[], []], networks: [Self.network, Self.network])
    #expect(result.lines.contains("no value of recipe, data and machine differs"))
  }

  @Test("For programs there are the values themselves")
  func json() throws {
    let other = Self.network.replacingOccurrences(
      of: #""maps":2,"kernel":5"#, with: #""maps":3,"kernel":5"#)
    let object = try #require(
      try compare(
        [["--mean", "0.1"], ["--mean", "0.2"]], networks: [Self.network, other],
        arguments: ["--json"]
      ).objects().first)
    let differences = try #require(object["differences"] as? [String: [Any]])
    #expect(Set(differences.keys) == ["C1.maps", "mean"])
    #expect(differences["C1.maps"] as? [Int] == [2, 3])
    #expect(differences["mean"] as? [[Double]] == [[0.1], [0.2]])
  }
}
