import LeNetData
import LeNetGraphics
import LeNetModel
import LeNetDrawing
import LeNetRandom
import LeNetTestSupport
import Testing

@Suite("How one number is computed")
struct UnitArithmeticTests {
  /// Layers that no built-in network has.
  private static let odd = Architecture(
    name: "odd", input: Shape(1, 28, 28),
    layers: [
      "C1": .convolution(maps: 3, kernel: 4, stride: 3, padding: 2, activation: .tanh),
      "N1": .batchNormalization(activation: .sigmoid),
      "S2": .averagePooling(window: 3, stride: 2), "mean": .globalAveragePooling,
      "output": .fullyConnected(units: 10, activation: .softmax),
    ])

  private static func pictures(
    of architecture: Architecture, seed: UInt64
  ) throws -> ActivityPictures {
    let layout = try architecture.layout()
    var stream = RandomStream(seed: seed, purpose: .test)
    var parameters = Initialization.pytorch.parameters(for: layout, seed: seed)
    // What starts at 0 or 1 would hide a mistake.
    for tensor in layout.parameters where [.scale, .runningVariance].contains(tensor.role) {
      for place in tensor.range { parameters.values[place] = Float(stream.uniform() + 0.5) }
    }
    for tensor in layout.parameters where [.shift, .runningMean].contains(tensor.role) {
      for place in tensor.range { parameters.values[place] = Float(stream.uniform() - 0.5) }
    }
    let input = architecture.input
    let model = ModelFile(
      preparation: Preparation(
        rows: input.rows, columns: input.columns, resizeMode: .none,
        mean: Array(repeating: 0.3, count: input.maps),
        standardDeviation: Array(repeating: 0.4, count: input.maps)),
      classes: (0..<layout.classes).map { "\($0)" }, training: nil, parameters: parameters)
    let dataset = try Dataset(
      name: "random", shape: input,
      images: (0..<input.count).map { _ in UInt8(stream.below(256)) }, labels: [0])
    return try ActivityPictures(model, on: dataset)
  }

  @Test(
    "The arithmetic that is shown gives what the network computes",
    arguments: Architecture.all + [.leNet5D2L(batchNormalization: .all), odd])
  func agrees(architecture: Architecture) throws {
    let seed: UInt64 = 5
    let pictures = try Self.pictures(of: architecture, seed: seed)
    let layout = try architecture.layout()
    var stream = RandomStream(seed: seed, purpose: .test, index: 1)
    for layer in layout.layers where !["flatten", "dropout"].contains(layer.layer.kind) {
      for trial in 0..<5 {
        // The greatest number first, then anywhere, corners included.
        func place(_ count: Int) -> Int? {
          trial == 0 ? nil : trial == 1 ? 0 : Int(stream.below(UInt32(count)))
        }
        let unit = try pictures.unit(
          of: 0, layer: layer.name, map: place(layer.output.maps), row: place(layer.output.rows),
          column: place(layer.output.columns))
        let computed = Double(unit.computed)
        #expect(
          abs(unit.arithmetic.value - computed) <= 2e-5 * max(1, abs(computed)),
          "\(architecture.name), \(unit.name), seed \(seed): \(unit.arithmetic.value) not \(computed)"
        )
        if trial == 0 { #expect(unit.computed == unit.output.max()) }
        let check = SVGCheck(pictures.drawing(of: unit, image: 0).svg)
        #expect(check.defects.isEmpty, "\(unit.name): \(check.defects)")
      }
    }
  }

  @Test("What cannot be shown is said in a sentence")
  func refused() throws {
    let pictures = try Self.pictures(of: .leNet5Keras, seed: 1)
    #expect(throws: UnitError.noArithmetic(layer: "dropout", kind: "dropout")) {
      _ = try pictures.unit(of: 0, layer: "dropout", map: nil, row: nil, column: nil)
    }
    #expect(throws: UnitError.noPlace(layer: "C1", what: "map", got: 6, count: 6)) {
      _ = try pictures.unit(of: 0, layer: "C1", map: 6, row: nil, column: nil)
    }
    #expect(throws: UnitError.noPlace(layer: "S2", what: "column", got: -1, count: 14)) {
      _ = try pictures.unit(of: 0, layer: "S2", map: nil, row: nil, column: -1)
    }
    do {
      _ = try pictures.unit(of: 0, layer: "C9", map: nil, row: nil, column: nil)
      Issue.record("there is no C9")
    } catch {
      #expect(
        error.description
          == "the network has no layer C9; choose one of C1, S2, C3, S4, C5, flatten, F6, dropout, output"
      )
    }
  }
}
