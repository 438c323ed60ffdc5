/// Why bytes are not a safetensors file that this program reads.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// There are fewer than the eight bytes of the header's length.
  case tooShort(count: Int)
  /// The header is longer than `Safetensors.largestHeader`.
  case headerTooLong(UInt64)
  /// The header is longer than the rest of the file.
  case headerBeyondEnd(length: Int, available: Int)
  /// The header is not what it should be.
  case badHeader(String)
  /// The header's entry of a tensor is not what it should be.
  case badEntry(tensor: String, problem: String)
  /// A tensor has another type than `F32`.
  case unsupportedType(tensor: String, type: String)
  /// A tensor's byte range does not have the size of its shape.
  case wrongSize(tensor: String, shape: [Int], got: Int)
  /// A tensor begins within the one before.
  case overlap(tensor: String, byte: Int)
  /// Bytes before a tensor belong to no tensor.
  case hole(tensor: String, from: Int, to: Int)
  /// A tensor ends beyond the file.
  case beyondEnd(tensor: String, end: Int, available: Int)
  /// Bytes after the last tensor belong to no tensor.
  case trailingBytes(Int)
}

extension SafetensorsError: CustomStringConvertible {
  /// One sentence: what is wrong and where.
  public var description: String {
    switch self {
    case .tooShort(let count):
      "It is no safetensors file: it has \(count) bytes, not even the 8 of the header's length."
    case .headerTooLong(let length):
      """
      It is no safetensors file: the header would have \(length) bytes; \
      expected at most \(Safetensors.largestHeader).
      """
    case .headerBeyondEnd(let length, let available):
      "It is cut short: the header has \(length) bytes, and \(available) follow."
    case .badHeader(let problem):
      "Its header is damaged: \(problem)."
    case .badEntry(let tensor, let problem):
      "Its header is damaged: the tensor '\(tensor)' \(problem)."
    case .unsupportedType(let tensor, let type):
      "The tensor '\(tensor)' has the type '\(type)'; expected F32."
    case .wrongSize(let tensor, let shape, let got):
      "The tensor '\(tensor)' has the shape \(shape) but \(got) bytes; expected 4 for each number."
    case .overlap(let tensor, let byte):
      "The tensor '\(tensor)' begins at byte \(byte), within the tensor before it."
    case .hole(let tensor, let from, let to):
      "Bytes \(from) to \(to) before the tensor '\(tensor)' belong to no tensor."
    case .beyondEnd(let tensor, let end, let available):
      "It is cut short: the tensor '\(tensor)' ends at byte \(end) of \(available)."
    case .trailingBytes(let count):
      "The last \(count) bytes belong to no tensor."
    }
  }
}
