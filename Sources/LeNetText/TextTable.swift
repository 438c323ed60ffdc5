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

  private var columns: [Column]
  private var rows: [[String]] = []

  package init(columns: [Column]) {
    self.columns = columns.map { Column($0.title.visible, $0.alignment) }
  }

  /// Adds a row; missing cells at its end stay empty.
  package mutating func addRow(_ cells: [String]) {
    rows.append(cells.map(\.visible))
  }

  /// The lines of the table: titles, a rule, rows, without blanks at their ends.
  ///
  /// A table that is wider than `width` is folded: the columns that do not fit follow below, each time behind the
  /// first column, which names the rows; names of more than half of the width lose their middle.
  package func lines(within width: Int? = nil) -> [String] {
    if let width, columns.count > 1, let widest = widths.first, widest > max(width / 2, 8) {
      return withNames(of: max(width / 2, 8)).lines(within: width)
    }
    let widths = widths
    let groups = width.map { self.groups(widths, within: $0) } ?? [Array(columns.indices)]
    return groups.enumerated().flatMap { place, group in
      (place > 0 ? [""] : []) + lines(of: group, widths)
    }
  }

  /// The table with shorter names of its rows.
  private func withNames(of width: Int) -> TextTable {
    var table = self
    table.rows = rows.map { row in
      row.enumerated().map { $0 == 0 ? Self.shortened($1, to: width) : $1 }
    }
    table.columns[0].title = Self.shortened(columns[0].title, to: width)
    return table
  }

  /// The text with an ellipsis instead of its middle, where it is longer.
  package static func shortened(_ text: String, to width: Int) -> String {
    guard text.count > width, width > 2 else { return text }
    let end = (width - 1) / 2
    return text.prefix(width - 1 - end) + "…" + text.suffix(end)
  }

  private func lines(of group: [Int], _ widths: [Int]) -> [String] {
    let titles = line(columns.map(\.title), group, widths)
    let rule = String(
      repeating: "-", count: group.reduce(0) { $0 + widths[$1] } + 2 * (group.count - 1))
    return [titles, rule] + rows.map { line($0, group, widths) }
  }

  /// The columns that stand side by side; the first one stands in each group.
  private func groups(_ widths: [Int], within width: Int) -> [[Int]] {
    guard !columns.isEmpty else { return [[]] }
    var groups = [[0]]
    var used = widths[0]
    for column in columns.indices.dropFirst() {
      if used + 2 + widths[column] > width, groups[groups.count - 1].count > 1 {
        groups.append([0])
        used = widths[0]
      }
      groups[groups.count - 1].append(column)
      used += 2 + widths[column]
    }
    return groups
  }

  private var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(columns[column].title.count) { widest, row in
        row.indices.contains(column) ? max(widest, row[column].count) : widest
      }
    }
  }

  private func line(_ cells: [String], _ group: [Int], _ widths: [Int]) -> String {
    var text = ""
    for column in group where column < cells.count {
      if column > 0 { text += "  " }
      text += TextTable.pad(cells[column], to: widths[column], columns[column].alignment)
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
