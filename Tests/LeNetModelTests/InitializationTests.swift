import LeNetModel
import LeNetRandom
import LeNetTestSupport
import Testing

@Suite struct InitializationTests {
  /// Half the width of each rule's range, from its framework's documentation.
  static func bounds(
    _ rule: Initialization, fanIn: Double, fanOut: Double
  ) -> (weight: Double, bias: Double) {
    let pytorch = (1 / fanIn).squareRoot()
    let glorot = (6 / (fanIn + fanOut)).squareRoot()
    return switch rule {
    case .pytorch: (pytorch, pytorch)
    case .xavierUniform: (glorot, pytorch)
    case .glorotUniform: (glorot, 0)
    case .caffeXavier: ((3 / fanIn).squareRoot(), 0)
    case .paper: (2.4 / fanIn, 0)
    case .paperSquareRoot: (pytorch, 0)
    }
  }

  @Test("Values fill each rule's range and leave none", arguments: Initialization.allCases)
  func ranges(rule: Initialization) throws {
    let layout = try Architecture.leNet5PyTorch.layout()
    // Fan-in and fan-out of C3 (16 maps of 6, kernel 5) and F5 (120 units of 400).
    for (layer, fanIn, fanOut) in [("C3", 150.0, 400.0), ("F5", 400, 120)] {
      for seed in UInt64(1)...3 {
        let parameters = rule.parameters(for: layout, seed: seed)
        let bounds = Self.bounds(rule, fanIn: fanIn, fanOut: fanOut)
        for (name, bound) in [("weight", bounds.weight), ("bias", bounds.bias)] {
          let values = try #require(parameters["\(layer).\(name)"])
          let largest = Double(values.map(abs).max() ?? -1)
          let context = "\(layer).\(name), seed \(seed)"
          #expect(largest <= bound * 1.000_000_1, "\(context)")
          guard name == "weight" else { continue }
          let count = Double(values.count)
          #expect(largest > bound * 0.99, "\(context)")
          let mean = values.reduce(0) { $0 + Double($1) } / count
          // Five standard errors of the mean of a uniform distribution.
          #expect(abs(mean) < 5 * bound / (3 * count).squareRoot(), "\(context)")
        }
        let bias = try #require(parameters["\(layer).bias"])
        #expect(bias.allSatisfy { $0 == 0 } == (bounds.bias == 0), "\(layer), seed \(seed)")
      }
    }
  }

  @Test("Every number is one draw of its tensor's stream, rounded")
  func draws() throws {
    let layout = try Architecture.leNet5PyTorch.layout()
    let seed: UInt64 = 20_260_101
    let parameters = Initialization.pytorch.parameters(for: layout, seed: seed)
    for (position, tensor) in layout.parameters.enumerated() {
      var stream = RandomStream(
        seed: seed, purpose: .initialization, epoch: 0, index: UInt32(position))
      let bound = 1 / Double(tensor.fanIn).squareRoot()
      let expected = (0..<tensor.count).map { _ in Float(stream.uniform(in: -bound...bound)) }
      #expect(parameters[tensor.name] == expected, "\(tensor.name), seed \(seed)")
    }
  }

  @Test("Absent links are 0 and leave the others as they are", arguments: Initialization.allCases)
  func absentLinks(rule: Initialization) throws {
    let layers: (ConnectionTable?) -> KeyValuePairs<String, Layer> = { table in
      ["C3": .convolution(maps: 16, kernel: 5, connections: table), "flatten": .flatten]
    }
    let sparse = try Architecture(name: "n", input: Shape(6, 5, 5), layers: layers(.table1))
      .layout()
    let dense = try Architecture(name: "n", input: Shape(6, 5, 5), layers: layers(nil)).layout()
    let seed: UInt64 = 7
    let values = try #require(rule.parameters(for: sparse, seed: seed)["C3.weight"])
    let all = try #require(rule.parameters(for: dense, seed: seed)["C3.weight"])
    for (output, sources) in ConnectionTable.table1.sources.enumerated() {
      let bound = Self.bounds(rule, fanIn: Double(sources.count * 25), fanOut: 400).weight
      let denseBound = Self.bounds(rule, fanIn: 150, fanOut: 400).weight
      for input in 0..<6 {
        let factor = sources.contains(input) ? Float(bound / denseBound) : 0
        let link = (output * 6 + input) * 25..<(output * 6 + input + 1) * 25
        #expect(
          link.allSatisfy { abs(values[$0] - factor * all[$0]) < 1e-6 },
          "map \(output) from \(input), seed \(seed)")
      }
    }
  }

  @Test("Batch normalization starts as the identity", arguments: Initialization.allCases)
  func normalization(rule: Initialization) throws {
    let layout = try Architecture.leNet5D2L(batchNormalization: .all).layout()
    let parameters = rule.parameters(for: layout, seed: 3)
    for (name, count) in [("N1", 6), ("N3", 16), ("N5", 120), ("N6", 84)] {
      #expect(parameters["\(name).weight"] == Array(repeating: 1, count: count))
      #expect(parameters["\(name).bias"] == Array(repeating: 0, count: count))
      #expect(parameters["\(name).running_mean"] == Array(repeating: 0, count: count))
      #expect(parameters["\(name).running_var"] == Array(repeating: 1, count: count))
    }
  }

  @Test("Seeds differ, a seed repeats, gaps stay 0")
  func seeds() throws {
    let layout = try Architecture.leNet5D2L.layout()
    let one = Initialization.xavierUniform.parameters(for: layout, seed: 1)
    #expect(one == Initialization.xavierUniform.parameters(for: layout, seed: 1))
    #expect(one != Initialization.xavierUniform.parameters(for: layout, seed: 2))
    var gaps = Set(0..<layout.arenaExtent)
    for tensor in layout.parameters { gaps.subtract(tensor.range) }
    #expect(!gaps.isEmpty && gaps.allSatisfy { one.values[$0] == 0 })
  }
}
