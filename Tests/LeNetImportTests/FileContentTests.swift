import LeNetArchives
import LeNetData
import LeNetImport
import LeNetModel
import LeNetRandom
import Testing

/// A network in a format of another program.
struct ForeignFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]

  static let parameters: Parameters = {
    let layout = try? Architecture.leNet5PyTorch.accepting(input: Shape(1, 28, 28)).layout()
    guard let layout = layout ?? (try? Architecture.leNet5D2L.layout()) else {
      preconditionFailure("a built-in network has no layout")
    }
    return Initialization.pytorch.parameters(for: layout, seed: 3)
  }()

  static let all: [ForeignFile] = [
    ForeignFile(testDescription: "PyTorch's zip", bytes: TorchWriter(parameters).archive),
    ForeignFile(testDescription: "PyTorch's old format", bytes: TorchWriter(parameters).legacy),
    ForeignFile(
      testDescription: "safetensors",
      bytes: Safetensors(
        metadata: ["format": "pt"],
        tensors: TorchWriter(parameters).tensors.map {
          Safetensors.Tensor(name: $0.name, shape: $0.sizes, values: $0.values)
        }
      ).encoded()),
    ForeignFile(
      testDescription: "NumPy's archive",
      bytes: NamedArray.npz(
        TorchWriter(parameters).tensors.map {
          NamedArray(name: $0.name, sizes: $0.sizes, values: $0.values)
        })),
  ]
}

@Suite("Files of other programs")
struct FileContentTests {
  @Test("every bit of every number stays", arguments: ForeignFile.all)
  func bits(file: ForeignFile) throws {
    guard case .weights(let bag) = try FileContent(reading: file.bytes, folder: "") else {
      Issue.record("\(file) is no bag of weights")
      return
    }
    let wanted = TorchWriter(ForeignFile.parameters).tensors
    #expect(bag.tensors.count == wanted.count)
    for tensor in wanted {
      let found = bag.tensors.first { $0.name == tensor.name }
      #expect(found?.sizes == tensor.sizes && found?.values == tensor.values, "\(tensor.name)")
    }
  }

  @Test("the weights become the network that they are from", arguments: ForeignFile.all)
  func network(file: ForeignFile) throws {
    guard case .weights(let bag) = try FileContent(reading: file.bytes, folder: "") else { return }
    var options = ImportOptions()
    options.activation = .relu
    options.isMaxPooling = true
    options.flattenOrder = .mapsFirst
    let structures = try Structure.all(of: bag, options: options)
    let wanted = ForeignFile.parameters
    let networks = try structures.map {
      try NetworkBuilder.network($0.steps, input: $0.input, name: "x").parameters
    }
    let found = networks.first {
      $0.layout.architecture.layers.map(\.layer)
        == wanted.layout.architecture.layers.map(\.layer)
    }
    #expect(found?.values == wanted.values)
  }

