import LeNetModel
import LeNetTestSupport
import Testing

@Suite struct ArchitecturesTests {
  struct Counts: Sendable, CustomTestStringConvertible {
    var label: String
    var architecture: Architecture
    /// Trained parameters of the layers that have any.
    var layers: [Int]
    var trainable: Int
    var running = 0
    var fixed = 0

    var testDescription: String { label }
  }

  static let counts = [
    Counts(
      label: "lenet5-pytorch", architecture: .leNet5PyTorch,
      layers: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet5-d2l", architecture: .leNet5D2L,
      layers: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet5-d2l, convolutions normalized",
      architecture: .leNet5D2L(batchNormalization: .convolutions),
      layers: [156, 12, 2_416, 32, 48_120, 10_164, 850], trainable: 61_750, running: 44),
    Counts(
      label: "lenet5-d2l, all normalized", architecture: .leNet5D2L(batchNormalization: .all),
      layers: [156, 12, 2_416, 32, 48_120, 240, 10_164, 168, 850], trainable: 62_158,
      running: 452),
    Counts(
      label: "lenet5-keras", architecture: .leNet5Keras,
      layers: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet-caffe", architecture: .leNetCaffe,
      layers: [520, 25_050, 400_500, 5_010], trainable: 431_080),
    Counts(
      label: "lenet-bvlc", architecture: .leNetBVLC,
      layers: [520, 25_050, 400_500, 5_010], trainable: 431_080),
    Counts(
      label: "lenet5-cifar10", architecture: .leNet5CIFAR10,
      layers: [456, 2_416, 48_120, 10_164, 850], trainable: 62_006),
    Counts(
      label: "lenet5-1998", architecture: .leNet51998,
      layers: [156, 12, 1_516, 32, 48_120, 10_164], trainable: 60_000, fixed: 840),
    Counts(
      label: "lenet5-1998-logistic", architecture: .leNet51998Logistic,
      layers: [156, 12, 1_516, 32, 48_120, 10_164, 840], trainable: 60_840),
    Counts(
      label: "lenet1", architecture: .leNet1, layers: [104, 8, 512, 24, 1_930], trainable: 2_578),
    Counts(
      label: "lenet4", architecture: .leNet4, layers: [104, 16, 1_516, 32, 14_120, 1_210],
      trainable: 16_998),
    Counts(
      label: "lenet-reader", architecture: .leNetReader,
      layers: [624, 38_464, 409_856, 2_570], trainable: 451_514),
  ]

  @Test("Parameters are those of the notes", arguments: counts)
  func parameterCounts(expected: Counts) throws {
    let layout = try expected.architecture.layout()
    let layers = layout.layers.map { layer in
      layer.parameters.reduce(0) { $0 + ($1.trainable ? $1.coefficients : 0) }
    }
    #expect(layers.filter { $0 > 0 } == expected.layers)
    #expect(layout.trainableCount == expected.trainable)
    #expect(layout.nonTrainableCount == expected.running)
    #expect(layout.fixedCount == expected.fixed)
    #expect(layout.classes == 10)
  }

  @Test(
    "Connections of the 1998 networks, layer by layer",
    arguments: [
      (Architecture.leNet51998, [122_304, 5_880, 151_600, 2_000, 48_120, 10_164, 840], 340_908),
      (.leNet1, [59_904, 2_880, 32_768, 960, 1_930], 98_442),
      (.leNet4, [81_536, 7_840, 151_600, 2_000, 14_120, 1_210], 258_306),
    ])
  func connections(architecture: Architecture, layers: [Int], total: Int) throws {
    let summary = NetworkSummary(try architecture.layout())
    #expect(summary.layers.map(\.connections).filter { $0 > 0 } == layers)
    #expect(summary.totals.connections == total)
  }

  @Test("The bitmaps have the paper's ink and distances")
  func bitmaps() {
    let ink = DigitBitmap.all.map { $0.coordinates.filter { $0 > 0 }.count }
    #expect(ink == [35, 27, 33, 32, 41, 35, 39, 25, 43, 39])
    var distances: [String: Int] = [:]
    for a in 0..<10 {
      for b in a + 1..<10 {
        distances["\(a)-\(b)"] =
          zip(
            DigitBitmap.all[a].coordinates, DigitBitmap.all[b].coordinates
          ).filter { $0 != $1 }.count
      }
    }
    #expect(distances["6-8"] == 12 && distances["0-4"] == 18 && distances["8-9"] == 18)
    #expect(distances.values.min() == 12 && distances.values.max() == 50)
    #expect(distances.values.filter { $0 < 18 }.count == 1)
  }

