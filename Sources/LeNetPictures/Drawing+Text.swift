import LeNetData

extension Drawing {
  /// About how wide a text is at most: fonts differ.
  package static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    text.visible.reduce(0) { $0 + width(of: $1, size: size, isBold: isBold) }
  }

  static func width(of character: Character, size: Double, isBold: Bool = false) -> Double {
    size * (character.isWide ? 1.3 : isBold ? 0.68 : 0.6)
  }
}

extension Character {
  /// Whether it is as wide as it is high: of East Asia, or a small picture.
  fileprivate var isWide: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.value {
      case ..<0x1100: false
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE0F,
        0xFE30...0xFE4F, 0xFF00...0xFF60, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
        true
      default: scalar.properties.isEmojiPresentation
      }
    }
  }
}

extension String {
  /// The text on one line in its own order: `\n`, `\t` and `\u{202E}` in the place of control characters and of those
  /// that turn the direction of writing, as in the terminal.
  package var visible: String {
    guard unicodeScalars.contains(where: \.isHidden) else { return self }
    return unicodeScalars.reduce(into: "") { shown, scalar in
      guard scalar.isHidden else { return shown.unicodeScalars.append(scalar) }
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        shown += "\\u{\(digits.count < 2 ? "0" : "")\(digits)}"
      }
    }
  }

  /// As text of an XML element, with what is hidden made visible.
  package var escaped: String {
    visible.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// At most so many characters, the last one a mark where some are left out.
  package func shortened(to count: Int) -> String {
    let text = visible
    return text.count <= max(count, 1) ? text : text.prefix(max(count, 2) - 1).trimmed + "…"
  }

  /// As much as a width holds, with a mark at the end where something is left out.
  package func fitted(to width: Double, size: Double, isBold: Bool = false) -> String {
    let text = visible
    guard Drawing.width(of: text, size: size, isBold: isBold) > width else { return text }
    var room = width - Drawing.width(of: "…", size: size, isBold: isBold)
    let kept = text.prefix { character in
      room -= Drawing.width(of: character, size: size, isBold: isBold)
      return room >= 0
    }
    return (kept.isEmpty ? text.prefix(1) : kept).trimmed + "…"
  }
}

extension Substring {
  /// Without blanks at the end.
  fileprivate var trimmed: Substring {
    var text = self
    while text.count > 1, text.last == " " { text.removeLast() }
    return text
  }
}

extension Unicode.Scalar {
  /// Control characters, line ends of Unicode, what turns the direction of writing, and what XML does not allow.
  fileprivate var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFFFE...0xFFFF:
      true
    default: false
    }
  }
}

extension Int {
  /// The number with commas between thousands.
  var grouped: String { LeNetData.grouped(self) }

  /// So many of something: `1 image`, `2 images`.
  package func of(_ one: String, _ many: String? = nil) -> String {
    "\(grouped) \(self == 1 ? one : many ?? one + "s")"
  }
}
