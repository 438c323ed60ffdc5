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
  /// Tables and drawings, which have blanks side by side, stay as they are, and so does what has colours.
  package func wrapped(_ text: String) -> String {
    guard isInteractive, columns >= 20, text.count > columns, !text.contains("  "),
      !text.contains("\u{1B}")
    else { return text }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = "  " + word
      } else {
        line += line.isEmpty ? String(word) : " " + word
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
