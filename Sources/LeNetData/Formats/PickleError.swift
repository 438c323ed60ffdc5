/// What is wrong with a pickle; places are counted in bytes.
public enum PickleError: Error, Hashable, Sendable {
  /// The data end inside an instruction.
  case truncated(place: Int)
  /// An instruction that plain data never need, by its byte.
  case instruction(UInt8, place: Int)
  /// The name of a function or type that is unknown, and would be called.
  case unknownName(String, place: Int)
  /// The stack does not have the values that an instruction needs.
  case misplaced(place: Int)
  /// A text or number is malformed.
  case malformed(place: Int)
  /// There are more objects or bytes than such a file needs.
  case tooMany(place: Int)
  /// Bytes follow the end.
  case trailingBytes(Int)
}

extension PickleError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .truncated(let place):
      "the pickled data end at byte \(place), inside an instruction; copy or download the file again"
    case .instruction(let byte, let place):
      "the pickled data have the instruction \(byte) at byte \(place), which plain data never need; "
        + "is it the right file?"
    case .unknownName(let name, let place):
      "the pickled data use '\(name)' at byte \(place), which is not a plain or NumPy type, and code in a "
        + "file is never run; is it the right file?"
    case .misplaced(let place):
      "the pickled data are damaged at byte \(place), which does not fit what stands before; "
        + "copy or download the file again"
    case .malformed(let place):
      "the pickled data have a malformed text or number at byte \(place); "
        + "copy or download the file again"
    case .tooMany(let place):
      "the pickled data have more objects or bytes at byte \(place) than images and labels need; "
        + "is it the right file?"
    case .trailingBytes(let count):
      "\(count) bytes follow the pickled data; copy or download the file again"
    }
  }
}
