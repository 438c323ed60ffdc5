import LeNetArchives
import LeNetFiles

extension FileContent {
  /// The most bytes of a file: digit networks have a few megabytes.
  package static let largestFile = 1 << 28

  /// Whether the file at `path` is of another program: any file but a safetensors file of this one.
  ///
  /// False where it cannot be read, so that reading it says why.
  package static func isForeign(_ path: String) -> Bool {
    guard let bytes = try? FileReading.bytes(of: path, limit: largestFile) else { return false }
    if ForeignSafetensors.headerEnd(bytes) != nil {
      let texts = ForeignSafetensors.metadata(bytes)
      return texts["architecture"] == nil && texts["preparation"] == nil
    }
    // Only now: the length of a header of safetensors may begin with the same byte as a pickle.
    if bytes.starts(with: "PK\u{3}\u{4}".utf8) || bytes.first == 0x80 { return true }
    return isKnown(bytes)
  }

  /// Whether the first bytes are those of a format of models without a header of safetensors.
  private static func isKnown(_ bytes: [UInt8]) -> Bool {
    let starts: [[UInt8]] = [
      [0x89] + Array("HDF\r\n".utf8), [0x93] + Array("NUMPY".utf8), Array("MATLAB ".utf8),
      Array("version https://git-lfs".utf8),
    ]
    return starts.contains { bytes.starts(with: $0) } || ONNXGraph.isModel(bytes)
      || CaffeModel.isModel(bytes)
      || (bytes.count > 8 && bytes[4...].starts(with: "TFL3".utf8))
  }

  /// Reads a model file of another program, whose format its bytes tell; nothing in it is executed.
  ///
  /// `folder` is where external numbers may lie.
  package init(reading bytes: [UInt8], folder: String) throws(ImportError) {
    let start = bytes.prefix(64)
    func begins(_ text: String, at place: Int = 0) -> Bool {
      bytes.count >= place && bytes[place...].starts(with: text.utf8)
    }
    guard !bytes.isEmpty else {
      throw .otherFile("empty", advice: "copy or download it again")
    }
    if begins("PK\u{3}\u{4}") {
      self = try Self.archive(bytes)
    } else if bytes.starts(with: HDF5File.signature) {
      self = try KerasFile.read(bytes)
    } else if TorchFile.isLegacy(bytes) {
      self = .weights(try TorchFile.readLegacy(bytes))
    } else if start.starts(with: [0x93] + Array("NUMPY".utf8)) {
      _ = try NumPyArrays.tensor(bytes, name: "of the file")
      throw .noWeights("it is one array; give an archive (.npz) of all weights")
    } else if begins("TFL3", at: 4) {
      throw .otherFile(
        "a TensorFlow Lite model, which is not read",
        advice: "give the Keras or ONNX file that it was made from")
    } else if begins("MATLAB ") {
      throw .otherFile(
        "a MATLAB file, which is not read", advice: "save the weights as .npz or .safetensors")
    } else if begins("version https://git-lfs") {
      throw .otherFile(
        "the pointer of Git LFS to a file", advice: "fetch the file itself with 'git lfs pull'")
    } else if ForeignSafetensors.headerEnd(bytes) != nil {
      self = .weights(try ForeignSafetensors.read(bytes))
    } else if ONNXGraph.isModel(bytes) {
      self = .steps(try ONNXSteps.steps(try ONNXGraph(bytes, folder: folder)))
    } else if CaffeModel.isModel(bytes) {
      self = .steps(try CaffeModel.steps(bytes))
    } else if bytes[0] == 0x80, bytes.count > 2, 2...5 ~= bytes[1] {
      self = .weights(try NumPyArrays.readPickle(bytes))
    } else if start.allSatisfy({ $0 >= 32 && $0 < 127 || $0 == 10 || $0 == 13 || $0 == 9 }) {
      throw .otherFile("a text", advice: "give a file of weights")
    } else {
      throw .otherFile(
        "of an unknown format",
        advice: "give a file of PyTorch, ONNX, Keras, Caffe, safetensors, NumPy or Paddle")
    }
  }

  private static func archive(_ bytes: [UInt8]) throws(ImportError) -> FileContent {
    let archive: ZipArchive
    do {
      archive = try ZipArchive(bytes)
    } catch {
      throw .damaged(format: "a zip archive", problem: "\(error)")
    }
    if let folder = TorchFile.folder(of: archive) {
      return .weights(try TorchFile.read(archive, folder: folder, bytes: bytes))
    }
    if archive.members.contains(where: { $0.path == "model.weights.h5" }) {
      return try KerasFile.read(archive)
    }
    if archive.members.contains(where: { $0.path.hasSuffix(".npy") }) {
      return .weights(try NumPyArrays.read(archive, bytes: bytes.count))
    }
    throw .otherFile(
      "a zip archive of "
        + (archive.members.prefix(3).map { String($0.path.prefix(40)) }.joined(separator: ", ")),
      advice: "give a file of weights")
  }
}
