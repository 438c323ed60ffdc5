/// Why pictures cannot be prepared for a network's input in the way that was asked for.
public enum PictureInputError: Error, Hashable, Sendable {
  /// The input has neither one nor three maps.
  case maps(Int)
  /// Pictures of digits have one map, the network three.
  case colourDigits
}

extension PictureInputError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .maps(let maps):
      "the network's input has \(maps) maps, but pictures have 1 or 3; choose another network"
    case .colourDigits:
      "the network needs colour, which the preparation of digits removes; choose the preparation "
        + "resize, or a network with one map"
    }
  }
}
