extension JSON {
  /// The value on one line without spaces; traps if it has more levels than can be read, 64.
  public var text: String {
    var text = ""
    write(to: &text, indentation: nil, depth: 0)
    return text
  }

  /// The value for people: two spaces a level, lists of plain values on one line, a final newline.
  ///
  /// Traps if it has more levels than can be read, 64.
  public var readableText: String {
    var text = ""
    write(to: &text, indentation: 0, depth: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indentation: Int?, depth: Int) {
    precondition(
      depth <= Self.deepestNesting, "JSON has more than \(Self.deepestNesting) levels of nesting")
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .unsigned(let value): text += "\(value)"
    case .number(let value): text += Self.literal(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      let isOnOneLine =
        indentation == nil || values.allSatisfy { $0.isPlain(levels: Self.deepestNesting - depth) }
      let indentation = isOnOneLine ? nil : indentation
      Self.write(values, "[", "]", to: &text, indentation) { value, text, indentation in
        value.write(to: &text, indentation: indentation, depth: depth + 1)
      }
    case .object(let values):
      let sorted = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.write(sorted, "{", "}", to: &text, indentation) { entry, text, indentation in
        Self.write(entry.key, to: &text)
        text += indentation == nil ? ":" : ": "
        entry.value.write(to: &text, indentation: indentation, depth: depth + 1)
      }
    }
  }

  /// Whether the value stays on its line: anything but an object, or a list that holds one; it looks only so
  /// many levels down.
  private func isPlain(levels: Int) -> Bool {
    switch self {
    case .object: false
    case .array(let values): levels > 0 && values.allSatisfy { $0.isPlain(levels: levels - 1) }
    default: true
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String,
    _ indentation: Int?, element: (Element, inout String, Int?) -> Void
  ) {
    text += open
    for (position, value) in elements.enumerated() {
      if position > 0 { text += "," }
      if let indentation {
        text += "\n" + String(repeating: " ", count: indentation + 2)
      }
      element(value, &text, indentation.map { $0 + 2 })
    }
    if let indentation, !elements.isEmpty {
      text += "\n" + String(repeating: " ", count: indentation)
    }
    text += close
  }

  /// The shortest text that reads back as the same number; whole numbers without a fraction.
  private static func literal(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if case .integer(let whole) = JSON(value) { return "\(whole)" }
    return "\(value)"
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ", "\u{7F}"..<"\u{A0}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
