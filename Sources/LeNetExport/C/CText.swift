/// Pieces of C.
enum CText {
  /// A constant array; long lists go over many lines.
  static func array(_ type: String, _ name: String, _ values: [String]) -> String {
    var lines = ["static const \(type) \(name)[\(values.count)] = {"]
    var line = "   "
    for (place, value) in values.enumerated() {
      let piece = " \(value)" + (place < values.count - 1 ? "," : "")
      if line.utf8.count + piece.utf8.count > 100 {
        lines.append(line)
        line = "   "
      }
      line += piece
    }
    return (lines + [line, "};"]).joined(separator: "\n")
  }

  /// A constant array of 32-bit numbers, with as many digits as give back every bit.
  static func array(_ name: String, _ values: [Float]) -> String {
    array("float", name, values.map(number))
  }

  /// A 32-bit number with as many digits as give back every bit.
  static func number(_ value: Float) -> String { "\(value)f" }

  /// A text as a literal; all but plain ASCII is octal, which has a fixed length.
  static func literal(_ text: String) -> String {
    let characters = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "?"), 0..<32, 127...:
        let octal = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      default: return String(UnicodeScalar(byte))
      }
    }
    return "\"\(characters.joined())\""
  }

  /// A name of C: letters, digits and underscores, not beginning with a digit.
  static func word(_ text: String) -> String {
    let word = text.unicodeScalars.map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": String(scalar)
      default: "_"
      }
    }.joined()
    return word.first.map { $0.isLetter } == true ? word : "net_\(word)"
  }

  /// Lines moved to the right by steps of four columns.
  static func indented(_ lines: [String], by steps: Int = 1) -> [String] {
    lines.map { $0.isEmpty ? $0 : String(repeating: "    ", count: steps) + $0 }
  }
}
