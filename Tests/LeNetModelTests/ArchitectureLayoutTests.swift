import LeNetModel
import LeNetTestSupport
import Testing

@Suite struct ArchitectureLayoutTests {
  /// A network of one layer under test, made flat.
  static func network(_ layer: Layer, input: Shape) -> Architecture {
    Architecture(name: "net", input: input, layers: ["X": layer, "flat": .flatten])
  }

  static let sizes: [(Layer, Shape, Shape)] = [
    // floor((W - K + 2P) / S) + 1
    (.convolution(maps: 6, kernel: 5), Shape(1, 32, 32), Shape(6, 28, 28)),
    (.convolution(maps: 6, kernel: 5, padding: 2), Shape(1, 28, 28), Shape(6, 28, 28)),
    (.convolution(maps: 2, kernel: 3, stride: 2), Shape(3, 8, 7), Shape(2, 3, 3)),
    (.convolution(maps: 2, kernel: 3, stride: 2, padding: 1), Shape(3, 8, 7), Shape(2, 4, 4)),
    (.convolution(maps: 120, kernel: 5), Shape(16, 5, 5), Shape(120, 1, 1)),
    (.convolution(maps: 1, kernel: 1, stride: 9), Shape(1, 9, 10), Shape(1, 1, 2)),
    (.maxPooling(window: 2), Shape(6, 28, 29), Shape(6, 14, 14)),
    (.maxPooling(window: 3, stride: 2), Shape(6, 9, 8), Shape(6, 4, 3)),
    (.averagePooling(window: 2), Shape(16, 11, 10), Shape(16, 5, 5)),
    (.adaptiveMaxPooling(rows: 4, columns: 3), Shape(50, 8, 2), Shape(50, 4, 3)),
    (.globalAveragePooling, Shape(7, 3, 5), Shape(7, 1, 1)),
    (.flatten, Shape(16, 5, 4), Shape(320, 1, 1)),
    (.fullyConnected(units: 84), Shape(120, 1, 1), Shape(84, 1, 1)),
    (.batchNormalization(), Shape(6, 3, 2), Shape(6, 3, 2)),
    (.dropout(rate: 0.5), Shape(6, 3, 2), Shape(6, 3, 2)),
  ]

  @Test("Output sizes follow the formula", arguments: sizes)
  func outputShape(layer: Layer, input: Shape, output: Shape) throws {
    let layout = try Self.network(layer, input: input).layout()
    #expect(layout.layers[0].input == input)
    #expect(layout.layers[0].output == output)
    #expect(layout.layers[1].input == output)
    #expect(layout.classes == output.count)
  }

  @Test("The formula holds for every size from 1 to 12")
  func everySize() {
    for (width, kernel) in (1...12).flatMap({ width in (1...5).map { (width, $0) } }) {
      for (stride, padding) in (1...3).flatMap({ stride in (0...2).map { (stride, $0) } }) {
        // Counted instead of computed: places where the window fits.
        let fits = (0...(width + 2 * padding)).count { start in
          start % stride == 0 && start + kernel <= width + 2 * padding
        }
        let layer = Layer.convolution(maps: 1, kernel: kernel, stride: stride, padding: padding)
        let output = try? Self.network(layer, input: Shape(1, width, 12)).layout().layers[0].output
        #expect(output?.rows ?? 0 == fits, "W \(width) K \(kernel) S \(stride) P \(padding)")
      }
    }
  }

  static let tensors: [(Layer, Shape, [String], [[Int]])] = [
    (
      .convolution(maps: 16, kernel: 5), Shape(6, 14, 14), ["X.weight", "X.bias"],
      [[16, 6, 5, 5], [16]]
    ),
    (
      .fullyConnected(units: 84), Shape(120, 1, 1), ["X.weight", "X.bias"], [[84, 120], [84]]
    ),
    (
      .batchNormalization(), Shape(6, 4, 4),
      ["X.weight", "X.bias", "X.running_mean", "X.running_var"], [[6], [6], [6], [6]]
    ),
    (.maxPooling(window: 2), Shape(6, 4, 4), [], []),
    (.dropout(rate: 0), Shape(6, 4, 4), [], []),
  ]

