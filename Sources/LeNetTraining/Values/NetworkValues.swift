public import LeNetText
import LeNetModel

/// A network's description in a run folder, as named values.
public struct NetworkValues: Sendable {
  /// A layer: its name, its kind, and its settings by their keys in the description.
  public struct Layer: Hashable, Sendable {
    /// The name, `C1` for example.
    public let name: String
    /// The kind, `convolution` for example.
    public let kind: String
    /// All settings, defaults included.
    public let settings: [String: JSON]
  }

  /// The network's name.
  public let name: String
  /// The shape of one sample, as in `1x28x28`.
  public let input: String
  /// The layers from input to output.
  public let layers: [Layer]

  /// Reads a description; nil if `description` has no list of layers.
  ///
  /// Missing settings of an earlier version get their defaults. A layer of an unknown kind stays
  /// as it is written.
  public init?(_ description: JSON) {
    let whole = (try? Architecture(json: description))?.json ?? description
    guard let list = whole["layers"]?.array else { return nil }
    name = whole["name"]?.string ?? ""
    input = (whole["input"]?.array ?? []).map(\.text).joined(separator: "x")
    layers = list.compactMap { layer in
      guard case .object(var settings) = layer,
        let name = settings.removeValue(forKey: "name")?.string,
        let kind = settings.removeValue(forKey: "kind")?.string
      else { return nil }
      return Layer(name: name, kind: kind, settings: settings)
    }
  }

  /// The layer of that name, or nil.
  public func layer(_ name: String) -> Layer? { layers.first { $0.name == name } }

  /// The values of a name: `input`; a layer's kind under its name; one of its settings, as in `C1.maps`; or a
  /// setting, or `kind`, of all layers that have it, as in `maps`.
  public func values(named name: String) -> [JSON] {
    if name == "input" { return [.string(input)] }
    if let layer = layer(name) { return [.string(layer.kind)] }
    for layer in layers where name.hasPrefix(layer.name + ".") {
      let key = String(name.dropFirst(layer.name.count + 1))
      if let value = layer.settings[key] { return [value] }
    }
    let all = layers.compactMap { name == "kind" ? .string($0.kind) : $0.settings[name] }
    return all.reduce(into: []) { distinct, value in
      if !distinct.contains(value) { distinct.append(value) }
    }
  }
}
