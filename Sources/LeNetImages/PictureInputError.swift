/// Why pictures cannot be prepared for a network's input in the way that was asked for.
public enum PictureInputError: Error, Hashable, Sendable {
  /// The input has neither one nor three maps.
  case maps(Int)
  /// Pictures of digits have one map, the network three.
  case colourDigits
}

extension PictureInputError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .maps(let maps):
      "The network's input has \(maps) maps: pictures are grey or have three colours, so choose a "
        + "network with 1 or 3."
    case .colourDigits:
      "The network wants colour, which the preparation of digits takes away: choose the preparation "
        + "resize, or a network with one map."
    }
  }
}
