import Foundation
import LeNetImport
import LeNetModel
import LeNetRandom
import Testing

@Suite("Keras's files")
struct KerasFileTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("References/imports").path

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
  }

  /// The numbers that Tests/References/make-imports.py writes.
  private static func number(_ index: Int) -> Float { Float(7 * index % 64 - 32) / 64 }

  /// The network of a file, whose activation, pooling and size are given where it does not say them.
  private static func parameters(_ bytes: [UInt8]) throws -> Parameters {
    switch try FileContent(reading: bytes, folder: folder) {
    case .steps(let list):
      return try NetworkBuilder.network(list.steps, input: list.input, name: "x").parameters
    case .weights(let bag):
      var options = ImportOptions()
      options.activation = .relu
      options.isMaxPooling = true
      options.side = 28
      options.padding = 0
      let structure = try Structure.all(of: bag, options: options)[0]
      return try NetworkBuilder.network(structure.steps, input: structure.input, name: "x")
        .parameters
    }
  }

  static let files = ["small.keras", "small.h5", "small.weights.h5", "small-weights.h5"]

  @Test("kernels and connections come in this program's order", arguments: files)
  func order(name: String) throws {
    let parameters = try Self.parameters(try Self.bytes(name))
    #expect(
      parameters.layout.architecture.layers.map(\.layer) == [
        .convolution(maps: 2, kernel: 3, activation: .relu), .maxPooling(window: 2), .flatten,
        .fullyConnected(units: 10),
      ])
    let kernels = (0..<2).flatMap { map in (0..<9).map { Self.number($0 * 2 + map) } }
    #expect(parameters["C1.weight"] == kernels)
    #expect(parameters["C1.bias"] == (0..<2).map(Self.number))
    // Keras flattens place by place, this program map by map.
    let weights = (0..<10).flatMap { unit in
      (0..<2).flatMap { map in
        (0..<169).map { place in Self.number((place * 2 + map) * 10 + unit) }
      }
    }
    #expect(parameters["output.weight"] == weights)
    #expect(parameters["output.bias"] == (0..<10).map(Self.number))
  }

  @Test("damaged files give an error in one sentence or a whole network", arguments: files)
  func damaged(name: String) throws {
    let whole = try Self.bytes(name)
    let seed = UInt64.random(in: 0...UInt64.max)
    for turn in 0..<1000 {
      var random = RandomStream(seed: seed, purpose: .test, index: UInt32(turn))
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let limit = Bool.random(using: &random) ? min(bytes.count, 4000) : bytes.count
        let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
        bytes[Int.random(in: 0..<limit, using: &random)] = values.randomElement(using: &random) ?? 0
      }
      do {
        _ = try Self.parameters(bytes)
      } catch {
        let text = "\(error)"
        #expect(
          !text.isEmpty && text.count < 1500 && !text.contains("\n"),
          "\(name), seed \(seed), turn \(turn): \(text)")
      }
    }
  }
}
