/// Comma-separated values after RFC 4180.
package enum CSVText {
  /// A field, in quotes if it needs them.
  ///
  /// A text that a spreadsheet would compute gets an apostrophe in front: names of files and classes come from
  /// anybody (OWASP, "CSV injection").
  package static func field(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
    let text = isFormula == true && Double(text) == nil ? "'" + text : text
    // Compares scalars, because a quote with a combining accent is one character.
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }
}
