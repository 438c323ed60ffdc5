import ArgumentParser
import LeNet

/// A condition on runs, as `recipe=d2l`, `test>99` or `batch-size<=64`.
struct RunFilter: ExpressibleByArgument {
  private enum Relation: String, CaseIterable {
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case below = "<"
    case above = ">"
  }

  private let key: RunKey
  private let relation: Relation
  private let text: String

  init?(argument: String) {
    guard let place = argument.firstIndex(where: { "=<>!".contains($0) }),
      place != argument.startIndex,
      let relation = Relation.allCases.first(where: { argument[place...].hasPrefix($0.rawValue) })
    else { return nil }
    key = RunKey(String(argument[..<place]))
    self.relation = relation
    text = String(argument[place...].dropFirst(relation.rawValue.count))
    guard !text.isEmpty else { return nil }
  }

  /// Whether a run has such a value; one without a value has none.
  func holds(for entry: RunList.Entry) -> Bool {
    guard let value = key.value(of: entry) else { return false }
    let wanted: RunKey.Value
    switch value {
    case .number(let number):
      guard let limit = Double(text) else { return false }
      // The list shows two decimals, and what is shown is what is meant.
      if relation == .equal || relation == .unequal, key.isRounded {
        let isSame = NumberText.fixed(number, 2) == NumberText.fixed(limit, 2)
        return isSame == (relation == .equal)
      }
      wanted = .number(limit)
    case .text: wanted = .text(text)
    }
    switch relation {
    case .equal: return value == wanted
    case .unequal: return value != wanted
    case .below: return value < wanted
    case .above: return wanted < value
    case .atMost: return !(wanted < value)
    case .atLeast: return !(value < wanted)
    }
  }
}

extension RunKey {
  /// Whether the list shows a rounded value.
  var isRounded: Bool { self == .column(.validation) || self == .column(.test) }
}
