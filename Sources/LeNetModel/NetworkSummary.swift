/// The table of a network: one row per layer, and the totals.
///
/// As JSON it has the keys that programs rely on: `name`, `kind`, `activation`, `output`, `parameters`,
/// `connections`, `multiplyAdds` per layer; `trainable`, `nonTrainable`, `fixed` in the totals.
public struct NetworkSummary: Codable, Hashable, Sendable {
  /// One layer of the table.
  public struct Row: Codable, Hashable, Sendable {
    /// The layer's name.
    public let name: String
    /// The layer's kind.
    public let kind: String
    /// The function applied to its sums; `identity` for kinds without one.
    public let activation: Activation
    /// The shape of one sample after it.
    public let output: Shape
    /// Its parameters, trained, running and fixed ones.
    public let parameters: Int
    /// Per output unit its inputs, plus 1 where a bias is trained.
    public let connections: Int
    /// Products added into sums for one sample.
    public let multiplyAdds: Int
    /// The rate of dropout; nil for other kinds.
    public let dropoutRate: Double?
  }

  /// Sums over all layers.
  public struct Totals: Codable, Hashable, Sendable {
    /// Parameters that training changes.
    public let trainable: Int
    /// Running statistics.
    public let nonTrainable: Int
    /// Constants.
    public let fixed: Int
    /// Connections of all layers.
    public let connections: Int
    /// Products added into sums for one sample.
    public let multiplyAdds: Int

    /// All parameters.
    public var parameters: Int { trainable + nonTrainable + fixed }
  }

  /// The architecture's name.
  public let architecture: String
  /// The shape of one sample.
  public let input: Shape
  /// One row per layer, from input to output.
  public let layers: [Row]
  /// Sums over all layers.
  public let totals: Totals

  /// The table of `layout`.
  public init(_ layout: NetworkLayout) {
    architecture = layout.architecture.name
    input = layout.input
    layers = layout.layers.map { layer in
      Row(
        name: layer.name, kind: layer.layer.kind, activation: layer.layer.activation,
        output: layer.output,
        parameters: layer.parameters.reduce(0) { $0 + $1.coefficients },
        connections: layer.connections, multiplyAdds: layer.multiplyAdds,
        dropoutRate: layer.layer.dropoutRate)
    }
    totals = Totals(
      trainable: layout.trainableCount, nonTrainable: layout.nonTrainableCount,
      fixed: layout.fixedCount,
      connections: layers.reduce(0) { $0 + $1.connections },
      multiplyAdds: layers.reduce(0) { $0 + $1.multiplyAdds })
  }
}

extension Layer {
  fileprivate var dropoutRate: Double? {
    guard case .dropout(let dropout) = self else { return nil }
    return dropout.rate
  }
}
