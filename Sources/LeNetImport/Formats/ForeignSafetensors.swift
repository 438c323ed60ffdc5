import LeNetText

/// Safetensors files of other programs: any type of floating point, in the order of their bytes.
enum ForeignSafetensors {
  private static let types: [String: ElementType] = [
    "F16": .float16, "BF16": .bfloat16, "F32": .float32, "F64": .float64, "I8": .int8, "U8": .uint8,
    "I16": .int16, "I32": .int32, "I64": .int64, "BOOL": .bool,
  ]

  /// Where the header ends; nil if the bytes do not begin as such a file.
  static func headerEnd(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 10, bytes[8] == UInt8(ascii: "{") else { return nil }
    var length: UInt64 = 0
    for index in 0..<8 { length |= UInt64(bytes[index]) << (8 * UInt64(index)) }
    guard length <= 1 << 20, Int(length) <= bytes.count - 8 else { return nil }
    return 8 + Int(length)
  }

  /// The texts of the header; empty where it cannot be read.
  static func metadata(_ bytes: [UInt8]) -> [String: String] {
    guard let end = headerEnd(bytes), let json = try? JSON(reading: Array(bytes[8..<end])),
      case .object(let texts)? = json["__metadata__"]
    else { return [:] }
    return texts.compactMapValues(\.string)
  }

  static func read(_ bytes: [UInt8]) throws(ImportError) -> WeightBag {
    guard let end = headerEnd(bytes) else { throw damaged("the header's length") }
    let header: JSON
    do {
      header = try JSON(reading: Array(bytes[8..<end]))
    } catch {
      throw damaged("the header: \(error)")
    }
    guard case .object(let entries) = header else { throw damaged("the header is not an object") }
    var found: [(begin: Int, tensor: StoredTensor)] = []
    var total = 0
    for (name, entry) in entries where name != "__metadata__" {
      guard let code = entry["dtype"]?.string, let shape = entry["shape"]?.array,
        let offsets = entry["data_offsets"]?.array, offsets.count == 2,
        let begin = offsets[0].wholeNumber, let stop = offsets[1].wholeNumber
      else { throw damaged("the entry of \(name)") }
      guard let type = types[code] else {
        throw .unsupported(place: "the tensor \(name)", what: code, expected: "F32, F16 or BF16")
      }
      let sizes = shape.compactMap(\.wholeNumber)
      guard sizes.count == shape.count, let count = boundedProduct(sizes), begin >= 0,
        stop >= begin, stop <= bytes.count - end, stop - begin == count * type.width
      else { throw damaged("the tensor \(name) lies outside of the file or has another size") }
      total += count
      guard total <= bytes.count else { throw damaged("its tensors overlap") }
      found.append(
        (
          begin,
          StoredTensor(
            name: name, sizes: sizes, values: type.values(bytes, end + begin..<end + stop))
        ))
    }
    found.sort { ($0.begin, $0.tensor.name) < ($1.begin, $1.tensor.name) }
    return WeightBag(tensors: found.map(\.tensor), habit: .pytorch)
  }

  private static func damaged(_ problem: String) -> ImportError {
    .damaged(format: "a safetensors file", problem: problem)
  }
}