  @Test("Tensors have PyTorch's names and shapes", arguments: tensors)
  func tensorShapes(layer: Layer, input: Shape, names: [String], shapes: [[Int]]) throws {
    let layout = try Self.network(layer, input: input).layout()
    #expect(layout.layers[0].parameters.map(\.name) == names)
    #expect(layout.layers[0].parameters.map(\.shape) == shapes)
    #expect(layout.parameters.map(\.name) == names)
  }

  @Test("C3 over Table I has the paper's 1,516 parameters and 151,600 connections")
  func tableI() throws {
    let layer = Layer.convolution(maps: 16, kernel: 5, connections: .table1)
    let layout = try Self.network(layer, input: Shape(6, 14, 14)).layout()
    #expect(layout.trainableCount == 1_516)
    #expect(layout.layers[0].connections == 151_600)
    #expect(layout.layers[0].multiplyAdds == 150_000)
    let weight = try #require(layout.parameter("X.weight"))
    #expect(weight.shape == [16, 6, 5, 5])
    #expect(weight.count == 2_400)
    #expect(weight.coefficients == 1_500)
    #expect(weight.absent.reduce(0) { $0 + $1.count } == 900)
    // Map 0 has links to 0, 1 and 2; map 1 to 1, 2 and 3: kernels 3, 4, 5 and 6 are absent.
    #expect(weight.absent.first == 75..<175)
    #expect(weight.fanIn(ofUnit: 0) == 75)
    #expect(weight.fanIn(ofUnit: 15) == 150)
    #expect(layout.parameter("X.bias")?.fanIn(ofUnit: 6) == 100)
    #expect(layout.parameter("X.bias")?.absent == [])
    for (output, sources) in ConnectionTable.table1.sources.enumerated() {
      for input in 0..<6 {
        let start = (output * 6 + input) * 25
        let isAbsent = weight.absent.contains { $0.contains(start) && $0.contains(start + 24) }
        #expect(isAbsent == !sources.contains(input), "map \(output) from \(input)")
      }
    }
  }

  @Test("Trained tensors come first, each at a multiple of 16, without overlap")
  func arena() throws {
    for placement in [BatchNormalizationPlacement.none, .convolutions, .all] {
      let layout = try Architecture.leNet5D2L(batchNormalization: placement).layout()
      var end = 0
      for tensor in layout.parameters {
        #expect(tensor.offset >= end && tensor.offset < end + 16 && tensor.offset % 16 == 0)
        #expect(tensor.trainable == (tensor.offset < layout.trainableExtent))
        end = tensor.range.upperBound
      }
      #expect(layout.arenaExtent >= end && layout.arenaExtent < end + 16)
      #expect(layout.arenaExtent % 16 == 0 && layout.trainableExtent % 16 == 0)
      #expect(
        Set(layout.parameters) == Set(layout.layers.flatMap(\.parameters)), "\(placement)")
    }
  }

  @Test("Adaptive bins are PyTorch's and cover every row")
  func bins() {
    #expect(
      (0..<4).map { AdaptivePooling.bin($0, of: 4, over: 8) } == [0..<2, 2..<4, 4..<6, 6..<8])
    #expect(
      (0..<4).map { AdaptivePooling.bin($0, of: 4, over: 6) } == [0..<2, 1..<3, 3..<5, 4..<6])
    #expect(
      (0..<4).map { AdaptivePooling.bin($0, of: 4, over: 1) } == [0..<1, 0..<1, 0..<1, 0..<1])
    for extent in 1...20 {
      let bins = (0..<4).map { AdaptivePooling.bin($0, of: 4, over: extent) }
      #expect(Set(bins.flatMap(Array.init)) == Set(0..<extent), "extent \(extent)")
      #expect(bins.allSatisfy { !$0.isEmpty }, "extent \(extent)")
    }
  }
}
