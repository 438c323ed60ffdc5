import LeNetModel
import LeNetText

extension Drawing {
  /// An upper estimate of a text's width, because fonts differ.
  package static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    text.visible.reduce(0) { $0 + width(of: $1, size: size, isBold: isBold) }
  }

  package static func width(of character: Character, size: Double, isBold: Bool = false) -> Double {
    size * (character.isWide ? 1.3 : isBold ? 0.68 : 0.6)
  }
}

extension Character {
  /// Whether the character is as wide as high: East Asian, or an emoji.
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
  /// The text escaped for XML, with visible control characters.
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

  /// At most `count` characters; an ellipsis is the last one of a shortened text.
  package func shortened(to count: Int) -> String {
    let text = visible
    return text.count <= max(count, 1) ? text : text.prefix(max(count, 2) - 1).trimmed + "…"
  }

  /// The text cut to a width, with an ellipsis if it is shortened.
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
  /// The text without trailing blanks.
  fileprivate var trimmed: Substring {
    var text = self
    while text.count > 1, text.last == " " { text.removeLast() }
    return text
  }
}