  @Test(
    "damaged files give an error in one sentence or a whole network", arguments: ForeignFile.all)
  func damaged(file: ForeignFile) {
    let seed = UInt64.random(in: 0...UInt64.max)
    for turn in 0..<1000 {
      var random = RandomStream(seed: seed, purpose: .test, index: UInt32(turn))
      var bytes = file.bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let limit = Bool.random(using: &random) ? min(bytes.count, 2000) : bytes.count
        let place = Int.random(in: 0..<limit, using: &random)
        let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
        bytes[Bool.random(using: &random) ? place : bytes.count - 1 - place] =
          values.randomElement(using: &random) ?? 0
      }
      if turn.isMultiple(of: 10) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      }
      do {
        if case .weights(let bag) = try FileContent(reading: bytes, folder: "") {
          var options = ImportOptions()
          options.activation = .relu
          _ = try Structure.all(of: bag, options: options)
        }
      } catch {
        let text = "\(error)"
        #expect(
          !text.isEmpty && text.count < 1000 && !text.contains("\n"),
          "\(file), seed \(seed), turn \(turn): \(text)")
      }
    }
  }

  @Test("a graph becomes the network that it is from, bit by bit, wherever its nodes stand")
  func graph() throws {
    let wanted = ForeignFile.parameters
    let content = try FileContent(reading: ONNXWriter.model(wanted), folder: "")
    guard case .steps(let list) = content else {
      Issue.record("an ONNX file gives no steps")
      return
    }
    #expect(list.input == wanted.layout.input)
    let network = try NetworkBuilder.network(list.steps, input: list.input, name: "x")
    #expect(network.parameters.values == wanted.values)
  }

  @Test("an operator without a layer is refused with its node")
  func operators() {
    let bytes = ONNXWriter.model(ForeignFile.parameters) { _ in "Elu" }
    let error = #expect(throws: ImportError.self) { try FileContent(reading: bytes, folder: "") }
    #expect(error.map { "\($0)".contains("the operator Elu") } == true)
  }

  @Test("damaged graphs give an error in one sentence or a whole network")
  func damagedGraphs() {
    let whole = ONNXWriter.model(ForeignFile.parameters)
    let seed = UInt64.random(in: 0...UInt64.max)
    for turn in 0..<1000 {
      var random = RandomStream(seed: seed, purpose: .test, index: UInt32(turn))
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let limit = Bool.random(using: &random) ? min(bytes.count, 1000) : bytes.count
        bytes[Int.random(in: 0..<limit, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        if case .steps(let list) = try FileContent(reading: bytes, folder: "") {
          _ = try NetworkBuilder.network(list.steps, input: list.input, name: "x")
        }
      } catch {
        let text = "\(error)"
        #expect(
          !text.isEmpty && text.count < 1500 && !text.contains("\n"),
          "seed \(seed), turn \(turn): \(text)")
      }
    }
  }

  /// Files that are no model, and what the refusal says.
  static let others: [(bytes: [UInt8], says: String)] = [
    ([], "empty"), (Array("hello, a text of no use".utf8), "a text"),
    (Array("version https://git-lfs.github.com/spec/v1\n".utf8), "pointer of Git LFS"),
    (Array("MATLAB 5.0 MAT-file".utf8), "MATLAB"),
    ([0x1C, 0, 0, 0] + Array("TFL3".utf8), "TensorFlow Lite"),
    ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 2, 0, 0, 0], "superblock 2"),
    ([0x80, 2] + Array("}.".utf8), "no arrays"),
  ]

  @Test("what is no model is refused by what it is", arguments: others.indices)
  func refused(index: Int) {
    let (bytes, says) = Self.others[index]
    let error = #expect(throws: ImportError.self) { try FileContent(reading: bytes, folder: "") }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(says), "\(text)")
  }

  @Test("the state of an optimizer, quantized weights and a list are named")
  func torchRefusals() {
    func error(_ object: [UInt8]) -> String {
      let archive = ZipArchive.encoded([("x/data.pkl", [0x80, 2] + object + [0x2E])])
      let error = #expect(throws: ImportError.self) {
        try FileContent(reading: archive, folder: "")
      }
      return error.map { "\($0)" } ?? ""
    }
    let text = TorchWriter.text
    let optimizer = Array("}(".utf8) + text("state") + Array("}".utf8) + text("param_groups")
    #expect(error(optimizer + Array("]u".utf8)).contains("optimizer"))
    let quantized =
      Array("}(".utf8) + text("c1.weight") + TorchWriter.name("torch._utils", "_rebuild_qtensor")
    #expect(error(quantized + Array(")Ru".utf8)).contains("quantized"))
    #expect(error(Array("]".utf8)).contains("a list"))
  }

  @Test("nothing in a pickle is called")
  func inert() throws {
    var machine = PickleMachine(
      Array("cos\nsystem\n(S'touch /tmp/called'\ntR.".utf8), foreignNames: .inert)
    let value = try machine.run()
    #expect(value == .object(0) && machine.objects[0].name == "os.system")
  }
}
