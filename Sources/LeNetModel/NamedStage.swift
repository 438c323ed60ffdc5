import LeNetText

/// A stage with its name, which tensors, tables and error messages use.
public struct NamedStage: Hashable, Sendable {
  /// The name, `C1` for example; each is used once in an architecture.
  public var name: String
  /// The kind of the stage with its settings.
  public var stage: Stage

  /// The stage `stage` under `name`.
  public init(name: String, stage: Stage) {
    self.name = name
    self.stage = stage
  }
}

extension NamedStage: Codable {
  /// Reads `{"name": ..., "kind": ..., ...}`; throws an `ArchitectureError` that names the stage.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder), position: 0)
  }

  /// Writes name, kind and all settings in one object.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }

  /// Name, kind and all settings in one object.
  var json: JSON {
    .object(stage.fields.merging(["name": .string(name)]) { setting, _ in setting })
  }

  /// Reads stage number `position`, counted from 0.
  init(json: JSON, position: Int) throws(ArchitectureError) {
    guard let name = json["name"]?.string else {
      throw .badDescription(
        place: "stage number \(position + 1)", problem: "'name' is missing or not a text")
    }
    self.init(name: name, stage: try Stage(json: json, stage: name))
  }
}
