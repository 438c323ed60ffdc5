/// Digits side by side, each with a caption below.
package struct DigitGallery: Sendable {
  /// A digit and its caption.
  package struct Item: Sendable {
    package var drawing: DigitDrawing
    /// The caption, for example `4 read as 9`.
    package var caption: String
    package var colour: Terminal.Colour

    package init(drawing: DigitDrawing, caption: String, colour: Terminal.Colour) {
      self.drawing = drawing
      self.caption = caption
      self.colour = colour
    }
  }

  private let items: [Item]
  private static let gap = "  "

  package init(items: [Item]) {
    self.items = items
  }

  /// The number of digits per row that fits the terminal, at least one.
  package func lines(on terminal: Terminal) -> [String] {
    let items = fitting(terminal)
    guard let width = items.map(width).max() else { return [] }
    let perRow = max(1, (terminal.columns + Self.gap.count) / (width + Self.gap.count))
    var lines: [String] = []
    for start in stride(from: 0, to: items.count, by: perRow) {
      if start > 0 { lines.append("") }
      lines += row(Array(items[start..<min(start + perRow, items.count)]), width, terminal)
    }
    return lines
  }

  /// The items with captions cut to the width of the terminal.
  private func fitting(_ terminal: Terminal) -> [Item] {
    items.map { item in
      var item = item
      let room = max(item.drawing.columns, terminal.columns)
      if item.caption.count > room {
        let mark = terminal.showsUnicode ? "…" : "..."
        item.caption = item.caption.prefix(max(room - mark.count, 1)) + mark
      }
      return item
    }
  }

  private func width(_ item: Item) -> Int {
    max(item.drawing.columns, item.caption.count)
  }

  private func row(_ items: [Item], _ width: Int, _ terminal: Terminal) -> [String] {
    let drawings = items.map { $0.drawing.lines(on: terminal) }
    let height = drawings.map(\.count).max() ?? 0
    var lines = (0..<height).map { line in
      items.indices.map { index in
        // Escape sequences have no width, so blanks are counted from the picture's own.
        let blanks = String(repeating: " ", count: width - items[index].drawing.columns)
        return (line < drawings[index].count ? drawings[index][line] : "") + blanks
      }.joined(separator: Self.gap)
    }
    lines.append(
      items.map { item in
        let blanks = String(repeating: " ", count: width - item.caption.count)
        return terminal.paint(item.caption, item.colour) + blanks
      }.joined(separator: Self.gap))
    return lines.map(trimmed)
  }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
