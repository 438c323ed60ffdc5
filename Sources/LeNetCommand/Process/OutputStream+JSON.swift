import LeNetText

extension OutputStream {
  /// The version of the objects for programs: it grows when a key loses its name, type or meaning.
  static let schemaVersion = 1

  /// Writes an object on a line of its own, with the version of its keys; of a list, each object gets the version.
  func writeJSON(_ json: JSON) throws(OutputError) {
    try writeLine(Self.versioned(json).text)
  }

  /// The object with the version of its keys; of a list, each object.
  private static func versioned(_ json: JSON) -> JSON {
    switch json {
    case .object(var values):
      values["schemaVersion"] = .integer(schemaVersion)
      return .object(values)
    case .array(let list): return .array(list.map(versioned))
    default: return json
    }
  }
}
