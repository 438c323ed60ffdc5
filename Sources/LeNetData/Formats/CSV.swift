import LeNetCatalog
import LeNetFiles
import LeNetModel

/// Text with a label and the pixels of a square image per line, as Kaggle's MNIST.
///
/// A header may name the columns; without one, what stands in the first and the last column tells where the label
/// is. Three colours stand one after the other, `[map][row][column]`. Fields are divided by commas, semicolons or
/// tabs, which the first line tells.
enum CSV {
  /// A line and its number in the file, counted from 1.
  struct Line {
    let number: Int
    let range: Range<Int>
  }

  /// What a file holds.
  private struct Content {
    let layout: CSVLayout
    let pixels: PixelValues
    let labels: LabelColumn?
    let ids: [String]?
    let lines: [Int]
  }

  /// Reads a whole file.
  static func read(
    _ bytes: [UInt8], path: String, label: LabelPlace? = nil
  ) throws(CSVError) -> UnnumberedSplit {
    let content = try bytes.withUnsafeBufferPointer { buffer throws(CSVError) in
      try read(TextBytes(buffer), label: label)
    }
    var note = content.layout.note
    if let range = content.layout.unused {
      note = [note, range].compactMap(\.self).joined(separator: "; ")
    }
    return UnnumberedSplit(
      shape: content.layout.shape, pixels: content.pixels, labels: content.labels,
      classes: content.layout.classes, ids: content.ids,
      sha256: [splitPath(path).name: LeNetCatalog.sha256(of: bytes)],
      origin: .table(path, lines: content.lines, columns: content.layout.pixels), note: note)
  }

  private static func read(
    _ source: TextBytes, label: LabelPlace?
  ) throws(CSVError) -> Content {
    if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
      throw .wideText
    }
    guard !source.bytes.contains(0) else { throw .notText }
    var lines = lines(of: source)
    guard let first = lines.first else { throw .empty }
    let separator = try CSVSeparator.find(in: first.range, of: source) {
      candidate throws(CSVError) in
      let fields = try Self.fields(first, of: source, candidate)
      return (try? CSVLayout.Header(fields, candidate, in: source).isPlain(label)) ?? false
    }
    let header = try CSVLayout.Header(fields(first, of: source, separator), separator, in: source)
    if header.isNamed { lines.removeFirst() }
    let layout = try CSVLayout(header, lines: lines, of: source, label: label)
    guard !lines.isEmpty else { throw .empty }
    var reader = CSVLineReader(layout)
    for line in lines { try reader.read(line, of: source) }
    return Content(
      layout: layout, pixels: reader.finished, labels: try labels(reader.labels, lines),
      ids: reader.ids.isEmpty ? nil : reader.ids,
      lines: lines.map(\.number))
  }

  /// Lines that are not blank; pandas skips those too.
  private static func lines(of source: TextBytes) -> [Line] {
    var (text, number) = (source, 0)
    var lines: [Line] = []
    while let line = text.nextLine() {
      number += 1
      let isBlank = text.bytes[line].allSatisfy { $0 == 32 || $0 == 9 }
      if !isBlank { lines.append(Line(number: number, range: line)) }
    }
    return lines
  }

  private static func labels(_ texts: [String], _ lines: [Line]) throws(CSVError) -> LabelColumn? {
    guard !texts.isEmpty else { return nil }
    let labels = LabelColumn(texts)
    // Numbers do not count as names: a mistyped one would renumber every class.
    if case .numbers(let numbers) = labels,
      let place = numbers.firstIndex(where: { !(0..<ClassList.largestCount ~= $0) })
    {
      throw .label(line: lines[place].number, text: texts[place])
    }
    return labels
  }

  /// The fields of a line.
  static func fields(
    _ line: Line, of text: TextBytes, _ separator: CSVSeparator
  ) throws(CSVError) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = line.range.lowerBound
    while start <= line.range.upperBound {
      guard let end = text.fieldEnd(start, of: line.range.upperBound, separator) else {
        throw .openQuotes(line: line.number)
      }
      fields.append(start..<end)
      start = end + 1
    }
    return fields
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
