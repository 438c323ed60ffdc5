import LeNetModel

/// Reads lines of a table into pixels and labels.
struct CSVLineReader {
  private let layout: CSVLayout
  private let limit = DataMemory.limit
  /// The use of each column: a pixel, a label, or nothing.
  private let uses: [Use]
  private var pixels = PixelValues()
  private var areWords = true
  /// The label of each line, or nothing where there are none.
  private(set) var labels: [String] = []

  /// The number or name of each line, or nothing where there are none.
  private(set) var ids: [String] = []

  private enum Use { case pixel, label, oneHot, id, none }

  init(_ layout: CSVLayout) {
    self.layout = layout
    var uses = [Use](repeating: .none, count: layout.fields)
    for column in layout.pixels { uses[column] = .pixel }
    if let column = layout.ids { uses[column] = .id }
    switch layout.label {
    case .column(let column): uses[column] = .label
    case .oneHot(let columns): for column in columns { uses[column] = .oneHot }
    case .none: break
    }
    self.uses = uses
  }

  /// The pixels with their figures.
  var finished: PixelValues {
    var pixels = pixels
    pixels.finish(isBoolean: areWords)
    return pixels
  }

  /// Reads a line.
  mutating func read(_ line: CSV.Line, of text: TextBytes) throws(CSVError) {
    guard pixels.count + layout.shape.count <= limit else { throw .tooLarge }
    var (column, start, hot) = (0, line.range.lowerBound, Int?.none)
    while start <= line.range.upperBound {
      guard let end = text.fieldEnd(start, of: line.range.upperBound, layout.separator) else {
        throw .openQuotes(line: line.number)
      }
      if column < layout.fields {
        switch uses[column] {
        case .pixel: try readPixel(start..<end, of: text, line: line.number, column: column)
        case .label: try readLabel(start..<end, of: text, line: line.number)
        case .oneHot:
          if try isHot(start..<end, of: text, line: line.number, column: column) {
            guard hot == nil else { throw .oneHot(line: line.number) }
            hot = column
          }
        case .id: ids.append(text.fieldText(start..<end))
        case .none: break
        }
      }
      column += 1
      start = end + 1
    }
    guard column == layout.fields else {
      throw .fields(line: line.number, expected: layout.fields, found: column)
    }
    if case .oneHot(let columns) = layout.label {
      guard let hot else { throw .oneHot(line: line.number) }
      labels.append(String(hot - columns.lowerBound))
    }
  }

  private mutating func readPixel(
    _ range: Range<Int>, of text: TextBytes, line: Int, column: Int
  ) throws(CSVError) {
    let field = text.trimmed(range)
    if let value = text.wholeNumber(field), let byte = UInt8(exactly: value) {
      areWords = false
      pixels.append(byte)
    } else if let value = text.number(field, decimalComma: layout.separator != .comma) {
      areWords = false
      if let byte = UInt8(exactly: value) {
        pixels.append(byte)
      } else {
        pixels.append(value) { String(text.fieldText(range).prefix(40)) }
      }
    } else if let word = text.truth(field) {
      pixels.append(word ? 1 : 0)
    } else {
      throw .pixel(
        line: line, column: column + 1, text: String(text.fieldText(range).prefix(40)))
    }
  }

  private mutating func readLabel(
    _ range: Range<Int>, of text: TextBytes, line: Int
  ) throws(CSVError) {
    var name = text.fieldText(range)
    guard !name.isEmpty else { throw .emptyLabel(line: line) }
    if let number = TextBytes.wholeNumber(name) {
      name = String(number)
    } else if let number = TextBytes.number(name, decimalComma: layout.separator != .comma)
      .flatMap({ Int(exactly: $0) })
    {
      name = String(number)
    }
    labels.append(name)
  }

  private func isHot(
    _ range: Range<Int>, of text: TextBytes, line: Int, column: Int
  ) throws(CSVError) -> Bool {
    let field = text.trimmed(range)
    if let word = text.truth(field) { return word }
    guard let value = text.number(field, decimalComma: layout.separator != .comma),
      value == 0 || value == 1
    else { throw .oneHot(line: line) }
    return value == 1
  }
}

extension TextBytes {
  /// A number with a point, or with the comma that spreadsheets of many countries write; nil if it is not one.
  func number(_ range: Range<Int>, decimalComma: Bool) -> Double? {
    guard decimalComma, let comma = bytes[range].firstIndex(of: UInt8(ascii: ",")) else {
      return decimal(range)
    }
    guard comma + 1 < range.upperBound, 48...57 ~= bytes[comma + 1] else { return nil }
    var copy = Array(bytes[range])
    copy[comma - range.lowerBound] = UInt8(ascii: ".")
    return copy.withUnsafeBufferPointer { TextBytes($0).decimal(0..<$0.count) }
  }

  /// The same of a text by itself.
  static func number(_ text: String, decimalComma: Bool) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer {
      TextBytes($0).number(0..<$0.count, decimalComma: decimalComma)
    }
  }

  /// True or false as pandas and R write it; nil for other words.
  func truth(_ range: Range<Int>) -> Bool? {
    guard 4...5 ~= range.count else { return nil }
    return switch text(range).lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }
}
