import LeNetText

extension TextTable {
  /// The lines for standard output: on a terminal, a table that is too wide is folded.
  var screenLines: [String] {
    lines(within: OutputStream.standard.terminal.foldedWidth)
  }
}

extension Terminal {
  /// The width to which tables are folded; nil in a file or a pipe.
  var foldedWidth: Int? { isInteractive ? columns : nil }

  /// A line in lines that fit the terminal, broken between words; the same text in a file or a pipe.
  ///
  /// Blanks side by side stay, except at a break. What continues stands two columns further in than the line, or below
  /// what follows the first such blanks: a value below the value. Of the label, which may be in colour, only the
  /// characters that are shown count.
  package func wrapped(_ text: String, after label: String = "") -> String {
    let labelWidth = label.replacing(/\u{1B}\[[0-9;]*m/, with: "").count
    guard isInteractive, columns >= 20, labelWidth + text.count > columns else {
      return label + text
    }
    let words = text.matches(of: /\ *[^ ]+/).map(\.output)
    let longest = words.map(\.count).max() ?? 0
    let margin = text.prefix { $0 == " " }.count
    let key = text.firstMatch(of: /^ *[^ ].*?  +/)?.output.count ?? 0
    let indentation = key > 0 && 2 * key <= columns && key + longest <= columns ? key : margin + 2
    var lines: [String] = []
    var line = ""
    var width = labelWidth
    for word in words {
      if !line.isEmpty, width + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: indentation) + word.drop { $0 == " " }
        width = line.count
      } else {
        line += word
        width += word.count
      }
    }
    return label + (lines + [line]).joined(separator: "\n")
  }

  /// The lines of a drawing, in which only sentences are broken: what has blanks side by side, or colours, is drawn.
  func wrappedSentences(_ lines: [String]) -> [String] {
    lines.map { $0.contains("  ") || $0.contains("\u{1B}") ? $0 : wrapped($0) }
  }
}
