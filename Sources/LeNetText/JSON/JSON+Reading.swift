extension JSON {
  /// The limit of nesting, so that deep nesting cannot overflow the stack.
  static let deepestNesting = 64

  /// Reads exactly one JSON value after RFC 8259, and refuses repeated keys.
  ///
  /// Numbers must be finite. Throws for any other bytes; never traps.
  public init(reading bytes: [UInt8]) throws(JSONError) {
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }

  /// Reads `text`, as `init(reading:)` reads bytes.
  public init(reading text: String) throws(JSONError) {
    try self.init(reading: Array(text.utf8))
  }
}

/// A recursive-descent reader over bytes; it never reads beyond them.
struct JSONReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error("expected the end") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSON.deepestNesting else {
      throw error("more than \(JSON.deepestNesting) levels of nesting")
    }
    skipSpace()
    guard let next = peek else { throw error("expected a value") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error("expected a value")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var values: [String: JSON] = [:]
    skipSpace()
    if take("}") { return .object(values) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("expected a key in quotes") }
      let start = position
      let key = try string()
      guard values[key] == nil else {
        position = start
        throw error("the key '\(key)' is given twice, the second time")
      }
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      values[key] = try value(depth: depth + 1)
      skipSpace()
    } while take(",")
    guard take("}") else { throw error("expected ',' or '}'") }
    return .object(values)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var values: [JSON] = []
    skipSpace()
    if take("]") { return .array(values) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw error("expected ',' or ']'") }
    return .array(values)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for byte in word.description.utf8 {
      guard peek == byte else { throw error("expected \(word)") }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    var isWhole = true
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let whole = Int(text) { return .integer(whole) }
    if isWhole, let whole = UInt64(text) { return .unsigned(whole) }
    guard let value = Double(text), value.isFinite else {
      position = start
      throw error("a number beyond the largest")
    }
    return .number(value)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    guard position > start else { throw error("expected a digit") }
  }
}

extension JSONReader {
  /// The next byte, nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Skips `character` if it comes next; returns whether it did.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  func error(_ problem: String) -> JSONError {
    JSONError(byte: position, problem: problem)
  }
}
