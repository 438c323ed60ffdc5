import LeNetText

/// The content of a safetensors file: named tensors of Float, and texts.
///
/// The format: eight bytes with the header's length, little-endian; the header, a JSON object that
/// gives type, shape and byte range of every tensor; the numbers, little-endian, without gaps.
/// See <https://huggingface.co/docs/safetensors>. Only the type `F32` is read and written.
public struct Safetensors: Hashable, Sendable {
  /// One named tensor.
  public struct Tensor: Hashable, Sendable {
    /// The name, `C1.weight` for example.
    public let name: String
    /// The sizes, outermost first; empty for a single number.
    public let shape: [Int]
    /// The numbers, the last size running fastest.
    public let values: [Float]

    /// A tensor; traps unless `values` has as many elements as `shape` says.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(
        shape.allSatisfy { $0 >= 0 } && checkedProduct(shape) == values.count,
        "the tensor \(name) must have as many values as its shape says")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// Texts by key.
  public let metadata: [String: String]
  /// The tensors; those read from a file stand in the order of their bytes.
  public let tensors: [Tensor]

  /// The size limit of a header, in bytes.
  public static let largestHeader = 1 << 20
  /// The header's key for the texts, which is not allowed as a tensor's name.
  static let metadataKey = "__metadata__"

  /// Tensors and texts; traps if two tensors share a name or one is called `__metadata__`.
  public init(metadata: [String: String], tensors: [Tensor]) {
    precondition(
      Set(tensors.map(\.name) + [Self.metadataKey]).count == tensors.count + 1,
      "every tensor must have a name of its own, and not \(Self.metadataKey)")
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The tensor called `name`, or nil.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  /// The bytes of the file, the same for the same content: keys and tensors sorted by name.
  public func encoded() -> [UInt8] {
    let sorted = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var header: [String: JSON] = [:]
    var end = 0
    for tensor in sorted {
      let start = end
      end += tensor.values.count * 4
      header[tensor.name] = .object([
        "dtype": .string("F32"),
        "shape": .array(tensor.shape.map(JSON.integer)),
        "data_offsets": .array([.integer(start), .integer(end)]),
      ])
    }
    if !metadata.isEmpty {
      header[Self.metadataKey] = .object(metadata.mapValues(JSON.string))
    }
    var text = Array(JSON.object(header).text.utf8)
    // Spaces up to a multiple of 8, so that the numbers are aligned where the file is mapped.
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + text.count + end)
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: text.count >> shift))
    }
    bytes += text
    for tensor in sorted {
      for value in tensor.values {
        let bits = value.bitPattern
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
      }
    }
    return bytes
  }
}
