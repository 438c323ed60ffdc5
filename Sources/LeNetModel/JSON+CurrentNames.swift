package import LeNetText

extension JSON {
  /// Names in files of version 0.1 and the present ones.
  private static let currentNames = [
    "stages": "layers", "fit": "resizeMode", "deviation": "standardDeviation",
  ]

  /// The value with the present names in place of those of version 0.1.
  package var withCurrentNames: JSON {
    switch self {
    case .array(let values):
      return .array(values.map(\.withCurrentNames))
    case .object(let values):
      var current: [String: JSON] = [:]
      for (key, value) in values {
        current[Self.currentNames[key] ?? key] =
          key == "kind" && value == .string("fullConnection")
          ? .string("fullyConnected") : value.withCurrentNames
      }
      return .object(current)
    default:
      return self
    }
  }
}
