/// Reads numbers from the bytes of a text.
struct TextBytes {
  let bytes: UnsafeBufferPointer<UInt8>
  /// The next byte.
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    // A byte order mark.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Whether all bytes are read.
  var isAtEnd: Bool { position == bytes.count }

  /// The next line without its line ending, which may be that of any system.
  mutating func nextLine() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != 10, bytes[position] != 13 { position += 1 }
    let end = position
    if position < bytes.count {
      let isPair = bytes[position] == 13 && position + 1 < bytes.count && bytes[position + 1] == 10
      position += isPair ? 2 : 1
    }
    return start..<end
  }

  /// The text of a range, without blanks and quotation marks around it.
  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[trimmed(range)]), as: UTF8.self)
  }

  /// A range without blanks and quotation marks around it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    func isOuter(_ place: Int) -> Bool {
      bytes[place] == 32 || bytes[place] == 9 || bytes[place] == UInt8(ascii: "\"")
    }
    while start < end, isOuter(start) { start += 1 }
    while end > start, isOuter(end - 1) { end -= 1 }
    return start..<end
  }

  /// A whole number, also with a fraction of zeros; nil if it is not one.
  func wholeNumber(_ range: Range<Int>) -> Int? {
    var place = range.lowerBound
    let end = range.upperBound
    let isNegative = place < end && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var (value, digits) = (0, 0)
    while place < end, let digit = digit(place) {
      guard digits < 18 else { return nil }
      value = value * 10 + digit
      digits += 1
      place += 1
    }
    guard digits > 0 else { return nil }
    if place < end, bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < end, bytes[place] == UInt8(ascii: "0") { place += 1 }
    }
    guard place == end else { return nil }
    return isNegative ? -value : value
  }

  /// The same of a text by itself.
  static func wholeNumber(_ text: String) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { TextBytes($0).wholeNumber(0..<$0.count) }
  }

  /// A decimal number of a few digits, also with an exponent; nil if it is not one.
  func decimal(_ range: Range<Int>) -> Double? {
    // The library's reader takes words and hexadecimal numbers too.
    let isPlain = bytes[range].allSatisfy { byte in
      (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
    }
    guard isPlain, range.count <= 40, let value = Double(text(range)), value.isFinite else {
      return nil
    }
    return value
  }

  private func digit(_ place: Int) -> Int? {
    let byte = bytes[place]
    return byte >= 48 && byte <= 57 ? Int(byte) - 48 : nil
  }
}
