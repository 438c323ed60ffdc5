extension String {
  /// The text on one line in its own order: `\n`, `\t` and `\u{202E}` in the place of control characters and of those
  /// that turn the direction of writing, as in the terminal, and `\xE9` for a byte of a path that is not UTF-8.
  package var visible: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.reduce(into: "") { shown, scalar in
      guard scalar.isHidden else { return shown.unicodeScalars.append(scalar) }
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case "\u{EF80}"..."\u{EFFF}":
        shown += "\\x\(String(scalar.value & 0xFF, radix: 16, uppercase: true))"
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        shown += "\\u{\(digits.count < 2 ? "0" : "")\(digits)}"
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether to escape it: control characters, Unicode line ends, direction marks, and characters that XML forbids.
  fileprivate var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xEF80...0xEFFF, 0xFFFE...0xFFFF:
      true
    default: false
    }
  }
}