  @Test("The weights of lenet5-cifar10 take 248,024 bytes")
  func bytes() throws {
    #expect(try Architecture.leNet5CIFAR10.layout().trainableCount * 4 == 248_024)
  }

  @Test("lenet-caffe takes any input from 14x14 up with the same parameters")
  func openInput() throws {
    let native = try Architecture.leNetCaffe.layout()
    for (rows, columns) in [(14, 14), (20, 20), (28, 28), (33, 47)] {
      let layout = try Architecture.leNetCaffe.accepting(input: Shape(1, rows, columns)).layout()
      #expect(layout.parameters == native.parameters, "\(rows)x\(columns)")
      #expect(layout.layers[3].output == Shape(50, 4, 4), "\(rows)x\(columns)")
    }
    let text = sentence {
      _ = try Architecture.leNetCaffe.accepting(input: Shape(1, 13, 14)).layout()
    }
    #expect(
      text == """
        layer C3 cannot take the input 20x4x5; expected at least 5 rows and columns for its \
        kernel, with padding 0
        """)
  }

  @Test func namesFindThem() {
    let names = [
      "lenet5-pytorch", "lenet5-1998", "lenet5-1998-logistic", "lenet1", "lenet4", "lenet5-d2l",
      "lenet5-keras", "lenet-caffe", "lenet-bvlc", "lenet5-cifar10", "lenet-reader",
    ]
    #expect(Architecture.all.map(\.name) == names)
    for name in names { #expect(Architecture.named(name)?.name == name) }
    #expect(Architecture.named("LeNet") == nil)
    #expect(
      sentence { _ = try Architecture.find("LeNet") } == """
        no architecture is called 'LeNet'; expected \(names.joined(separator: ", ")) or a .json \
        file; did you mean 'lenet5'?
        """)
    #expect(Architecture.named("lenet5") == .leNet5PyTorch)
  }

  @Test(
    "Normalization stands between sums and sigmoid",
    arguments: [BatchNormalizationPlacement.none, .convolutions, .all])
  func normalization(placement: BatchNormalizationPlacement) {
    let layers = Architecture.leNet5D2L(batchNormalization: placement).layers
    let expected = [
      BatchNormalizationPlacement.none: "C1 S2 C3 S4 flatten F5 F6 output",
      .convolutions: "C1 N1 S2 C3 N3 S4 flatten F5 F6 output",
      .all: "C1 N1 S2 C3 N3 S4 flatten F5 N5 F6 N6 output",
    ]
    #expect(layers.map(\.name).joined(separator: " ") == expected[placement])
    for (position, layer) in layers.enumerated() where position + 1 < layers.count {
      let isNormalized = layers[position + 1].layer.kind == "batchNormalization"
      switch layer.layer {
      case .convolution, .fullyConnected:
        #expect(layer.layer.activation == (isNormalized ? .identity : .sigmoid), "\(layer.name)")
      case .batchNormalization:
        #expect(layer.layer.activation == .sigmoid, "\(layer.name)")
      default:
        #expect(layer.layer.activation == .identity, "\(layer.name)")
      }
    }
    #expect(layers.last?.layer.activation == .identity)
  }

  @Test("Other numbers of classes change the last full connection only")
  func classes() throws {
    for architecture in Architecture.all where architecture.layers.last?.layer.kind != "radialBasis"
    {
      let changed = architecture.withClasses(26)
      #expect(try changed.layout().classes == 26)
      #expect(changed.layers.dropLast() == architecture.layers.dropLast())
      #expect(changed.withClasses(10) == architecture)
    }
    // As many classes as prototypes, whatever is asked for.
    #expect(Architecture.leNet51998.withClasses(26) == .leNet51998)
    // A connection table stays where the number of classes does.
    let table = ConnectionTable(sources: [[0], [1], [0, 1]])
    let linked = Architecture(
      name: "linked", input: Shape(2, 5, 5),
      layers: ["C1": .convolution(maps: 3, kernel: 5, connections: table)])
    #expect(linked.withClasses(3) == linked)
    #expect(
      linked.withClasses(4).layers.map(\.layer) == [.convolution(maps: 4, kernel: 5)])
  }
}
