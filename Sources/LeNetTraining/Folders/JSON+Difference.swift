import LeNetModel

extension JSON {
  /// The first place, in the order of keys, where another value differs, and both values there.
  ///
  /// A missing key counts as `null`. Where two objects have different keys altogether, as two kinds
  /// of optimizer, they differ as a whole. Members of lists go by their number.
  func firstDifference(from other: JSON) -> (path: [String], own: JSON, other: JSON)? {
    if self == other { return nil }
    switch (self, other) {
    case (.object(let own), .object(let others)):
      let keys = Set(own.keys).union(others.keys)
      guard keys.count == max(own.count, others.count) else { return ([], self, other) }
      for key in keys.sorted() {
        let difference = (own[key] ?? .null).firstDifference(from: others[key] ?? .null)
        if let (path, own, other) = difference { return ([key] + path, own, other) }
      }
      return nil
    case (.array(let own), .array(let others)) where own.count == others.count:
      for (number, pair) in zip(own, others).enumerated() {
        if let (path, own, other) = pair.0.firstDifference(from: pair.1) {
          return (["\(number + 1)"] + path, own, other)
        }
      }
      return nil
    default:
      return ([], self, other)
    }
  }

  /// The value inside a sentence or a table, on one line and short.
  ///
  /// A choice with settings of its own, such as an optimizer, is its name; of a long list the first members are told
  /// and how many it has.
  var displayText: String {
    switch self {
    case .null: "none"
    case .string(let text): Self.isDigest(text) ? "\(text.prefix(12))…" : text
    case .array(let values): Self.words(of: values)
    case .object(let values): Self.words(of: values)
    default: text
    }
  }

  /// As many members of a list are told.
  private static let toldMembers = 8

  private static func words(of list: [JSON]) -> String {
    let sizes = list.compactMap { $0.array?.count }
    if !list.isEmpty, sizes.count == list.count {
      return Set(sizes).count == 1
        ? "\(list.count) lists of \(sizes[0])" : "\(list.count) lists, \(sizes.reduce(0, +)) in all"
    }
    let told = list.prefix(toldMembers).map(\.displayText).joined(separator: ",")
    return list.count > toldMembers ? "\(told),… (\(list.count) in all)" : told
  }

  private static func words(of object: [String: JSON]) -> String {
    if object.count == 1, let (name, value) = object.first, case .object = value { return name }
    // A piece of a schedule, as the option writes it.
    if object.count == 2, let epochs = object["epochs"], let factor = object["factor"] {
      return "\(epochs.displayText)x\(factor.displayText)"
    }
    var rest = object
    let name = rest.removeValue(forKey: "name").map { [$0.displayText] } ?? []
    return (name + rest.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.displayText)" })
      .joined(separator: ", ")
  }

  /// Whether a text is a SHA-256, whose first digits tell it apart.
  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
  }
}
