import LeNetModel

/// The meaning of the columns of a table.
struct CSVLayout {
  /// The columns with the label of a line.
  enum Label: Equatable {
    case none
    case column(Int)
    /// A column for each class, with 1 in that of the label.
    case oneHot(Range<Int>)
  }

  let separator: CSVSeparator
  let fields: Int
  let label: Label
  /// The columns of the pixels, in their order.
  let pixels: [Int]
  let shape: Shape
  /// The names of the classes, if the columns have them.
  var classes: [String]?
  /// The column that names the images, if there is one.
  var ids: Int?
  /// How the label was found, where it is not at its usual place.
  var note: String?
  /// The named columns that are neither label nor pixels.
  var unused: String?

  /// The layout of a file with a header or without; throws where it is in doubt.
  init(
    _ header: Header, lines: [CSV.Line], of text: TextBytes, label: LabelPlace?
  ) throws(CSVError) {
    if let label {
      self = try Self.given(label, header)
    } else if header.isNamed, !header.isNumbered {
      self = try Self.named(header)
    } else {
      self = try Self.found(header, lines: lines, of: text)
    }
  }

  private init(_ header: Header, label: Label, pixels: [Int], note: String? = nil) throws(CSVError)
  {
    guard let shape = squareShape(pixels.count) else { throw .notSquare(pixels: pixels.count) }
    self.init(header, label: label, pixels: pixels, shape: shape)
    self.note = note
  }

  fileprivate init(_ header: Header, label: Label, pixels: [Int], shape: Shape) {
    separator = header.separator
    fields = header.names.count
    self.label = label
    self.pixels = pixels
    self.shape = shape
    ids = header.idColumn.flatMap { pixels.contains($0) || label == .column($0) ? nil : $0 }
  }

  /// The layout with the label where a person says.
  private static func given(_ place: LabelPlace, _ header: Header) throws(CSVError) -> CSVLayout {
    let count = header.names.count
    let column: Int
    switch place {
    case .first: column = 0
    case .last: column = count - 1
    case .number(let number):
      guard 1...count ~= number else { throw .noColumn("\(number)", columns: count, names: []) }
      column = number - 1
    case .name(let name):
      guard header.isNamed, let found = header.names.firstIndex(of: name.lowercased()) else {
        throw .noColumn(name, columns: count, names: header.isNamed ? header.names : [])
      }
      column = found
    }
    let others = header.names.indices.filter { $0 != column }
    let groups = header.isNamed ? header.pixelGroup(without: [column]) : nil
    return try CSVLayout(
      header, label: .column(column),
      pixels: groups ?? (squareShape(others.count) == nil ? header.withoutIndex(others) : others))
  }

  /// The layout that the names tell.
  private static func named(_ header: Header) throws(CSVError) -> CSVLayout {
    if let found = header.named { return found }
    let rest = header.withoutIndex(Array(header.names.indices))
    guard !header.hasLabel else {
      throw .notSquare(pixels: rest.count - 1)
    }
    guard squareShape(rest.count) != nil else { throw .noLabels(columns: header.names.count) }
    return try CSVLayout(header, label: .none, pixels: rest)
  }

  /// The layout that the content of the columns shows.
  private static func found(
    _ header: Header, lines: [CSV.Line], of text: TextBytes
  ) throws(CSVError) -> CSVLayout {
    let count = header.names.count
    let all = Array(0..<count)
    let ends = try CSVEnds(lines, of: text, header.separator)
    // Row numbers before the label.
    let index =
      ends.countsRows && squareShape(count - 1) == nil && squareShape(count - 2) != nil ? 1 : 0
    guard squareShape(count - 1 - index) != nil else {
      if count > 3, squareShape(count) != nil, ends.areNumbers {
        return try CSVLayout(header, label: .none, pixels: all)
      }
      if let (columns, pixels) = try oneHot(header, lines: lines, of: text) {
        return try CSVLayout(
          header, label: .oneHot(columns), pixels: pixels,
          note:
            "columns \(columns.lowerBound + 1) to \(columns.upperBound) are the label, one for each class"
        )
      }
      throw .notSquare(pixels: count - 1)
    }
    switch ends.label(after: index) {
    case .first:
      return try CSVLayout(header, label: .column(index), pixels: Array(all.dropFirst(index + 1)))
    case .last:
      return try CSVLayout(
        header, label: .column(count - 1), pixels: Array(all.dropFirst(index).dropLast()),
        note:
          "the label is the last column, number \(count), because the first one does not look like labels"
      )
    case .inDoubt: throw .doubtfulLabel(columns: count)
    }
  }

  /// The columns of a label that has a column for each class, at the end or at the beginning.
  private static func oneHot(
    _ header: Header, lines: [CSV.Line], of text: TextBytes
  ) throws(CSVError) -> (Range<Int>, [Int])? {
    let count = header.names.count
    guard lines.count >= 10, count > 3 else { return nil }
    let sample = try stride(from: 0, to: lines.count, by: max(1, lines.count / 200)).map {
      place throws(CSVError) in
      try CSV.fields(lines[place], of: text, header.separator).map {
        text.number(text.trimmed($0), decimalComma: header.separator != .comma)
      }
    }
    guard sample.allSatisfy({ $0.count == count }) else { return nil }
    for classes in 2...min(ClassList.largestCount, count - 1)
    where squareShape(count - classes) != nil {
      for columns in [count - classes..<count, 0..<classes] {
        // A few wrong lines are told with their places when they are read.
        let fitting = sample.count { row in
          row[columns].allSatisfy { $0 == 0 || $0 == 1 } && row[columns].count { $0 == 1 } == 1
        }
        let isOneHot = 20 * fitting >= 19 * sample.count
        if isOneHot { return (columns, header.names.indices.filter { !columns.contains($0) }) }
      }
    }
    return nil
  }
}

