import LeNetText

extension Safetensors {
  /// Reads the bytes of a whole file.
  ///
  /// The header is checked completely before any number is read: its length, every key, and that
  /// the byte ranges fit the shapes and cover the rest of the file once. Throws at the first
  /// defect, without trapping.
  public init(reading bytes: [UInt8]) throws(SafetensorsError) {
    let header = try SafetensorsHeader(reading: bytes, fileSize: bytes.count)
    metadata = header.metadata
    tensors = header.tensors.map { entry in
      let first = header.end + entry.begin
      let values = (0..<(entry.end - entry.begin) / 4).map { index in
        Float(bitPattern: littleEndian(bytes, at: first + 4 * index))
      }
      return Tensor(name: entry.name, shape: entry.shape, values: values)
    }
  }
}

/// The header, checked for consistency and against the size of the file.
struct SafetensorsHeader {
  let metadata: [String: String]
  fileprivate let tensors: [TensorEntry]
  /// The offset at which the header ends and the numbers begin.
  let end: Int

  /// Reads the header from the first bytes of a file, all of them or only up to the header's end.
  init(reading bytes: [UInt8], fileSize: Int) throws(SafetensorsError) {
    end = try Self.end(of: bytes, fileSize: fileSize)
    guard end <= bytes.count else {
      throw .headerBeyondEnd(length: end - 8, available: bytes.count - 8)
    }
    let header: JSON
    do {
      header = try JSON(reading: Array(bytes[8..<end]))
    } catch {
      throw .badHeader("\(error)")
    }
    guard case .object(var entries) = header else { throw .badHeader("it is not an object") }
    metadata = try Self.metadata(entries.removeValue(forKey: Safetensors.metadataKey))
    var tensors: [TensorEntry] = []
    for (name, entry) in entries { tensors.append(try TensorEntry(name: name, json: entry)) }
    // Empty tensors share their start with the next; the name makes the order complete.
    tensors.sort { one, other in
      (one.begin, one.end) != (other.begin, other.end)
        ? (one.begin, one.end) < (other.begin, other.end)
        : one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }
    try Self.checkCoverage(by: tensors, available: fileSize - end)
    self.tensors = tensors
  }

  /// The end of the header, from the first eight bytes of a file.
  static func end(of bytes: [UInt8], fileSize: Int) throws(SafetensorsError) -> Int {
    guard bytes.count >= 8 else { throw .tooShort(count: bytes.count) }
    let length =
      UInt64(littleEndian(bytes, at: 0)) | UInt64(littleEndian(bytes, at: 4)) << 32
    guard length <= UInt64(Safetensors.largestHeader) else { throw .headerTooLong(length) }
    guard Int(length) <= fileSize - 8 else {
      throw .headerBeyondEnd(length: Int(length), available: fileSize - 8)
    }
    return 8 + Int(length)
  }

  private static func metadata(_ json: JSON?) throws(SafetensorsError) -> [String: String] {
    guard let json else { return [:] }
    guard case .object(let entries) = json else {
      throw .badHeader("\(Safetensors.metadataKey) is not an object")
    }
    var metadata: [String: String] = [:]
    for (key, value) in entries {
      guard let text = value.string else {
        throw .badHeader(
          "\(Safetensors.metadataKey) has a value that is not a text under '\(key)'")
      }
      metadata[key] = text
    }
    return metadata
  }

  /// Throws unless the sorted `tensors` cover `available` bytes without overlap and hole.
  private static func checkCoverage(
    by tensors: [TensorEntry], available: Int
  ) throws(SafetensorsError) {
    var end = 0
    for tensor in tensors {
      guard tensor.begin >= end else { throw .overlap(tensor: tensor.name, byte: tensor.begin) }
      guard tensor.begin == end else {
        throw .hole(tensor: tensor.name, from: end, to: tensor.begin)
      }
      guard tensor.end <= available else {
        throw .beyondEnd(tensor: tensor.name, end: tensor.end, available: available)
      }
      end = tensor.end
    }
    guard end == available else { throw .trailingBytes(available - end) }
  }
}

private func littleEndian(_ bytes: [UInt8], at index: Int) -> UInt32 {
  UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
    | UInt32(bytes[index + 2]) << 16 | UInt32(bytes[index + 3]) << 24
}

/// The header's entry of one tensor, checked for consistency.
private struct TensorEntry {
  let name: String
  let shape: [Int]
  let begin: Int
  let end: Int

  init(name: String, json: JSON) throws(SafetensorsError) {
    guard case .object(let values) = json, Set(values.keys) == ["dtype", "shape", "data_offsets"]
    else { throw .badEntry(tensor: name, problem: "needs dtype, shape and data_offsets only") }
    guard let type = values["dtype"]?.string else {
      throw .badEntry(tensor: name, problem: "has a dtype that is not a text")
    }
    guard type == "F32" else { throw .unsupportedType(tensor: name, type: type) }
    let shape = try Self.sizes(values["shape"], "shape", of: name)
    let offsets = try Self.sizes(values["data_offsets"], "data_offsets", of: name)
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw .badEntry(tensor: name, problem: "has data_offsets that are not [begin, end]")
    }
    guard let size = checkedProduct(shape + [4]) else {
      throw .badEntry(tensor: name, problem: "has a shape whose size in bytes overflows")
    }
    guard size == offsets[1] - offsets[0] else {
      throw .wrongSize(tensor: name, shape: shape, got: offsets[1] - offsets[0])
    }
    self.name = name
    self.shape = shape
    self.begin = offsets[0]
    self.end = offsets[1]
  }

  /// The list of whole numbers from 0 up under `key`.
  private static func sizes(
    _ json: JSON?, _ key: String, of tensor: String
  ) throws(SafetensorsError) -> [Int] {
    var sizes: [Int] = []
    for value in json?.array ?? [.null] {
      guard case .integer(let size) = value, size >= 0 else {
        throw .badEntry(tensor: tensor, problem: "has a \(key) that is not a list of sizes")
      }
      sizes.append(size)
    }
    return sizes
  }
}
