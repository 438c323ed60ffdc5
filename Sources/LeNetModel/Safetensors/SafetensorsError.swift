/// Why bytes are not a safetensors file that this program reads.
public enum SafetensorsError: Error, Equatable, Sendable {
  /// There are fewer than the eight bytes of the header's length.
  case tooShort(count: Int)
  /// The header is longer than `Safetensors.largestHeader`.
  case headerTooLong(UInt64)
  /// The header is longer than the rest of the file.
  case headerBeyondEnd(length: Int, available: Int)
  /// The header is malformed.
  case badHeader(String)
  /// The header's entry of a tensor is malformed.
  case badEntry(tensor: String, problem: String)
  /// A tensor has another type than `F32`.
  case unsupportedType(tensor: String, type: String)
  /// A tensor's byte range does not match its shape.
  case wrongSize(tensor: String, shape: [Int], got: Int)
  /// A tensor begins within the one before.
  case overlap(tensor: String, byte: Int)
  /// Bytes before a tensor do not belong to any tensor.
  case hole(tensor: String, from: Int, to: Int)
  /// A tensor ends beyond the file.
  case beyondEnd(tensor: String, end: Int, available: Int)
  /// Bytes after the last tensor do not belong to any tensor.
  case trailingBytes(Int)
}

extension SafetensorsError: CustomStringConvertible {
  /// What is wrong and where, in one sentence.
  public var description: String {
    switch self {
    case .tooShort(let count):
      "it is not a safetensors file: it has \(count) bytes, fewer than the 8 of the header's length"
    case .headerTooLong(let length):
      """
      it is not a safetensors file: the header would have \(length) bytes; \
      expected at most \(Safetensors.largestHeader)
      """
    case .headerBeyondEnd(let length, let available):
      "it is cut short: the header has \(length) bytes, and \(available) follow"
    case .badHeader(let problem):
      "its header is damaged: \(problem)"
    case .badEntry(let tensor, let problem):
      "its header is damaged: the tensor '\(tensor)' \(problem)"
    case .unsupportedType(let tensor, let type):
      "the tensor '\(tensor)' has the type '\(type)'; expected F32"
    case .wrongSize(let tensor, let shape, let got):
      "the tensor '\(tensor)' has the shape \(shape) but \(got) bytes; expected 4 for each number"
    case .overlap(let tensor, let byte):
      "the tensor '\(tensor)' begins at byte \(byte), within the tensor before it"
    case .hole(let tensor, let from, let to):
      "bytes \(from) to \(to) before the tensor '\(tensor)' do not belong to a tensor"
    case .beyondEnd(let tensor, let end, let available):
      "it is cut short: the tensor '\(tensor)' ends at byte \(end) of \(available)"
    case .trailingBytes(let count):
      "the last \(count) bytes do not belong to a tensor"
    }
  }
}
