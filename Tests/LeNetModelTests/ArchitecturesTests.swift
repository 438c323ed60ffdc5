import LeNetModel
import Testing

@Suite struct ArchitecturesTests {
  struct Counts: Sendable, CustomTestStringConvertible {
    var label: String
    var architecture: Architecture
    /// Trained parameters of the stages that have any.
    var stages: [Int]
    var trainable: Int
    var running = 0

    var testDescription: String { label }
  }

  static let counts = [
    Counts(
      label: "lenet5-pytorch", architecture: .leNet5PyTorch,
      stages: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet5-d2l", architecture: .leNet5D2L,
      stages: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet5-d2l, convolutions normalized",
      architecture: .leNet5D2L(batchNormalization: .convolutions),
      stages: [156, 12, 2_416, 32, 48_120, 10_164, 850], trainable: 61_750, running: 44),
    Counts(
      label: "lenet5-d2l, all normalized", architecture: .leNet5D2L(batchNormalization: .all),
      stages: [156, 12, 2_416, 32, 48_120, 240, 10_164, 168, 850], trainable: 62_158,
      running: 452),
    Counts(
      label: "lenet5-keras", architecture: .leNet5Keras,
      stages: [156, 2_416, 48_120, 10_164, 850], trainable: 61_706),
    Counts(
      label: "lenet-caffe", architecture: .leNetCaffe,
      stages: [520, 25_050, 400_500, 5_010], trainable: 431_080),
    Counts(
      label: "lenet5-cifar10", architecture: .leNet5CIFAR10,
      stages: [456, 2_416, 48_120, 10_164, 850], trainable: 62_006),
  ]

  @Test("Parameters are those of the notes", arguments: counts)
  func parameterCounts(expected: Counts) throws {
    let layout = try expected.architecture.layout()
    let stages = layout.stages.map { stage in
      stage.parameters.reduce(0) { $0 + ($1.trainable ? $1.coefficients : 0) }
    }
    #expect(stages.filter { $0 > 0 } == expected.stages)
    #expect(layout.trainableCount == expected.trainable)
    #expect(layout.nonTrainableCount == expected.running)
    #expect(layout.fixedCount == 0)
    #expect(layout.classes == 10)
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
      #expect(layout.stages[3].output == Shape(50, 4, 4), "\(rows)x\(columns)")
    }
    let text = sentence {
      _ = try Architecture.leNetCaffe.accepting(input: Shape(1, 13, 14)).layout()
    }
    #expect(
      text == """
        Stage C3 cannot take the input 20x4x5; expected at least 5 rows and columns for its \
        kernel, with padding 0.
        """)
  }

  @Test func namesFindThem() {
    let names = [
      "lenet5-pytorch", "lenet5-d2l", "lenet5-keras", "lenet-caffe", "lenet5-cifar10",
    ]
    #expect(Architecture.all.map(\.name) == names)
    for name in names { #expect(Architecture.named(name)?.name == name) }
    #expect(Architecture.named("LeNet") == nil)
    #expect(
      sentence { _ = try Architecture.find("LeNet") } == """
        No architecture is called 'LeNet'; expected \(names.joined(separator: ", ")) or a .json \
        file.
        """)
  }

  @Test(
    "Normalization stands between sums and sigmoid", arguments: BatchNormalizationPlacement.allCases
  )
  func normalization(placement: BatchNormalizationPlacement) {
    let stages = Architecture.leNet5D2L(batchNormalization: placement).stages
    let expected = [
      BatchNormalizationPlacement.none: "C1 S2 C3 S4 flatten F5 F6 output",
      .convolutions: "C1 N1 S2 C3 N3 S4 flatten F5 F6 output",
      .all: "C1 N1 S2 C3 N3 S4 flatten F5 N5 F6 N6 output",
    ]
    #expect(stages.map(\.name).joined(separator: " ") == expected[placement])
    for (position, stage) in stages.enumerated() where position + 1 < stages.count {
      let isNormalized = stages[position + 1].stage.kind == "batchNormalization"
      switch stage.stage {
      case .convolution, .fullConnection:
        #expect(stage.stage.activation == (isNormalized ? .identity : .sigmoid), "\(stage.name)")
      case .batchNormalization:
        #expect(stage.stage.activation == .sigmoid, "\(stage.name)")
      default:
        #expect(stage.stage.activation == .identity, "\(stage.name)")
      }
    }
    #expect(stages.last?.stage.activation == .identity)
  }

  @Test("Other numbers of classes change the last full connection only")
  func classes() throws {
    for architecture in Architecture.all {
      let changed = architecture.withClasses(26)
      #expect(try changed.layout().classes == 26)
      #expect(changed.stages.dropLast() == architecture.stages.dropLast())
      #expect(changed.withClasses(10) == architecture)
    }
  }
}
