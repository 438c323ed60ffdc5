package import LeNetText

extension Reading {
  /// The values by name, for programs.
  package var members: [String: JSON] {
    [
      "verdict": .string(verdict.rawValue), "label": label.map(JSON.string) ?? .null,
      "class": label == nil
        ? .null : scores.indices.max { scores[$0] < scores[$1] }.map(JSON.integer) ?? .null,
      "digit": digit.map(JSON.integer) ?? .null,
      "confidence": JSON(confidence), "scores": .array(scores.map { JSON($0) }),
      "other": JSON(other), "pages": .integer(pages), "turned": .integer(turned),
    ]
  }
}
