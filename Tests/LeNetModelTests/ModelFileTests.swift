import LeNetFiles
import LeNetModel
import LeNetText
import Testing

@Suite struct ModelFileTests {
  /// A small network with every kind of tensor and a connection table.
  static let architecture = Architecture(
    name: "small", input: Shape(2, 4, 4),
    layers: [
      "C1": .convolution(
        maps: 2, kernel: 2, connections: ConnectionTable(sources: [[0, 1], [1]])),
      "N1": .batchNormalization(activation: .tanh),
      "flatten": .flatten,
      "output": .fullyConnected(units: 2),
    ])

  static func model(
    of architecture: Architecture = architecture, seed: UInt64 = 1
  ) throws -> ModelFile {
    let layout = try architecture.layout()
    return ModelFile(
      preparation: Preparation(
        rows: layout.input.rows, columns: layout.input.columns, resizeMode: .none,
        mean: Array(repeating: 0.5, count: layout.input.maps),
        standardDeviation: Array(repeating: 0.25, count: layout.input.maps)),
      classes: (0..<layout.classes).map(String.init), training: TrainingRecordTests.record,
      parameters: Initialization.pytorch.parameters(for: layout, seed: seed))
  }

  @Test("Every architecture's model survives its bytes", arguments: Architecture.all)
  func roundTrip(architecture: Architecture) throws {
    let model = try Self.model(of: architecture)
    let bytes = try model.encoded()
    #expect(try ModelFile(reading: bytes) == model)
    #expect(try model.encoded() == bytes)
  }

  @Test("The file is plain safetensors: PyTorch's tensors and four JSON texts")
  func content() throws {
    let model = try Self.model()
    let file = try Safetensors(reading: try model.encoded())
    let shapes = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.shape) })
    #expect(
      shapes == [
        "C1.weight": [2, 2, 2, 2], "C1.bias": [2], "N1.weight": [2], "N1.bias": [2],
        "N1.running_mean": [2], "N1.running_var": [2], "output.weight": [2, 18],
        "output.bias": [2],
      ])
    #expect(file["C1.weight"]?.values[8..<12] == [0, 0, 0, 0])
    #expect(file["C1.weight"]?.values == model.parameters["C1.weight"])
    #expect(
      file.metadata == [
        "architecture": Self.architecture.json.text,
        "preparation":
          #"{"mean":[0.5,0.5],"resizeMode":"none","size":[4,4],"standardDeviation":[0.25,0.25]}"#,
        "classes": #"["0","1"]"#,
        "training": TrainingRecordTests.record.json.text,
      ])
  }

  @Test("A model need not have been trained")
  func withoutTraining() throws {
    var model = try Self.model()
    model.training = nil
    #expect(try ModelFile(reading: try model.encoded()) == model)
  }

  @Test("A checkpoint's tensors and texts are kept where asked for, and refused otherwise")
  func extras() throws {
    var model = try Self.model()
    let moment = Safetensors.Tensor(name: "optimizer.first", shape: [3], values: [1, .nan, 3])
    model.extraTensors = [moment]
    model.extraMetadata = ["progress": #"{"step":12}"#]
    let bytes = try model.encoded()
    let read = try ModelFile(reading: bytes, extras: .kept)
    #expect(read.extraTensors.map(\.name) == ["optimizer.first"])
    #expect(read.extraMetadata == model.extraMetadata)
    #expect(read.parameters == model.parameters)
    #expect(
      sentence { _ = try ModelFile(reading: bytes) } == """
        the model cannot be used: it has the tensor optimizer.first, which is not part of its \
        architecture
        """)
    model.extraTensors = []
    let texts = try model.encoded()
    #expect(
      sentence { _ = try ModelFile(reading: texts) }
        == "the model cannot be used: its metadata has 'progress', which does not belong to a model"
    )
  }

  @Test("Files are written whole and read back")
  func files() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("model.safetensors")
    let model = try Self.model()
    try model.write(to: path)
    #expect(try ModelFile.read(path) == model)
    let bytes = try #require(folder.bytes("model.safetensors"))
    #expect(try bytes == model.encoded())
    #expect(try folder.names() == ["model.safetensors"])

    try AtomicFile.write(Array(bytes.dropLast()), to: path)
    #expect(
      sentence { _ = try ModelFile.read(path) } == """
        the model file \(path) cannot be used: it is cut short: the tensor 'output.weight' ends \
        at byte 256 of 255
        """)
    let none = folder.file("none")
    #expect(sentence { _ = try ModelFile.read(none) } == "the file \(none) does not exist")
    let nowhere = folder.file("no/model")
    #expect(
      sentence { try model.write(to: nowhere) }
        == "the file \(nowhere) was not written: its folder does not exist; create it first")
  }

  @Test("Extras are not written unless asked for")
  func extrasInFiles() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("model.safetensors")
    var model = try Self.model()
    model.extraMetadata = ["note": "mine"]
    let noted = model
    #expect(throws: ModelFileError(path: path, .unexpectedMetadata("note"))) {
      try noted.write(to: path)
    }
    #expect(try folder.names() == [])
    try noted.write(to: path, extras: .kept)
    #expect(try ModelFile.read(path, extras: .kept) == noted)
    model.extraTensors = [Safetensors.Tensor(name: "more", shape: [1], values: [1])]
    let more = model
    #expect(throws: ModelFileError(path: path, .unexpectedTensor("more"))) {
      try more.write(to: path)
    }
  }

  @Test("A model that could not be read is not written, and the old file stays")
  func oldFileStays() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("model.safetensors")
    var model = try Self.model()
    try model.write(to: path)
    let old = try #require(folder.bytes("model.safetensors"))
    model.parameters["output.bias"] = [0, .infinity]
    #expect(
      sentence { try model.write(to: path) } == """
        the model file \(path) cannot be used: number 1 of the tensor output.bias is inf; \
        expected finite numbers
        """)
    #expect(folder.bytes("model.safetensors") == old)
  }
}
