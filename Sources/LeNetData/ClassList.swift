/// Names of classes, in the order of their labels.
enum ClassList {
  /// The name of the file that holds one name a line.
  static let fileName = "classes.txt"

  /// Labels are bytes.
  static let largestCount = 256

  /// Reads one name a line; blanks around a name and empty lines at the end do not count.
  static func parse(_ bytes: [UInt8]) throws(ClassListError) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
    let content = text.unicodeScalars.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    var names = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(trimmed)
    while names.last == "" {
      names.removeLast()
    }
    if let blank = names.firstIndex(of: "") { throw .emptyName(position: blank) }
    try check(names)
    return names
  }

  /// Refuses no names, too many, empty and repeated ones.
  static func check(_ names: [String]) throws(ClassListError) {
    guard !names.isEmpty else { throw .noNames }
    guard names.count <= largestCount else { throw .tooMany(names.count) }
    var seen: Set<String> = []
    for (position, name) in names.enumerated() {
      guard !name.isEmpty else { throw .emptyName(position: position) }
      guard seen.insert(name).inserted else { throw .repeatedName(name, position: position) }
    }
  }
}

/// What is wrong with a list of class names; positions count from 0, as labels do.
public enum ClassListError: Error, Hashable, Sendable {
  /// The file is not UTF-8.
  case notText
  /// There is no name at all.
  case noNames
  /// There are more names than a label can number.
  case tooMany(Int)
  /// A class has no name.
  case emptyName(position: Int)
  /// Two classes have the same name.
  case repeatedName(String, position: Int)
}

extension ClassListError: CustomStringConvertible {
  /// One sentence for a person, without the name of the file.
  public var description: String {
    switch self {
    case .notText: "this is not UTF-8 text; write one class name a line"
    case .noNames: "there is no class name; write one a line"
    case .tooMany(let count):

      "there are \(count) class names, expected at most \(ClassList.largestCount); merge classes"
    case .emptyName(let position): "class \(position) has no name; write one a line"
    case .repeatedName(let name, let position):
      "class \(position) repeats the name \"\(name)\"; give each class its own"
    }
  }
}

private func trimmed(_ line: Substring) -> String {
  let front = line.drop(while: \.isWhitespace)
  let count = front.reversed().drop(while: \.isWhitespace).count
  return String(front.prefix(count))
}
