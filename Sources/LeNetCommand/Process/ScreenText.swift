import LeNetText

extension TextTable {
  /// The lines for standard output: on a terminal, a table that is too wide is folded.
  var screenLines: [String] {
    let terminal = OutputStream.standard.terminal
    return lines(within: terminal.isInteractive ? terminal.columns : nil)
  }
}

extension Terminal {
  /// A sentence in lines that fit the terminal, broken between words; the same text in a file or a pipe.
  ///
  /// Tables and drawings, which have blanks side by side, stay as they are. Of the label, which may be in colour, only
  /// the characters that are shown count.
  package func wrapped(_ text: String, after label: String = "") -> String {
    let labelWidth = label.replacing(/\u{1B}\[[0-9;]*m/, with: "").count
    guard isInteractive, columns >= 20, labelWidth + text.count > columns, !text.contains("  ")
    else { return label + text }
    var lines: [String] = []
    var line = ""
    var width = labelWidth
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, width + 1 + word.count > columns {
        lines.append(line)
        line = "  " + word
        width = line.count
      } else {
        let addition = line.isEmpty ? String(word) : " " + word
        line += addition
        width += addition.count
      }
    }
    return label + (lines + [line]).joined(separator: "\n")
  }
}
