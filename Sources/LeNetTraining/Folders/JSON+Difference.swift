import LeNetModel

extension JSON {
  /// The first place, in the order of keys, where another value differs, and both values there.
  ///
  /// A missing key counts as `null`. Where two objects have different keys altogether, as two kinds
  /// of optimizer, they differ as a whole. Members of lists go by their `name`, else their number.
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
          return ([pair.0["name"]?.string ?? "\(number + 1)"] + path, own, other)
        }
      }
      return nil
    default:
      return ([], self, other)
    }
  }

  /// The value inside a sentence.
  var words: String {
    switch self {
    case .null: "none"
    case .string(let text): text
    default: text
    }
  }
}
