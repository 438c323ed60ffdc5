import Foundation
import LeNetCatalog
import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetExport
import LeNetModel
import Testing

/// Needs a Python with PyTorch, ONNX Runtime and OpenVINO, and trained models: `Scripts/check exports` sees to both.
@Suite("Other programs read the exports", .serialized)
struct FrameworkTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let python = environment["LENET_EXPORT_PYTHON"]
  private static let folder = environment["LENET_EXPORT_MODELS"]
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("References/check-exports.py").path

  /// The trained models, and the one that reads photos.
  private static let models: [String] = {
    guard let folder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".safetensors") }.sorted().map { "\(folder)/\($0)" }
      + [
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
          .deletingLastPathComponent().appendingPathComponent("Data/reader/model.safetensors").path
      ]
  }()

  @Test(
    "and give the model's labels to all 10,000 images", .enabled(if: python != nil),
    arguments: models)
  func labels(path: String) throws {
    let python = try #require(Self.python)
    let model = try ModelFile.read(path)
    let images = try Dataset.mnist(.test)
    let evaluator = Evaluator(model: model)
    let folder = try ExportFolder()
    for (name, format, takesBytes) in [
      ("net", ExportFormat.onnx, false), ("pictures", .onnx, true), ("net", .npz, false),
      ("net", .pytorch, false), ("kerasnet", .keras, false),
    ] {
      var options = ModelExport.Options(name: name, producer: "test", image: images.shape)
      options.takesBytes = takesBytes
      let export = try ModelExport(model, to: format, options: options)
      let check = try export.check(on: images, by: evaluator)
      #expect(check.labelsChanged == 0 && check.relativeDifference <= 1e-5, "\(format): \(check)")
      for file in export.files { try folder.write(file.bytes, to: name + file.ending) }
    }
    let isProbability = model.architecture.layers.last?.layer.activation == .softmax
    let answers = try evaluator.answers(to: images.images, shape: images.shape)
    let scores = isProbability ? answers.scores : answers.logits
    let array = NamedArray(
      name: "scores", sizes: [scores.count, model.classes.count], values: Array(scores.joined()))
    try folder.write(array.npy, to: "scores.npy")
    try folder.write(Self.bytes(images), to: "pixels.npy")
    let lines = try folder.run(python, [Self.script, folder.path]).split(separator: "\n")
    var programs: Set<String> = []
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count == 3, let changed = Int(words[1]) ?? Int(words[2]) else {
        Issue.record("\(line)")
        continue
      }
      programs.insert(String(words[0]))
      #expect(changed == 0, "\(path): \(line)")
      if let difference = Double(words[2]), words[0] != "onnx" {
        #expect(difference <= 1e-5, "\(path): \(line)")
      }
    }
    #expect(
      programs.isSuperset(of: [
        "torch", "numpy", "keras", "onnx", "onnxruntime:input", "onnxruntime:pixels",
        "openvino:input",
        "openvino:pixels",
      ]), "\(lines)")
  }

  @Test(
    "and compilers compute the simulated scores of all 10,000 images", .enabled(if: folder != nil),
    arguments: [false, true])
  func compiled(isWhole: Bool) throws {
    let model = try ModelFile.read("\(try #require(Self.folder))/lenet5-pytorch.safetensors")
    let images = try Dataset.mnist(.test)
    let evaluator = Evaluator(model: model)
    var options = ModelExport.Options(name: "net", producer: "test", image: images.shape)
    if isWhole {
      options.numbers = .int8(
        ranges: try Calibration.ranges(of: evaluator, on: Dataset.mnist(.training), count: 1000))
    }
    let export = try ModelExport(model, to: .c, options: options)
    let check = try export.check(on: images, by: evaluator)
    let errors = try #require(check.errors)
    #expect(
      check.labelsChanged <= (isWhole ? 5 : 0) && errors.export <= errors.model + 3, "\(check)")
    if isWhole {
      let footprint = try #require(export.footprint)
      #expect(footprint.memory <= 8192 && footprint.constants <= 70_000, "\(footprint)")
    }
    try CExportTests().compileAndCompare(
      export, images, types: isWhole ? ("int32_t", "uint8_t") : ("float", "float"))
  }

  /// The images as a `.npy` file of bytes.
  private static func bytes(_ images: Dataset) -> [UInt8] {
    let shape = images.shape
    let text =
      "{'descr': '|u1', 'fortran_order': False, 'shape': (\(images.count), \(shape.maps), "
      + "\(shape.rows), \(shape.columns)), }"
    let padded = text + String(repeating: " ", count: 117 - text.utf8.count) + "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(padded.utf8) + images.images
  }
}
