/// A table of plain text: columns as wide as their longest cell, two blanks between them.
package struct TextTable {
  /// The alignment of cells.
  package enum Alignment: Sendable {
    case left
    case right
  }

  /// A column's title and alignment.
  package struct Column: Sendable {
    package var title: String
    package var alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(columns: [Column]) {
    self.columns = columns.map { Column($0.title.visible, $0.alignment) }
  }

  /// Adds a row; missing cells at its end stay empty.
  package mutating func addRow(_ cells: [String]) {
    rows.append(cells.map(\.visible))
  }

  /// The lines of the table: titles, a rule, rows, without blanks at their ends.
  package func lines() -> [String] {
    let widths = widths
    let titles = line(columns.map(\.title), widths)
    let rule = String(repeating: "-", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    return [titles, rule] + rows.map { line($0, widths) }
  }

  private var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(columns[column].title.count) { widest, row in
        row.indices.contains(column) ? max(widest, row[column].count) : widest
      }
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.prefix(columns.count).enumerated() {
      if column > 0 { text += "  " }
      text += TextTable.pad(cell, to: widths[column], columns[column].alignment)
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// A cell filled with blanks up to a width.
  package static func pad(_ cell: String, to width: Int, _ alignment: Alignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - cell.count))
    return alignment == .left ? cell + blanks : blanks + cell
  }
}
