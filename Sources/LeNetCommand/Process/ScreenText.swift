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
  /// A continued line is indented by two more columns. If blanks side by side separate a name from a value, the value
  /// continues below the value. The label may have colours; only its visible characters count.
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

  /// The lines of a drawing with its sentences broken; lines with blanks side by side, or with colours, stay.
  func wrappedSentences(_ lines: [String]) -> [String] {
    lines.map { $0.contains("  ") || $0.contains("\u{1B}") ? $0 : wrapped($0) }
  }
}
