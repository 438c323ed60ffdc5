/// Names of classes, in the order of their labels.
enum ClassList {
  /// The name of the file with one class name per line.
  static let fileName = "classes.txt"

  /// The most classes, because labels are bytes.
  static let largestCount = 256

  /// Reads one name per line; ignores blanks around a name and empty lines at the end.
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

  /// A list of names; throws if there are none or too many, or if one is empty or repeated.
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
  /// The list is empty.
  case noNames
  /// There are more names than a label can number.
  case tooMany(Int)
  /// A class has no name.
  case emptyName(position: Int)
  /// Two classes have the same name.
  case repeatedName(String, position: Int)
}

extension ClassListError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .notText: "this is not UTF-8 text; write one class name per line"
    case .noNames: "there is no class name; give at least one"
    case .tooMany(let count):
      "there are \(count) class names, expected at most \(ClassList.largestCount); merge classes"
    case .emptyName(let position): "class \(position) has no name; give each class one"
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
