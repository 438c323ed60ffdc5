extension JSONReader {
  /// Reads a string in quotes; throws for invalid UTF-8, unescaped control characters and lone surrogates.
  mutating func string() throws(JSONError) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw error("a control character in a text") }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &content)
      } else {
        content.append(byte)
        position += 1
      }
    }
    guard let string = String(validating: content, as: UTF8.self) else {
      throw error("a string that is not valid UTF-8, ending")
    }
    guard take("\"") else { throw error("a text without end") }
    return string
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
    position += 1
    guard let byte = peek else { throw error("a text without end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: Array(String(try scalar()).utf8))
    default:
      position -= 1
      throw error("an unknown escape")
    }
  }

  /// The scalar of one `\uXXXX`, or of two where the first is a high surrogate.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard 0xD800...0xDBFF ~= high, take("\\"), take("u") else {
      throw error("half of a surrogate pair")
    }
    let low = try codeUnit()
    guard 0xDC00...0xDFFF ~= low,
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("half of a surrogate pair") }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
