/// The table of a network: one row per stage, and the totals.
///
/// As JSON it has the keys that programs rely on: `name`, `kind`, `activation`, `output`, `parameters`,
/// `connections`, `multiplyAdds` per stage; `trainable`, `nonTrainable`, `fixed` in the totals.
public struct NetworkSummary: Codable, Hashable, Sendable {
  /// One stage of the table.
  public struct Row: Codable, Hashable, Sendable {
    /// The stage's name.
    public let name: String
    /// The stage's kind.
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

  /// Sums over all stages.
  public struct Totals: Codable, Hashable, Sendable {
    /// Parameters that training changes.
    public let trainable: Int
    /// Running statistics.
    public let nonTrainable: Int
    /// Constants.
    public let fixed: Int
    /// Connections of all stages.
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
  /// One row per stage, from input to output.
  public let stages: [Row]
  /// Sums over all stages.
  public let totals: Totals

  /// The table of `layout`.
  public init(_ layout: NetworkLayout) {
    architecture = layout.architecture.name
    input = layout.input
    stages = layout.stages.map { stage in
      Row(
        name: stage.name, kind: stage.stage.kind, activation: stage.stage.activation,
        output: stage.output,
        parameters: stage.parameters.reduce(0) { $0 + $1.coefficients },
        connections: stage.connections, multiplyAdds: stage.multiplyAdds,
        dropoutRate: stage.stage.dropoutRate)
    }
    totals = Totals(
      trainable: layout.trainableCount, nonTrainable: layout.nonTrainableCount,
      fixed: layout.fixedCount,
      connections: stages.reduce(0) { $0 + $1.connections },
      multiplyAdds: stages.reduce(0) { $0 + $1.multiplyAdds })
  }
}

extension Stage {
  fileprivate var dropoutRate: Double? {
    guard case .dropout(let dropout) = self else { return nil }
    return dropout.rate
  }
}
