import LeNetArchives
import LeNetEvaluation
import LeNetExport
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("Tensors for NumPy, PyTorch and Keras")
struct TensorExportTests {
  @Test(
    "Every float bit is read back, and no answer changes", arguments: ExportedModels.names,
    [ExportFormat.npz, .pytorch, .keras])
  func roundTrip(name: String, format: ExportFormat) throws {
    let model = try ExportedModels.named(name)
    let export = try ExportedModels.export(model, to: format)
    #expect(try export.readParameters() == model.parameters.values)
    let check = try export.check(
      on: ExportedModels.images(for: model), by: Evaluator(model: model, threads: 1))
    #expect(check.images == 20 && check.labelsChanged == 0 && check.greatestDifference == 0)
    #expect(check.range > 0 && check.errors?.model == check.errors?.export)
    #expect(export.files.map(\.ending) == format.endings)
  }

  @Test("The archives have the members that NumPy and PyTorch look for")
  func members() throws {
    let model = try ExactNetwork.model()
    func paths(_ format: ExportFormat) throws -> [String] {
      try ZipArchive(ExportedModels.export(model, to: format).files[0].bytes).members.map(\.path)
    }
    let names = ["C1.weight", "C1.bias", "C3.weight", "C3.bias", "output.weight", "output.bias"]
    #expect(try paths(.npz) == names.map { "\($0).npy" })
    #expect(
      try paths(.pytorch)
        == ["data.pkl", "byteorder"].map { "lenet/\($0)" }
        + (0..<6).map { "lenet/data/\($0)" } + ["lenet/version"])
  }

  @Test("The groups of a weights file are Keras's, and are found in it")
  func groups() throws {
    let export = try ExportedModels.export(ExportedModels.named("normalized"), to: .keras)
    let bytes = export.files[0].bytes
    #expect(bytes.starts(with: [0x89] + Array("HDF".utf8)))
    let text = String(decoding: bytes, as: UTF8.self)
    for group in ["layers", "vars", "conv2d_1", "batch_normalization_3", "dense_2"] {
      #expect(text.contains("\(group)\0"), "\(group)")
    }
    #expect(!text.contains("dense_3"))
  }

  @Test("The module of a network names its layers, its file and its preparation")
  func module() throws {
    let export = try ExportedModels.export(
      ModelFile(untrained: .leNet51998), to: .pytorch)
    let text = String(decoding: export.files[1].bytes, as: UTF8.self)
    for words in [
      "self.C1 = nn.Conv2d(1, 6, 5)", "self.S2 = Subsampling(6, 2, 1)",
      "self.output = RadialBasis(84, 10)", "x = 1.7159 * torch.tanh(x * (2 / 3))",
      "with_name(\"net.pt\")", "weights_only=True", "written by test",
      "CLASSES = [\"0\", \"1\"",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
