import LeNetCatalog
import LeNetModel

/// Text with a label and the pixels of a square image per line, as Kaggle's MNIST.
///
/// With a header, one column is called `label` (or `class`, `target`, `y`); without, the label comes
/// first. Three colours stand one after the other, `[map][row][column]`. Fields are divided by commas,
/// semicolons or tabs, which the first line tells.
enum CSV {
  /// The meaning of the columns of a file.
  private struct Layout {
    let separator: CSVSeparator
    let fields: Int
    let label: Int
    /// The column of row numbers to skip, if any.
    let index: Int?
    let shape: Shape
    let hasHeader: Bool
  }

  private static let labelNames: Set = ["label", "labels", "class", "target", "y"]
  private static let indexNames: Set = ["", "id", "index", "unnamed: 0", "imageid"]

  /// Reads a whole file.
  static func read(_ bytes: [UInt8], name: String) throws(CSVError) -> UnnumberedSplit {
    let content = try bytes.withUnsafeBufferPointer { buffer throws(CSVError) in
      try read(TextBytes(buffer))
    }
    return UnnumberedSplit(
      shape: content.shape, images: content.images, labels: content.labels,
      sha256: [name: LeNetCatalog.sha256(of: bytes)])
  }

  private static func read(
    _ source: TextBytes
  ) throws(CSVError) -> (shape: Shape, images: [UInt8], labels: LabelColumn) {
    var text = source
    guard !text.bytes.contains(0) else { throw .notText }
    var (start, number) = (text.position, 0)
    // Skips blank lines anywhere, as pandas does.
    var found = Range<Int>?.none
    while found == nil {
      start = text.position
      guard let line = text.nextLine() else { throw .empty }
      number += 1
      if !isBlank(line, in: text) { found = line }
    }
    guard let first = found else { throw .empty }
    let separator = try CSVSeparator.find(in: first, of: text) { candidate throws(CSVError) in
      let fields = try Self.fields(first, number: number, of: text, candidate)
      do {
        _ = try Self.layout(of: fields, candidate, in: text)
        return true
      } catch {
        return false
      }
    }
    let layout = try layout(
      of: fields(first, number: number, of: text, separator), separator, in: text)
    if !layout.hasHeader { (text.position, number) = (start, number - 1) }
    var images: [UInt8] = []
    var names: [String] = []
    var lines: [Int] = []
    while let line = text.nextLine() {
      number += 1
      if isBlank(line, in: text) { continue }
      lines.append(number)
      guard images.count + layout.shape.count <= IDX.largestFile else { throw .tooLarge }
      names.append(
        try readLine(line, number: number, of: text, as: layout, into: &images))
    }
    guard !names.isEmpty else { throw .empty }
    let labels = LabelColumn(names)
    // Numbers do not count as names: a mistyped one would renumber every class.
    if case .numbers(let numbers) = labels,
      let place = numbers.firstIndex(where: { !(0..<ClassList.largestCount ~= $0) })
    {
      throw .label(line: lines[place], text: names[place])
    }
    return (layout.shape, images, labels)
  }

  private static func isBlank(_ line: Range<Int>, in text: TextBytes) -> Bool {
    text.bytes[line].allSatisfy { $0 == 32 || $0 == 9 }
  }

  /// The fields of the first line.
  private static func fields(
    _ line: Range<Int>, number: Int, of text: TextBytes, _ separator: CSVSeparator
  ) throws(CSVError) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    while start <= line.upperBound {
      guard let end = text.fieldEnd(start, of: line.upperBound, separator) else {
        throw .openQuotes(line: number)
      }
      fields.append(start..<end)
      start = end + 1
    }
    return fields
  }

  private static func layout(
    of fields: [Range<Int>], _ separator: CSVSeparator, in text: TextBytes
  ) throws(CSVError) -> Layout {
    guard fields.count > 1 else { throw .notText }
    let names = fields.map { text.fieldText($0).lowercased() }
    let isNamed =
      text.wholeNumber(text.trimmed(fields[1])) == nil
      || (labelNames.contains(names[0]) && isCount(names.dropFirst()))
    var (label, index) = (0, Int?.none)
    if isNamed {
      guard let found = names.firstIndex(where: labelNames.contains) else {
        // A row of an image, of which a pixel is no whole number.
        let bad = fields.dropFirst().indices.filter {
          text.wholeNumber(text.trimmed(fields[$0])) == nil
        }
        if let first = bad.first, 2 * bad.count < fields.count {
          throw .pixel(line: 1, column: first + 1, text: text.fieldText(fields[first]))
        }
        throw .noLabels(columns: names.count)
      }
      label = found
      if label != 0, indexNames.contains(names[0]) { index = 0 }
    }
    let pixels = fields.count - 1 - (index == nil ? 0 : 1)
    guard let shape = squareShape(pixels) else { throw .notSquare(pixels: pixels) }
    return Layout(
      separator: separator, fields: fields.count, label: label, index: index, shape: shape,
      hasHeader: isNamed)
  }

  /// Whether names are consecutive numbers, the usual names of unnamed pixels.
  private static func isCount(_ names: ArraySlice<String>) -> Bool {
    guard let start = names.first.flatMap({ Int($0) }) else { return false }
    return names.enumerated().allSatisfy { Int($1) == start + $0 }
  }

  /// Appends the pixels to `images` and returns the label's text.
  private static func readLine(
    _ line: Range<Int>, number: Int, of text: TextBytes, as layout: Layout,
    into images: inout [UInt8]
  ) throws(CSVError) -> String {
    var (column, start) = (0, line.lowerBound)
    var name = ""
    while start <= line.upperBound {
      guard let end = text.fieldEnd(start, of: line.upperBound, layout.separator) else {
        throw .openQuotes(line: number)
      }
      if column == layout.label {
        name = text.fieldText(start..<end)
        if let number = TextBytes.wholeNumber(name) { name = String(number) }
        guard !name.isEmpty else { throw .emptyLabel(line: number) }
      } else if column != layout.index, column < layout.fields {
        guard let value = text.wholeNumber(text.trimmed(start..<end)),
          let pixel = UInt8(exactly: value)
        else {
          throw .pixel(
            line: number, column: column + 1, text: String(text.fieldText(start..<end).prefix(40)))
        }
        images.append(pixel)
      }
      column += 1
      start = end + 1
    }
    guard column == layout.fields else {
      throw .fields(line: number, expected: layout.fields, found: column)
    }
    return name
  }
}

/// The square image with `pixels` pixels; of three maps if one map would not be square.
func squareShape(_ pixels: Int) -> Shape? {
  for maps in [1, 3] where pixels > 0 && pixels.isMultiple(of: maps) {
    let side = Int(Double(pixels / maps).squareRoot().rounded())
    if side * side * maps == pixels { return Shape(maps, side, side) }
  }
  return nil
}
