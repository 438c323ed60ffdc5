import LeNetCatalog

extension PickleMachine {
  /// The next byte.
  mutating func byte() throws(PickleError) -> UInt8 {
    guard position < bytes.count else { throw .truncated(place: position) }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next bytes.
  mutating func take(_ count: Int) throws(PickleError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - position else { throw .truncated(place: bytes.count) }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// An unsigned little-endian number.
  mutating func little(_ count: Int) throws(PickleError) -> Int {
    let place = position
    let value = try take(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let number = Int(exactly: value) else { throw .malformed(place: place) }
    return number
  }

  /// A signed little-endian number in two's complement.
  mutating func long(_ count: Int, _ place: Int) throws(PickleError) -> Int {
    let bytes = try take(count)
    guard count <= 8 else { throw .malformed(place: place) }
    let sign: UInt64 = bytes.last.map { $0 >= 128 ? .max : 0 } ?? 0
    let value = bytes.reversed().reduce(sign) { $0 << 8 | UInt64($1) }
    return Int(Int64(bitPattern: value))
  }

  /// The bytes up to the end of the line, which is skipped.
  mutating func line(_ place: Int) throws(PickleError) -> ArraySlice<UInt8> {
    guard let end = bytes[position...].firstIndex(of: 10) else {
      throw .truncated(place: bytes.count)
    }
    defer { position = end + 1 }
    return bytes[position..<end]
  }

  /// A whole number in decimal digits on a line of its own.
  mutating func number(
    endedBy: UInt8, _ place: Int, suffix: UInt8? = nil
  ) throws(PickleError) -> Int {
    var digits = try line(place)
    if let suffix, digits.last == suffix { digits.removeLast() }
    guard digits.count <= 20, let value = Int(String(decoding: digits, as: UTF8.self)) else {
      throw .malformed(place: place)
    }
    return value
  }

  /// A number, or one of the two constants that look like one.
  mutating func decimal(_ place: Int) throws(PickleError) -> PickleValue {
    let start = position
    let text = try line(place)
    if text.elementsEqual("01".utf8) { return .bool(true) }
    if text.elementsEqual("00".utf8) { return .bool(false) }
    position = start
    return .integer(try number(endedBy: 10, place))
  }

  /// A text between quotation marks as Python 2 writes it.
  mutating func quoted(_ place: Int) throws(PickleError) -> [UInt8] {
    let text = try line(place)
    guard text.count >= 2, let mark = text.first, mark == text.last, mark == 39 || mark == 34 else {
      throw .malformed(place: place)
    }
    return try unescaped(text.dropFirst().dropLast(), place, isText: false)
  }

  /// A text with escaped letters above 255, as UTF-8.
  mutating func escapedText(_ place: Int) throws(PickleError) -> [UInt8] {
    try unescaped(line(place), place, isText: true)
  }

  private func unescaped(
    _ text: ArraySlice<UInt8>, _ place: Int, isText: Bool
  ) throws(PickleError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    func add(_ code: UInt32) throws(PickleError) {
      if !isText || code < 0x80 { return result.append(UInt8(truncatingIfNeeded: code)) }
      guard let scalar = UnicodeScalar(code) else { throw .malformed(place: place) }
      result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
    func hexadecimal(_ place: Int, _ count: Int) -> UInt32? {
      guard place + count <= text.endIndex else { return nil }
      return UInt32(String(decoding: text[place..<place + count], as: UTF8.self), radix: 16)
    }
    var next = text.startIndex
    while next < text.endIndex {
      let byte = text[next]
      next += 1
      guard byte == UInt8(ascii: "\\") else {
        try add(UInt32(byte))
        continue
      }
      guard next < text.endIndex else { throw .malformed(place: place) }
      let letter = text[next]
      next += 1
      if let width = Self.width(ofEscape: letter, isText: isText) {
        guard let code = hexadecimal(next, width) else { throw .malformed(place: place) }
        try add(code)
        next += width
      } else if isText {
        // A backslash before another character stands for itself.
        try add(92)
        next -= 1
      } else if let code = Self.simpleEscape(letter) {
        try add(code)
      } else {
        throw .malformed(place: place)
      }
    }
    return result
  }

  /// Hexadecimal digits behind an escape that has some.
  private static func width(ofEscape letter: UInt8, isText: Bool) -> Int? {
    switch letter {
    case UInt8(ascii: "x"): isText ? nil : 2
    case UInt8(ascii: "u"): isText ? 4 : nil
    case UInt8(ascii: "U"): isText ? 8 : nil
    default: nil
    }
  }

  /// The byte of an escape letter in a byte text.
  private static func simpleEscape(_ letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): UInt32(letter)
    default: nil
    }
  }
}
