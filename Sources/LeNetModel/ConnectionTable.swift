package import LeNetText

/// Which input maps feed each output map of a convolution, as in Table I of the paper.
///
/// Weights are stored dense all the same; those of absent links are 0 and never change.
/// As JSON: one list of input maps per output map.
public struct ConnectionTable: Hashable, Sendable {
  /// For every output map its input maps, counted from 0 and sorted.
  public let sources: [[Int]]

  /// A table from one list of input maps per output map; each list is sorted here.
  ///
  /// Whether the maps exist is checked by `Architecture.layout()`, which knows the input.
  public init(sources: [[Int]]) {
    self.sources = sources.map { $0.sorted() }
  }

  /// Links from an input map to an output map, 60 in Table I.
  public var links: Int { sources.reduce(0) { $0 + $1.count } }

  /// Table I of LeCun, Bottou, Bengio and Haffner (1998): the maps of S2 that feed each map of C3.
  public static let table1 = ConnectionTable(sources: [
    [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
    [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
    [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5],
  ])

  /// What keeps the table from joining `inputs` to `outputs` maps, or nil if nothing does.
  func defect(inputs: Int, outputs: Int) -> String? {
    guard sources.count == outputs else {
      return "one list for each of the \(outputs) maps, not \(sources.count)"
    }
    for (output, list) in sources.enumerated() {
      guard !list.isEmpty else { return "at least one input map for map \(output)" }
      for (position, source) in list.enumerated() {
        guard 0..<inputs ~= source else {
          return "input maps from 0 to \(inputs - 1), not \(source) as for map \(output)"
        }
        guard position == 0 || list[position - 1] < source else {
          return "each input map once, not \(source) twice as for map \(output)"
        }
      }
    }
    return nil
  }
}

extension ConnectionTable {
  /// One list of input maps per output map.
  package var json: JSON { .array(sources.map { .array($0.map(JSON.integer)) }) }
}

extension ConnectionTable: Codable {
  /// Reads one list of input maps per output map.
  public init(from decoder: any Decoder) throws {
    self.init(sources: try decoder.singleValueContainer().decode([[Int]].self))
  }

  /// Writes one list of input maps per output map.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(sources)
  }
}
