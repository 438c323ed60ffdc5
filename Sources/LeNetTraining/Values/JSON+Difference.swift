import LeNetModel
import LeNetText

extension JSON {
  /// The first place, in the order of keys, where another value differs, and both values there.
  ///
  /// A missing key counts as `null`. Objects without a common key, such as two kinds
  /// of optimizer, differ as a whole. List members are compared by index.
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

  /// The value as a short text on one line.
  ///
  /// A choice with settings, such as an optimizer, gives its name; a long list gives its first members
  /// and their number.
  var displayText: String {
    switch self {
    case .null: "none"
    case .string(let text): Self.isDigest(text) ? "\(text.prefix(12))…" : text
    case .array(let values): Self.words(of: values)
    case .object(let values): Self.words(of: values)
    default: text
    }
  }

  /// The largest number of list members in the text.
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

  /// Whether a text is a SHA-256, which its first digits identify.
  private static func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
  }
}
