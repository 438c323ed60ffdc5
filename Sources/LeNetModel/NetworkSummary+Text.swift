import LeNetText

extension NetworkSummary: CustomStringConvertible {
  /// The table of `lenet summary`: one line per layer, the totals, and the bytes of the weights.
  public var description: String { lines().joined(separator: "\n") }

  /// The lines of the table, folded to a width if there is one.
  package func lines(within width: Int? = nil) -> [String] {
    ["\(architecture), input \(input)", ""] + table.lines(within: width)
      + ["", totals.displayText]
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      .init("layer"), .init("kind"), .init("output"), .init("parameters", .right),
      .init("connections", .right), .init("multiply-adds", .right),
    ])
    for row in layers {
      table.addRow([
        row.name, row.kindWords, "\(row.output)", row.parameters.grouped, row.connections.grouped,
        row.multiplyAdds.grouped,
      ])
    }
    table.addRow([
      "total", "", "", totals.parameters.grouped, totals.connections.grouped,
      totals.multiplyAdds.grouped,
    ])
    return table
  }
}

extension NetworkSummary.Row {
  /// The kind with its activation or rate, if any: `convolution, relu` or `dropout, 0.8`.
  package var kindWords: String {
    if let dropoutRate { return "\(kind), \(dropoutRate.displayText)" }
    return activation == .identity ? kind : "\(kind), \(activation.rawValue)"
  }
}

extension NetworkSummary.Totals {
  /// The number of parameters of each sort, and their bytes.
  var displayText: String {
    "trainable \(trainable.grouped), non-trainable \(nonTrainable.grouped), fixed \(fixed.grouped); "
      + "\((4 * parameters).grouped) bytes of 32-bit numbers"
  }
}

extension Architecture: CustomStringConvertible {
  /// The table of `lenet summary`, or the error that prevents it.
  public var description: String {
    do throws(ArchitectureError) {
      return NetworkSummary(try layout()).description
    } catch {
      return "\(name), input \(input): \(error)"
    }
  }
}
