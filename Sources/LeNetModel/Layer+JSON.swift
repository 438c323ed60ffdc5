import LeNetText

/// The kinds of layers, in the order that messages list them.
enum LayerKind: String, CaseIterable {
  case convolution, maxPooling, averagePooling, adaptiveMaxPooling, globalAveragePooling
  case subsampling, flatten, fullyConnected, radialBasis, batchNormalization, dropout
}

extension Layer {
  /// Names of all kinds, as descriptions and tables have them.
  public static let kinds = LayerKind.allCases.map(\.rawValue)

  /// Reads the layer of `kind`; throws if a setting is missing, wrong or unknown.
  init(kind: String, fields: inout LayerFields) throws(ArchitectureError) {
    guard let known = LayerKind(rawValue: kind) else {
      throw .badSetting(
        layer: fields.layer, key: "kind", got: JSON.string(kind).text,
        expected: Self.kinds.joined(separator: ", ") + didYouMean(kind, among: Self.kinds))
    }
    switch known {
    case .convolution: self = .convolution(try Convolution(reading: &fields))
    case .maxPooling: self = .maxPooling(try Pooling(reading: &fields))
    case .averagePooling: self = .averagePooling(try Pooling(reading: &fields))
    case .adaptiveMaxPooling: self = .adaptiveMaxPooling(try AdaptivePooling(reading: &fields))
    case .globalAveragePooling: self = .globalAveragePooling
    case .subsampling: self = .subsampling(try Subsampling(reading: &fields))
    case .flatten: self = .flatten
    case .fullyConnected: self = .fullyConnected(try FullyConnected(reading: &fields))
    case .radialBasis: self = .radialBasis(try RadialBasis(reading: &fields))
    case .batchNormalization:
      self = .batchNormalization(try BatchNormalization(reading: &fields))
    case .dropout: self = .dropout(try Dropout(reading: &fields))
    }
    try fields.finish(kind: kind)
  }

  /// Reads a description such as `{"kind": "maxPooling", "stride": 2, "window": 2}`.
  init(json: JSON, layer: String) throws(ArchitectureError) {
    guard case .object(let values) = json else {
      throw .badDescription(place: "layer \(layer)", problem: "expected an object")
    }
    guard let kind = values["kind"]?.string else {
      throw .badDescription(
        place: "layer \(layer)",
        problem: "'kind' is missing; expected \(Self.kinds.joined(separator: ", "))")
    }
    var fields = LayerFields(layer: layer, values: values)
    try self.init(kind: kind, fields: &fields)
  }

  /// The kind and all settings, defaults included.
  var fields: [String: JSON] {
    rules.settings.merging(["kind": .string(kind)]) { setting, _ in setting }
  }
}

extension Layer: Codable {
  /// Reads a description; throws an `ArchitectureError` that names the key.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder), layer: "without a name")
  }

  /// Writes the kind and all settings.
  public func encode(to encoder: any Encoder) throws {
    try JSON.object(fields).encode(to: encoder)
  }
}
