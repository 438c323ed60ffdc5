/// What is wrong with a pickle; places are counted in bytes.
public enum PickleError: Error, Hashable, Sendable {
  /// The data end inside an instruction.
  case truncated(place: Int)
  /// An instruction that data need not have, by its byte.
  case instruction(UInt8, place: Int)
  /// A name in a module that would be called, and is not known.
  case unknownName(String, place: Int)
  /// An instruction does not find on the stack what it needs.
  case misplaced(place: Int)
  /// A text or number is not written as it has to be.
  case malformed(place: Int)
  /// There are more objects or bytes than such a file needs.
  case tooMany(place: Int)
  /// Something follows the end.
  case trailingBytes(Int)
}

extension PickleError: CustomStringConvertible {
  /// One sentence for a person, without the name of the file.
  public var description: String {
    switch self {
    case .truncated(let place):
      "the pickled data end at byte \(place), inside an instruction; copy or download the file again"
    case .instruction(let byte, let place):
      "the pickled data have the instruction \(byte) at byte \(place), which plain data do not need; "
        + "is it the right file?"
    case .unknownName(let name, let place):
      "the pickled data ask for '\(name)' at byte \(place), which is not NumPy's or a plain type, and "
        + "nothing of a file is executed; is it the right file?"
    case .misplaced(let place):
      "the pickled data are damaged at byte \(place), where something else was expected; "
        + "copy or download the file again"
    case .malformed(let place):
      "the pickled data have a text or number at byte \(place) that is not written as it should be; "
        + "copy or download the file again"
    case .tooMany(let place):
      "the pickled data have more objects or bytes at byte \(place) than images and labels need; "
        + "is it the right file?"
    case .trailingBytes(let count):
      "\(count) bytes follow the pickled data; copy or download the file again"
    }
  }
}
