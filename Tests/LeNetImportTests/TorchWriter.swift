import LeNetArchives
import LeNetModel

/// Writes the weights of a network as PyTorch would, in both of its containers.
struct TorchWriter {
  let tensors: [(name: String, sizes: [Int], values: [Float])]

  init(_ parameters: Parameters) {
    tensors = parameters.layout.parameters.map { tensor in
      (tensor.name, tensor.shape, Array(parameters.values[tensor.range]))
    }
  }

  /// The state_dict as a pickle of protocol 2.
  func pickle(prefix: String = "") -> [UInt8] {
    var bytes: [UInt8] = [0x80, 2] + Self.name("collections", "OrderedDict") + Array(")R(".utf8)
    for (index, tensor) in tensors.enumerated() {
      bytes += Self.text(prefix + tensor.name)
      bytes += Self.name("torch._utils", "_rebuild_tensor_v2") + Array("((".utf8)
      bytes += Self.text("storage") + Self.name("torch", "FloatStorage")
      bytes += Self.text("\(index)") + Self.text("cpu") + Self.number(tensor.values.count)
      bytes += Array("tQK".utf8) + [0] + Array("(".utf8)
      bytes += tensor.sizes.flatMap(Self.number) + Array("t(".utf8)
      var step = tensor.sizes.reduce(1, *)
      for size in tensor.sizes {
        step /= size
        bytes += Self.number(step)
      }
      bytes += Array("t".utf8) + [0x89] + Self.name("collections", "OrderedDict")
      bytes += Array(")RtR".utf8)
    }
    return bytes + Array("u.".utf8)
  }

  /// The zip archive that PyTorch has written since version 1.6.
  var archive: [UInt8] {
    ZipArchive.encoded(
      [("net/data.pkl", pickle()), ("net/byteorder", Array("little".utf8))]
        + tensors.enumerated().map { ("net/data/\($0)", Self.floats($1.values)) })
  }

  /// The row of pickles before.
  var legacy: [UInt8] {
    var bytes: [UInt8] = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50]
    bytes += [0x19, 0x2E, 0x80, 2, 0x4D, 0xE9, 3, 0x2E, 0x80, 2, 0x7D, 0x2E] + pickle()
    bytes += [0x80, 2, 0x5D, 0x28] + tensors.indices.flatMap { Self.text("\($0)") } + [0x65, 0x2E]
    for tensor in tensors {
      bytes += Self.little(tensor.values.count, 8) + Self.floats(tensor.values)
    }
    return bytes
  }

  static func name(_ module: String, _ name: String) -> [UInt8] {
    Array("c\(module)\n\(name)\n".utf8)
  }
  static func text(_ text: String) -> [UInt8] {
    Array("X".utf8) + little(text.utf8.count, 4) + Array(text.utf8)
  }
  static func number(_ number: Int) -> [UInt8] { Array("J".utf8) + little(number, 4) }
  static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  static func floats(_ values: [Float]) -> [UInt8] {
    values.map(\.bitPattern.littleEndian).withUnsafeBytes(Array.init)
  }
}
