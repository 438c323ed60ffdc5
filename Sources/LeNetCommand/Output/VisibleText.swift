/// Text from files and arguments as it may be shown: on its line, and harmless to a terminal.
package enum VisibleText {
  /// The text with `\n`, `\r`, `\t` and `\u{1B}` in the place of such characters.
  package static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      shown += isHidden(scalar) ? escape(scalar) : String(scalar)
    }
  }

  /// Control characters, line ends of Unicode, and what turns the direction of writing.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\u{\(digits.count < 2 ? "0" : "")\(digits)}"
    }
  }
}
