import LeNetModel
import LeNetText
import Testing

@Suite("One thing changed in a network")
struct VariationTests {
  static func layers(_ architecture: Architecture) -> String {
    architecture.layers.map { layer in
      let activation = layer.layer.activation
      return "\(layer.name) \(layer.layer.kind)"
        + (activation == .identity ? "" : " \(activation.rawValue)")
    }.joined(separator: ", ")
  }

  @Test("Every layer with an activation gets the new one, but the last")
  func activation() throws {
    let changed = try Architecture.leNet1.withActivation(.relu)
    #expect(
      Self.layers(changed) == """
        C1 convolution relu, S2 subsampling relu, C3 convolution relu, S4 subsampling relu, \
        flatten flatten, output fullyConnected scaledTanh
        """)
    #expect(try changed.withActivation(.scaledTanh) == .leNet1)
    let logistic = try Architecture.leNet51998Logistic.withActivation(.tanh)
    #expect(logistic.layers[0].layer.activation == .identity)
    #expect(logistic.layers[1].layer.activation == .tanh)
  }

  @Test("Pooling by other means keeps the sizes, but for none")
  func pooling() throws {
    for architecture in [Architecture.leNet5PyTorch, .leNet5D2L, .leNet5Keras, .leNetCaffe] {
      let sizes = try architecture.layout().layers.filter { $0.name.hasPrefix("S") }.map(\.output)
      for method in PoolingMethod.allCases where method != .none {
        let layout = try architecture.withPooling(method).layout()
        let name = method == .stride ? "C" : "S"
        let made = layout.layers.filter { $0.name.hasPrefix(name) }.prefix(2).map(\.output)
        #expect(made == sizes, "\(architecture.name) by \(method)")
      }
      let none = try architecture.withPooling(.none)
      #expect(!none.layers.contains { $0.name.hasPrefix("S") })
    }
    let none = try Architecture.leNet5PyTorch.withPooling(.none).layout()
    #expect(none.trainableCount == 1_119_626)
    let strided = try Architecture.leNet5PyTorch.withPooling(.stride).layout()
    #expect(strided.trainableCount == 61_706)
  }

  @Test("Subsampling takes the activation before it, and gives its own to sums without one")
  func subsampling() throws {
    #expect(
      Self.layers(try Architecture.leNet5PyTorch.withPooling(.subsampling)) == """
        C1 convolution relu, S2 subsampling relu, C3 convolution relu, S4 subsampling relu, \
        flatten flatten, F5 fullyConnected relu, F6 fullyConnected relu, output fullyConnected
        """)
    #expect(
      Self.layers(try Architecture.leNet51998Logistic.withPooling(.max)) == """
        C1 convolution sigmoid, S2 maxPooling, C3 convolution sigmoid, S4 maxPooling, \
        C5 convolution, F6 fullyConnected sigmoid, output radialBasis
        """)
    #expect(try Architecture.leNet4.withPooling(.subsampling) == .leNet4)
  }

  @Test("Normalization stands at the layers named, with their activation, and can be taken out")
  func normalization() throws {
    let changed = try Architecture.leNet5D2L.withBatchNormalization(.layers(["C1", "S2"]))
    #expect(
      Self.layers(changed) == """
        C1 convolution, N1 batchNormalization sigmoid, S2 averagePooling, N2 batchNormalization, \
        C3 convolution sigmoid, S4 averagePooling, flatten flatten, F5 fullyConnected sigmoid, \
        F6 fullyConnected sigmoid, output fullyConnected
        """)
    for architecture in Architecture.all {
      let all = try architecture.withBatchNormalization(.all)
      #expect(all.layers.count > architecture.layers.count)
      #expect(try all.withBatchNormalization(.none) == architecture)
      #expect(try all.withBatchNormalization(.all) == all)
      if architecture.name != "lenet4" { _ = try all.layout() }
    }
    let twice = Architecture(
      name: "twice", input: Shape(1, 8, 8),
      layers: [
        "C1": .convolution(maps: 2, kernel: 3), "D1": .convolution(maps: 2, kernel: 3),
        "sums": .convolution(maps: 2, kernel: 3), "flatten": .flatten,
        "output": .fullyConnected(units: 3),
      ])
    let names = try twice.withBatchNormalization(.convolutions).layers.map(\.name)
    #expect(names == ["C1", "N1", "D1", "N-D1", "sums", "N-sums", "flatten", "output"])
  }

  @Test("Units, maps, links and prototypes")
  func sizes() throws {
    let sizes = [LayerSize(layer: "F5", units: 60), LayerSize(layer: "C3", units: 8)]
    let changed = try Architecture.leNet5PyTorch.withUnits(sizes).layout()
    #expect(changed.parameters.map(\.count) == [150, 6, 1200, 8, 12_000, 60, 5040, 84, 840, 10])
    #expect(try Architecture.leNet51998.withLinks(.all).layout().trainableCount == 60_900)
    let table = try Architecture.leNet5PyTorch.withLinks(.table1)
    #expect(try table.layout().trainableCount == 60_806)
    #expect(try table.withLinks(.all) == .leNet5PyTorch)
    let trained = try Architecture.leNet51998.withPrototypes(.trained)
    #expect(try trained.layout().trainableCount == 60_840)
    #expect(try trained.withPrototypes(.fixed) == .leNet51998)
  }

  @Test("A network that is so already stays as it is, also where the change was made before")
  func again() throws {
    #expect(try Architecture.leNet5D2L.withLinks(.all) == .leNet5D2L)
    for method in PoolingMethod.allCases {
      let changed = try Architecture.leNet5D2L.withPooling(method)
      #expect(try changed.withPooling(method) == changed, "\(method)")
    }
    for placement in [BatchNormalizationPlacement.all, .convolutions, .layers(["S2", "C1"])] {
      let changed = try Architecture.leNet5D2L.withBatchNormalization(placement)
      #expect(try changed.withBatchNormalization(placement) == changed, "\(placement)")
    }
    let fewer = try Architecture.leNet5D2L.withBatchNormalization(.all)
      .withBatchNormalization(.none)
    #expect(fewer == .leNet5D2L)
  }

  /// Normalization, then sums that answer, then pooling.
  private static let pooled = Architecture(
    name: "own", input: Shape(1, 8, 8),
    layers: [
      "C1": .convolution(maps: 4, kernel: 3),
      "N1": .batchNormalization(momentum: 0.3, epsilon: 0.01, activation: .tanh),
      "C2": .convolution(maps: 3, kernel: 3), "mean": .globalAveragePooling,
    ])

  @Test("A normalization keeps its settings, and none stands behind the layer that answers")
  func keptNormalization() throws {
    #expect(try Self.pooled.withBatchNormalization(.all) == Self.pooled)
    #expect(try Self.pooled.withBatchNormalization(.convolutions) == Self.pooled)
    #expect(Self.pooled.head == ["C2"])
    // A normalization may also stand behind an activation.
    var behind = Self.pooled
    behind.layers[0].layer = .convolution(maps: 4, kernel: 3, activation: .relu)
    behind.layers[1].layer = .batchNormalization(momentum: 0.3)
    for placement in [BatchNormalizationPlacement.all, .layers(["C1"])] {
      #expect(try behind.withBatchNormalization(placement) == behind, "\(placement)")
    }
    var clash = Self.pooled
    clash.layers[0].layer = .convolution(maps: 4, kernel: 3, activation: .relu)
    let error = #expect(throws: ArchitectureError.self) { try clash.withBatchNormalization(.none) }
    #expect(error?.description.contains("no layer of sums without an activation before N1") == true)
  }

  @Test("The layer that answers gets a unit or a map for each class, and no other")
  func classes() throws {
    let layers = Self.pooled.withClasses(7).layers
    #expect(layers[0].layer == Self.pooled.layers[0].layer)
    #expect(layers[2].layer == .convolution(maps: 7, kernel: 3))
    let behind = Architecture(
      name: "own", input: Shape(1, 8, 8),
      layers: [
        "flatten": .flatten, "F1": .fullyConnected(units: 20),
        "C2": .convolution(maps: 10, kernel: 1),
      ]
    ).withClasses(3)
    #expect(behind.layers[1].layer == .fullyConnected(units: 20))
    #expect(behind.layers[2].layer == .convolution(maps: 3, kernel: 1))
    #expect(try behind.layout().classes == 3)
  }

  @Test("Another dropout, where there is one")
  func dropout() throws {
    let changed = try Architecture.leNet5Keras.withDropout(0.2)
    #expect(changed.layers.contains { $0.layer == .dropout(rate: 0.2) })
    #expect(!changed.layers.contains { $0.layer == .dropout(rate: 0.8) })
    #expect(NetworkSummary(try changed.layout()).description.contains("dropout, 0.2"))
  }

  @Test("Numbers too large to multiply are refused, not multiplied")
  func overflow() throws {
    var network = Architecture(
      name: "own", input: Shape(1, 1, 1),
      layers: ["C1": .convolution(maps: 1, kernel: 1, stride: 1 << 16)])
    for number in 2...4 {
      network.layers.append(
        NamedLayer(name: "S\(number)", layer: .maxPooling(window: 1, stride: 1 << 16)))
    }
    let error = #expect(throws: ArchitectureError.self) { try network.withPooling(.stride) }
    #expect(error?.description.contains("would overflow") == true)
    let copies = Architecture(
      name: "own", input: Shape(2, 1, 1),
      layers: [
        "S1": .subsampling(window: 1, copies: .max), "C2": .convolution(maps: 16, kernel: 1),
      ])
    #expect(throws: Never.self) { _ = try? copies.withLinks(.table1) }
  }

  @Test(
    "What cannot be changed is said",
    arguments: [
      ("lenet5-d2l cannot have the activation softmax: only the last layer may have it", 0),
      (
        "lenet4 cannot have pooling by max: S2 makes 2 maps of each, which only subsampling does",
        1
      ),
      (
        """
        lenet5-d2l cannot have 3 units in F9: it has no such layer; its layers are C1, S2, C3, S4, \
        flatten, F5, F6, output
        """, 2
      ),
      (
        "lenet5-d2l cannot have 3 units in output: the last layer has one unit per class of the data",
        3
      ),
      (
        "lenet1 cannot have Table I: no convolution makes 16 maps of 6, as C3 of lenet5-1998 does",
        4
      ),
      (
        """
        lenet5-d2l cannot have another dropout: it has none; lenet5-keras has one, and a JSON file can have \
        it anywhere
        """, 5
      ),
      ("lenet5-d2l cannot have fixed prototypes: only radial basis units have prototypes", 6),
      (
        """
        lenet5-keras cannot have batch normalization at flatten: flatten is flatten; choose a \
        convolution, a full connection or a pooling
        """, 7
      ),
      (
        """
        lenet-caffe cannot have pooling by average: S4 makes 4 x 4 of 11 x 18, which has no whole \
        window
        """, 8
      ),
      (
        "lenet5-d2l cannot have 3 units in S2: only full connections have units, and only convolutions maps; S2 is averagePooling",
        9
      ),
    ])
  func refused(text: String, number: Int) {
    let error = #expect(throws: ArchitectureError.self) {
      switch number {
      case 0: _ = try Architecture.leNet5D2L.withActivation(.softmax)
      case 1: _ = try Architecture.leNet4.withPooling(.max)
      case 2: _ = try Architecture.leNet5D2L.withUnits([LayerSize(layer: "F9", units: 3)])
      case 3: _ = try Architecture.leNet5D2L.withUnits([LayerSize(layer: "output", units: 3)])
      case 4: _ = try Architecture.leNet1.withLinks(.table1)
      case 5: _ = try Architecture.leNet5D2L.withDropout(0.2)
      case 6: _ = try Architecture.leNet5D2L.withPrototypes(.fixed)
      case 7: _ = try Architecture.leNet5Keras.withBatchNormalization(.layers(["flatten"]))
      case 8:
        _ = try Architecture.leNetCaffe.accepting(input: Shape(1, 34, 49)).withPooling(.average)
      default: _ = try Architecture.leNet5D2L.withUnits([LayerSize(layer: "S2", units: 3)])
      }
    }
    #expect(error?.description == text)
  }

  @Test("A network prints as its table")
  func description() {
    let lines = "\(Architecture.leNet5PyTorch)".split(separator: "\n")
    #expect(lines.first == "lenet5-pytorch, input 1x32x32")
    #expect(
      lines.contains(
        "C1       convolution, relu     6x28x28          156      122,304        117,600"))
    #expect(
      lines.last?.hasPrefix("trainable 61,706, non-trainable 0, fixed 0; 246,824 bytes") == true)
    let empty = Architecture(name: "none", input: Shape(1, 2, 2), layers: [:])
    #expect("\(empty)".hasPrefix("none, input 1x2x2: the architecture none has no layers"))
  }
}