extension CSVLayout {
  /// The first line: names of columns, or already an image.
  struct Header {
    let separator: CSVSeparator
    /// The fields in lower case.
    let names: [String]
    /// The fields as they are.
    let texts: [String]
    let isNamed: Bool
    /// Whether the names are nothing but consecutive numbers.
    let isNumbered: Bool

    private static let labelNames: Set = ["label", "labels", "class", "target", "y"]
    private static let indexNames: Set = ["", "id", "index", "unnamed: 0", "imageid"]

    /// Throws unless there are several fields.
    init(
      _ fields: [Range<Int>], _ separator: CSVSeparator, in text: TextBytes
    ) throws(CSVError) {
      guard fields.count > 1 else { throw .notText }
      self.separator = separator
      texts = fields.map { text.fieldText($0) }
      names = texts.map { $0.lowercased() }
      let words = fields.count {
        let field = text.trimmed($0)
        return text.number(field, decimalComma: separator != .comma) == nil
          && text.truth(field) == nil
      }
      // A blank name stands before the numbers of rows only.
      let plain = names.enumerated().filter { column, name in
        !Self.labelNames.contains(name)
          && !(Self.indexNames.contains(name) && (column == 0 || !name.isEmpty))
      }.map(\.element)
      let isCounted = plain.count > 1 && Self.isCount(plain[...])
      isNumbered = isCounted && plain.count > 16 && plain.count == names.count
      isNamed = 2 * words >= fields.count || isNumbered || (isCounted && plain.count < names.count)
    }

    /// Whether a column has one of the usual names of a label.
    var hasLabel: Bool { names.contains(where: Self.labelNames.contains) }

    /// Whether names are consecutive numbers, the usual names of unnamed pixels.
    private static func isCount(_ names: ArraySlice<String>) -> Bool {
      guard let start = names.first.flatMap({ Int($0) }) else { return false }
      return names.enumerated().allSatisfy { Int($1) == start + $0 }
    }

    /// Whether this is plainly the first line of a table, by which separators are told apart.
    func isPlain(_ label: LabelPlace?) -> Bool {
      guard isNamed else {
        return squareShape(names.count - 1) != nil || squareShape(names.count) != nil
          || label != nil
      }
      return hasLabel && named != nil
    }

    /// The layout that the names tell; nil if they do not.
    var named: CSVLayout? {
      let label = names.indices.filter { Self.labelNames.contains(names[$0]) }
      if label.isEmpty { return unlabelled }
      var others = names.indices.filter { $0 != label[0] }
      if let group = pixelGroup(without: [label[0]]) {
        others = group
      } else if label[0] != 0, Self.indexNames.contains(names[0]) {
        others.removeFirst()
      }
      guard let shape = squareShape(others.count) else { return nil }
      var layout = CSVLayout(self, label: .column(label[0]), pixels: others, shape: shape)
      layout.unused = unused(label: [label[0]], pixels: others)
      return layout
    }

    /// The layout of a header without one of the usual names of a label: its columns beside the pixels are the
    /// label, if there are some.
    private var unlabelled: CSVLayout? {
      guard let group = pixelGroup(without: []), let shape = squareShape(group.count) else {
        return nil
      }
      let others = names.indices.filter {
        !group.contains($0) && !Self.indexNames.contains(names[$0])
      }
      guard let first = others.first else {
        return CSVLayout(self, label: .none, pixels: group, shape: shape)
      }
      if others.count == 1 {
        var layout = CSVLayout(self, label: .column(first), pixels: group, shape: shape)
        layout.note = "the label is the column '\(texts[first])'"
        return layout
      }
      let columns = first..<first + others.count
      guard others == Array(columns), Set(others.map { Self.stem(names[$0]) }).count == 1 else {
        return nil
      }
      var layout = CSVLayout(self, label: .oneHot(columns), pixels: group, shape: shape)
      let stem = Self.stem(texts[first])
      layout.classes = others.map { String(texts[$0].dropFirst(stem.count)) }
      layout.note =
        "columns \(columns.lowerBound + 1) to \(columns.upperBound) are the label, one for each class"
      return layout
    }

    private func unused(label: [Int], pixels: [Int]) -> String? {
      let used = Set(label + pixels)
      let rest = names.indices.filter { !used.contains($0) && !Self.indexNames.contains(names[$0]) }
      guard !rest.isEmpty else { return nil }
      return "not used: \(someNames(rest.map { "'\(texts[$0])'" }))"
    }

    /// The column with a number or name for each image, if a name says so.
    var idColumn: Int? {
      isNamed ? names.firstIndex { Self.indexNames.contains($0) && !$0.isEmpty } : nil
    }

    /// The columns without the first one, if that has row numbers.
    func withoutIndex(_ columns: [Int]) -> [Int] {
      isNamed && Self.indexNames.contains(names[0]) ? columns.filter { $0 != 0 } : columns
    }

    /// The largest group of columns whose names differ only in numbers, such as `pixel0`, if they make a square
    /// image and most of the columns.
    func pixelGroup(without left: Set<Int>) -> [Int]? {
      var groups: [String: [Int]] = [:]
      for column in names.indices where !left.contains(column) {
        groups[Self.stem(names[column]), default: []].append(column)
      }
      guard let most = groups.values.max(by: { $0.count < $1.count }), most.count > 3,
        2 * most.count > names.count, squareShape(most.count) != nil
      else { return nil }
      return most
    }

    /// A name without its numbers.
    private static func stem(_ name: String) -> String {
      String(name.filter { !("0"..."9" ~= $0) })
    }
  }
}
