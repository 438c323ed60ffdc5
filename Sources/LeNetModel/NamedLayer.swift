import LeNetText

/// A layer with its name, which tensors, tables and error messages use.
public struct NamedLayer: Hashable, Sendable {
  /// The name, `C1` for example; each is used once in an architecture.
  public var name: String
  /// The kind of the layer with its settings.
  public var layer: Layer

  /// The layer `layer` under `name`.
  public init(name: String, layer: Layer) {
    self.name = name
    self.layer = layer
  }
}

extension NamedLayer: Codable {
  /// Reads `{"name": ..., "kind": ..., ...}`; throws an `ArchitectureError` that names the layer.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder), position: 0)
  }

  /// Writes name, kind and all settings in one object.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }

  /// Name, kind and all settings in one object.
  var json: JSON {
    .object(layer.fields.merging(["name": .string(name)]) { setting, _ in setting })
  }

  /// Reads layer number `position`, counted from 0.
  init(json: JSON, position: Int) throws(ArchitectureError) {
    guard let name = json["name"]?.string else {
      throw .badDescription(
        place: "layer number \(position + 1)", problem: "'name' is missing or not a text")
    }
    self.init(name: name, layer: try Layer(json: json, layer: name))
  }
}
