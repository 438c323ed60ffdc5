import LeNetArchives
import LeNetModel

/// Parameters as PyTorch's `torch.save(module.state_dict())` stores them.
///
/// A zip archive with a pickle that builds the dictionary and one member for each tensor's numbers. The pickle names
/// only what `torch.load(weights_only=True)` allows.
enum StateDictionary {
  /// The folder inside the archive, any name will do.
  private static let folder = "lenet"

  /// The bytes of the file, tensors in the layers' order.
  static func encoded(_ parameters: Parameters) -> [UInt8] {
    let tensors = parameters.layout.layers.flatMap(\.parameters)
    var pickle = PickleWriter()
    pickle.beginOrderedDictionary()
    for (number, tensor) in tensors.enumerated() {
      pickle.add(tensor.name)
      pickle.addTensor(storage: "\(number)", sizes: tensor.shape)
    }
    pickle.endDictionary()
    var members: [(path: String, content: [UInt8])] = [
      ("data.pkl", pickle.finished), ("byteorder", Array("little".utf8)),
    ]
    for (number, tensor) in tensors.enumerated() {
      members.append(("data/\(number)", ReadTensor.bytes(of: parameters.values[tensor.range])))
    }
    members.append(("version", Array("3\n".utf8)))
    return ZipArchive.encoded(members.map { ("\(folder)/\($0.path)", $0.content) })
  }

  /// The tensors of a file as `encoded` writes it, by name.
  static func read(_ bytes: [UInt8]) throws(ExportError) -> [String: ReadTensor] {
    var contents: [String: [UInt8]] = [:]
    for (path, content) in try ReadArchive.members(of: bytes, format: .pytorch) {
      contents[path] = content
    }
    guard let pickle = contents["\(folder)/data.pkl"] else {
      throw .damaged(format: .pytorch, problem: "it has no data.pkl")
    }
    var reader = TensorPickleReader(pickle)
    var tensors: [String: ReadTensor] = [:]
    for (name, stored) in try reader.tensors() {
      guard let content = contents["\(folder)/data/\(stored.storage)"],
        let tensor = ReadTensor(sizes: stored.sizes, littleEndian: content[...])
      else { throw .damaged(format: .pytorch, problem: "the numbers of \(name) are missing") }
      tensors[name] = tensor
    }
    return tensors
  }
}
