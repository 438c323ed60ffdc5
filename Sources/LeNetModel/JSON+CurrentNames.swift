package import LeNetText

extension JSON {
  /// Names in files of version 0.1 and the present ones.
  private static let currentNames = [
    "stages": "layers", "fit": "resizeMode", "deviation": "standardDeviation",
    "rise": "warmupFraction", "divisor": "divFactor", "finalDivisor": "finalDivFactor",
    "criterion": "monitor", "parts": "segments",
  ]

  /// The value with the present names in place of those of version 0.1.
  ///
  /// An earlier name beside the present one stays, so that it is refused as unknown. Digests have names
  /// of files as keys, which stay too.
  package var withCurrentNames: JSON {
    switch self {
    case .array(let values):
      return .array(values.map(\.withCurrentNames))
    case .object(let values):
      var current: [String: JSON] = [:]
      for (key, value) in values {
        let present = Self.currentNames[key].flatMap { values[$0] == nil ? $0 : nil } ?? key
        current[present] =
          key == "kind" && value == .string("fullConnection")
          ? .string("fullyConnected") : key == "sha256" ? value : value.withCurrentNames
      }
      return .object(current)
    default:
      return self
    }
  }
}
