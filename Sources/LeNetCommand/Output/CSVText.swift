/// Comma-separated values as RFC 4180 has them.
enum CSVText {
  /// A field, in quotes where it has to be.
  static func field(_ text: String) -> String {
    // By scalars: a quote and an accent behind it are one character.
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
