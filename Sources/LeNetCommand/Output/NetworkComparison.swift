import LeNet
import LeNetDrawing
import LeNetText

/// Networks side by side: one row per layer name, and the totals.
struct NetworkComparison {
  private let summaries: [NetworkSummary]
  /// The titles of the columns.
  private let titles: [String]

  /// `names` are those of the command line, which distinguish networks with the same name.
  init(_ summaries: [NetworkSummary], names: [String]) {
    self.summaries = summaries
    let own = summaries.map(\.architecture)
    titles = Set(own).count == own.count ? own : names
  }

  var lines: [String] {
    var table = TextTable(
      columns: [.init("layer")] + titles.map { .init($0) })
    table.addRow(["input"] + summaries.map(\.input.text))
    for name in names {
      let rows = summaries.map { summary in summary.layers.first { $0.name == name } }
      table.addRow([name] + rows.map { $0.map(Self.sizes) ?? "-" })
      table.addRow([""] + rows.map { $0?.kindWords ?? "" })
    }
    func total(_ title: String, _ value: (NetworkSummary.Totals) -> Int) {
      table.addRow([title] + summaries.map { value($0.totals).grouped })
    }
    table.addRow([""])
    total("parameters", \.parameters)
    total("trained", \.trainable)
    total("connections", \.connections)
    total("multiply-adds", \.multiplyAdds)
    return table.screenLines
  }

  private static func sizes(_ row: NetworkSummary.Row) -> String {
    row.parameters == 0
      ? row.output.text : "\(row.output.text), \(row.parameters.of("parameter"))"
  }

  /// The layers of all networks, each once; a later network's layer comes after its predecessor there.
  private var names: [String] {
    var order: [String] = []
    for summary in summaries {
      var place = 0
      for row in summary.layers {
        if let known = order.firstIndex(of: row.name) {
          place = max(place, known + 1)
        } else {
          order.insert(row.name, at: min(place, order.count))
          place += 1
        }
      }
    }
    return order
  }
}
