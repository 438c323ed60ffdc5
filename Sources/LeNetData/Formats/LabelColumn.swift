import LeNetCatalog
import LeNetModel

/// The labels of a file: numbers or names.
enum LabelColumn: Hashable, Sendable {
  case numbers([Int])
  case names([String])

  /// Numbers if all texts are numbers, otherwise names.
  init(_ texts: [String]) {
    let numbers = texts.compactMap { Int($0) }
    self = numbers.count == texts.count ? .numbers(numbers) : .names(texts)
  }

  var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .names(let names): names.count
    }
  }

  fileprivate var texts: [String] {
    switch self {
    case .numbers(let numbers): numbers.map(String.init)
    case .names(let names): names
    }
  }

  /// The texts; numbers among names count as names.
  var isNumeric: Bool {
    if case .numbers = self { true } else { false }
  }
}

/// Images and perhaps labels from one file, before their range is known and the classes are numbered.
struct UnnumberedSplit: Sendable {
  /// Where the pixels stand, for errors.
  enum Origin: Sendable {
    /// A table: the numbers of its lines with images, and the columns of an image.
    case table(String, lines: [Int], columns: [Int])
    /// An array of a file.
    case array(String, member: String)
  }

  let shape: Shape
  let pixels: PixelValues
  /// Nil if there are none.
  let labels: LabelColumn?
  /// The names of the classes, if the file has them.
  var classes: [String]?
  /// The number or name that the file gives each image, if it does.
  var ids: [String]?
  /// SHA-256 of the files, by name.
  let sha256: [String: String]
  let origin: Origin
  /// How it was read, where that is not plain.
  var note: String?

  /// The number of images.
  var count: Int { pixels.count / max(shape.count, 1) }

  /// The error for a pixel that does not fit.
  func error(_ odd: PixelFigures.Odd) -> DatasetError {
    switch origin {
    case .table(let file, let lines, let columns):
      .csv(
        file: file,
        .pixel(
          line: lines[odd.position / shape.count], column: columns[odd.position % shape.count] + 1,
          text: odd.text))
    case .array(let file, let member):
      .npz(file: file, .value(member: member, position: odd.position))
    }
  }

  /// The file or array of the images, for a note.
  var place: String {
    switch origin {
    case .table(let file, _, _): file
    case .array(_, let member): member
    }
  }

  /// The error for labels that are missing.
  var unlabelled: DatasetError {
    switch origin {
    case .table(let file, _, let columns): .csv(file: file, .noLabels(columns: columns.count))
    case .array(let file, let member): .npz(file: file, .noLabels(member: member))
    }
  }
}

/// The classes of the labels of several splits.
struct ClassNumbering {
  /// The names of the classes, in the order of their numbers.
  let classes: [String]
  private let isNumeric: Bool
  private let numbers: [String: UInt8]

  /// Numbers keep their value; names are numbered in the order of the given list, or sorted.
  init(
    _ columns: [LabelColumn], names given: [String]?, dataset: String
  ) throws(DatasetError) {
    isNumeric = columns.allSatisfy(\.isNumeric)
    if isNumeric {
      var most = 0
      for case .numbers(let numbers) in columns {
        if let position = numbers.firstIndex(where: { !(0..<ClassList.largestCount ~= $0) }) {
          throw .label(
            dataset: dataset, label: numbers[position], position: position,
            classes: given?.count ?? ClassList.largestCount)
        }
        most = max(most, numbers.max() ?? 0)
      }
      classes = given ?? (0...most).map(String.init)
    } else {
      let names = given ?? Set(columns.flatMap(\.texts)).sorted(by: isBefore)
      do {
        try ClassList.check(names)
      } catch {
        throw .classes(file: nil, error)
      }
      classes = names
    }
    numbers = Dictionary(
      classes.prefix(ClassList.largestCount).enumerated().map { ($1, UInt8($0)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The class numbers of labels.
  func numbered(_ column: LabelColumn, dataset: String) throws(DatasetError) -> [UInt8] {
    if isNumeric, case .numbers(let numbers) = column { return numbers.map { UInt8($0) } }
    var labels: [UInt8] = []
    labels.reserveCapacity(column.count)
    for (position, text) in column.texts.enumerated() {
      guard let number = numbers[text] else {
        throw .className(dataset: dataset, text, position: position)
      }
      labels.append(number)
    }
    return labels
  }
}

/// Whether a name sorts before another, with numbers in them by value: 9 comes before 10.
package func isBefore(_ first: String, _ second: String) -> Bool {
  var (a, b) = (first[...], second[...])
  while let x = a.first, let y = b.first {
    let (m, n) = (a.prefix(while: \.isASCIIDigit), b.prefix(while: \.isASCIIDigit))
    if !m.isEmpty && !n.isEmpty {
      let (p, q) = (m.drop { $0 == "0" }, n.drop { $0 == "0" })
      if p.count != q.count { return p.count < q.count }
      if p != q { return p < q }
      a = a.dropFirst(m.count)
      b = b.dropFirst(n.count)
    } else if x != y {
      return x < y
    } else {
      a = a.dropFirst()
      b = b.dropFirst()
    }
  }
  return a.isEmpty && b.isEmpty ? first < second : a.isEmpty
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
