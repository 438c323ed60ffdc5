import LeNetFiles
import LeNetImages

/// A table that gives pictures their labels: a column of file names and one of labels.
struct LabelList {
  /// The part of the data set that the name of the table tells, such as `train.csv`.
  let part: ArrayName.Part?
  /// The labels by file name as the table writes it, without a `./` before it.
  let labels: [String: String]
  /// The file names in the order of the table; with or without labels.
  let files: [String]

  private static let fileNames: Set = [
    "file", "filename", "file_name", "image", "img", "path", "filepath", "file_path", "name", "id",
    "image_id", "imageid", "picture", "image_name",
  ]
  private static let labelNames: Set = [
    "label", "labels", "class", "target", "y", "category", "digit", "tag", "class_name", "answer",
  ]

  /// Reads a table; nil unless it has a column of picture files.
  ///
  /// Throws if several columns may be the label.
  init?(_ path: String, stems: Set<String>, label: LabelPlace?) throws(DatasetError) {
    let rows = CSVRows.read(try fileBytes(path))
    guard let first = rows.first, rows.count > 1 || first.count > 1 else { return nil }
    let sample = rows.dropFirst().prefix(200)
    func names(_ column: Int, _ rows: some Collection<[String]>) -> Int {
      rows.count { row in
        row.count > column && (PictureNames.isPicture(row[column]) || stems.contains(row[column]))
      }
    }
    let columns = first.indices.filter { column in
      sample.isEmpty ? names(column, [first]) == 1 : 2 * names(column, sample) > sample.count
    }
    let heads = first.map { $0.lowercased() }
    guard
      let file = columns.first(where: { Self.fileNames.contains(heads[$0]) }) ?? columns.first
    else { return nil }
    let isNamed = names(file, [first]) == 0
    let own = try Self.labelColumn(heads, file: file, isNamed: isNamed, label, path)
    var (labels, files): ([String: String], [String]) = ([:], [])
    for row in rows.dropFirst(isNamed ? 1 : 0) where row.count > file && !row[file].isEmpty {
      let name = row[file].hasPrefix("./") ? String(row[file].dropFirst(2)) : row[file]
      files.append(name)
      if let own, row.count > own, !row[own].isEmpty { labels[name] = row[own] }
    }
    part = ArrayName(String(splitPath(path).name.prefix { $0 != "." })).part
    (self.labels, self.files) = (labels, files)
  }

  private static func labelColumn(
    _ heads: [String], file: Int, isNamed: Bool, _ label: LabelPlace?, _ path: String
  ) throws(DatasetError) -> Int? {
    switch label {
    case .first: return 0
    case .last: return heads.count - 1
    case .number(let number) where heads.indices.contains(number - 1): return number - 1
    case .name(let name) where heads.contains(name.lowercased()):
      return heads.firstIndex(of: name.lowercased())
    case .number(let number):
      throw .csv(
        file: path, .noColumn("\(number)", columns: heads.count, names: isNamed ? heads : []))
    case .name(let name):
      throw .csv(file: path, .noColumn(name, columns: heads.count, names: isNamed ? heads : []))
    case nil: break
    }
    let others = heads.indices.filter { $0 != file }
    if isNamed, let found = others.first(where: { labelNames.contains(heads[$0]) }) { return found }
    guard others.count > 1 else { return others.first }
    throw .csv(file: path, .doubtfulList(columns: heads.count))
  }

  /// The label of a picture by its path in the data set's folder, its name, or its name without the ending.
  func label(of path: String) -> String? {
    let name = splitPath(path).name
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return labels[path] ?? labels[name] ?? labels[stem]
  }
}

/// The rows of a small table of texts.
enum CSVRows {
  /// The fields of every line that is not blank, divided by the most frequent separator of the first one.
  static func read(_ bytes: [UInt8]) -> [[String]] {
    bytes.withUnsafeBufferPointer { buffer in
      var text = TextBytes(buffer)
      guard !buffer.contains(0) else { return [] }
      var rows: [[String]] = []
      var separator: CSVSeparator?
      while let line = text.nextLine() {
        if text.withoutBlanks(line).isEmpty { continue }
        let own =
          separator
          ?? CSVSeparator.allCases.max { first, second in
            buffer[line].count { $0 == first.byte } < buffer[line].count { $0 == second.byte }
          } ?? .comma
        separator = own
        var (fields, start): ([String], Int) = ([], line.lowerBound)
        while start <= line.upperBound {
          guard let end = text.fieldEnd(start, of: line.upperBound, own) else { break }
          fields.append(text.fieldText(start..<end))
          start = end + 1
        }
        rows.append(fields)
      }
      return rows
    }
  }

  /// Whether a table may be one of pixels: a line of at least `least` fields, nearly all of them numbers.
  static func mayBePixels(_ path: String, least: Int) -> Bool {
    guard let file = try? RegularFile(path), !path.lowercased().hasSuffix(".gz") else {
      return true
    }
    var found: [[String]] = []
    if let head = try? file.file.bytes(count: min(file.size, 1 << 17)) { found = read(head) }
    guard let row = found.dropFirst().first ?? found.first else { return false }
    let numbers = row.count { Double($0.replacingComma) != nil }
    return row.count >= least && numbers >= row.count - 2
  }
}

extension String {
  /// The text of a number with a point in place of a comma.
  fileprivate var replacingComma: String { String(map { $0 == "," ? "." : $0 }) }
}
