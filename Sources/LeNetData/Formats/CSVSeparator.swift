import LeNetModel
import LeNetText

/// The separator of fields: a comma, or one that spreadsheets write instead.
enum CSVSeparator: CaseIterable {
  case comma, semicolon, tab

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }

  private var word: String {
    switch self {
    case .comma: "comma"
    case .semicolon: "semicolon"
    case .tab: "tab"
    }
  }

  /// The separator of a file by its first line; one in quotation marks is a part of its field.
  ///
  /// Where several of them stand there, it is the only one that divides the line into a label and
  /// pixels, as `fits` says. Throws if there is none, or that does not tell.
  static func find(
    in line: Range<Int>, of text: TextBytes, fits: (CSVSeparator) throws(CSVError) -> Bool
  ) throws(CSVError) -> CSVSeparator {
    let counts = text.outsideQuotes(line)
    let found = allCases.filter { counts[Int($0.byte)] > 0 }
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else {
      guard let other = otherSeparator(counts) else { throw .notText }
      throw .separator(other)
    }
    var fitting: [CSVSeparator] = []
    for separator in found where try fits(separator) { fitting.append(separator) }
    guard fitting.count == 1 else {
      throw .separators(
        found.map { counts[Int($0.byte)].of($0.word) })
    }
    return fitting[0]
  }

  /// The most frequent mark or blank that is not a letter, a digit or a character of numbers.
  private static func otherSeparator(_ counts: [Int]) -> String? {
    let marks = (32..<127).filter { byte in
      let isLetter = 48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
      return !isLetter && !"\"'+-._".utf8.contains(UInt8(byte))
    }
    guard let most = marks.max(by: { counts[$0] < counts[$1] }), counts[most] > 0 else {
      return nil
    }
    return most == 32 ? "blanks" : "'\(Character(UnicodeScalar(UInt8(most))))'"
  }
}

extension TextBytes {
  /// Where the field ends that begins at `start` in a line up to `end`; nil if its quotation marks
  /// are not closed.
  ///
  /// Two quotation marks in a row within others stand for one (RFC 4180), and here change nothing; see
  /// `fieldText(_:)`.
  func fieldEnd(_ start: Int, of end: Int, _ separator: CSVSeparator) -> Int? {
    let (quote, mark) = (UInt8(ascii: "\""), separator.byte)
    var place = start
    while place < end, bytes[place] == 32 { place += 1 }
    var isQuoted = false
    let hasQuotes = place < end && bytes[place] == quote
    while place < end, isQuoted || bytes[place] != mark {
      if hasQuotes, bytes[place] == quote { isQuoted.toggle() }
      place += 1
    }
    return isQuoted ? nil : place
  }

  /// The text of a field, without blanks around it, and as it was before it was put into quotation
  /// marks where it stands in them (RFC 4180).
  func fieldText(_ range: Range<Int>) -> String {
    let quote = UInt8(ascii: "\"")
    let field = withoutBlanks(range)
    guard let first = bytes[field].first, first == quote else { return plainText(field) }
    var content: [UInt8] = []
    var (place, isQuoted) = (field.lowerBound, false)
    while place < field.upperBound {
      let isMark = bytes[place] == quote
      let isPair =
        isMark && isQuoted && place + 1 < field.upperBound && bytes[place + 1] == quote
      if !isMark || isPair { content.append(bytes[place]) }
      if isMark, !isPair { isQuoted.toggle() }
      place += isPair ? 2 : 1
    }
    return content.withUnsafeBufferPointer { buffer in
      let text = TextBytes(buffer)
      return text.plainText(text.withoutBlanks(0..<buffer.count))
    }
  }

  private func plainText(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// A range without blanks around it.
  func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return start..<end
  }

  /// How often each byte stands in a line outside of quotation marks, where these go in pairs.
  fileprivate func outsideQuotes(_ line: Range<Int>) -> [Int] {
    var counts = [Int](repeating: 0, count: 256)
    let quote = UInt8(ascii: "\"")
    let arePairs = bytes[line].count { $0 == quote }.isMultiple(of: 2)
    var isQuoted = false
    for byte in bytes[line] {
      if byte == quote, arePairs { isQuoted.toggle() }
      if !isQuoted { counts[Int(byte)] += 1 }
    }
    return counts
  }
}
