import ArgumentParser
import LeNet
import LeNetText

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

  /// The condition as the person wrote it.
  private let argument: String
  private let key: RunKey
  private let relation: Relation
  private let text: String

  init?(argument: String) {
    guard let place = argument.firstIndex(where: { "=<>!".contains($0) }),
      place != argument.startIndex,
      let relation = Relation.allCases.first(where: { argument[place...].hasPrefix($0.rawValue) })
    else { return nil }
    self.argument = argument
    key = RunKey(String(argument[..<place]))
    self.relation = relation
    text = String(argument[place...].dropFirst(relation.rawValue.count))
    guard !text.isEmpty else { return nil }
  }

  /// Why no run can match, in one sentence; nil if one can.
  ///
  /// The runs alone tell which values recipes have.
  func problem(among entries: [RunList.Entry]) -> String? {
    switch key {
    case .column(.state):
      let states = RunState.allCases.map(\.rawValue) + [RunKey.broken]
      guard !states.contains(text) else { return nil }
      return "--filter is \(argument); expected one of \(states.joined(separator: ", "))"
    case .column(let column):
      if key.isShare {
        guard limit.map({ !(0...1).contains($0) }) ?? true else { return nil }
        return
          "--filter is \(argument); expected a share from 0 to 1, such as 0.99, or a percentage, such as 99%"
      }
      guard column.isNumber, limit == nil else { return nil }
      return "--filter is \(argument); expected a number to compare \(column.rawValue) with"
    case .value:
      guard !entries.isEmpty else { return nil }
      let values = entries.flatMap { key.values(of: $0) }
      if values.isEmpty, key.isOption(among: entries) { return nil }
      guard !values.isEmpty else {
        return "--filter is \(argument), which no run here has; expected \(RunKey.words)"
      }
      guard Double(text) == nil, values.allSatisfy(\.isNumber) else { return nil }
      return "--filter is \(argument); expected a number, as all runs here have"
    }
  }

  /// The number to compare with; nil if it is none.
  ///
  /// Only a share may be a percentage.
  private var limit: Double? {
    guard key.isShare, text.hasSuffix("%") else { return Double(text) }
    return Double(text.dropLast()).map { $0 / 100 }
  }

  /// Whether a run matches; one without a value does not.
  ///
  /// Of several values one is enough; `!=` must hold for all.
  /// A name matches as the list below `root` shows it, or as the folder's path.
  func holds(for entry: RunList.Entry, below root: String) -> Bool {
    if key == .column(.name) {
      let names = [entry.folder, entry.name(below: root)]
      switch relation {
      case .equal: return names.contains(text)
      case .unequal: return !names.contains(text)
      default: return compares(.text(names[1]))
      }
    }
    let values = key.values(of: entry)
    guard relation == .unequal else { return values.contains(where: compares) }
    return !values.isEmpty && values.allSatisfy(compares)
  }

  private func compares(_ value: RunKey.Value) -> Bool {
    let wanted: RunKey.Value
    switch value {
    case .number(let number):
      guard let limit else { return false }
      // Compares the two decimals of a percentage that the list shows.
      if relation == .equal || relation == .unequal, key.isShare {
        let isSame = NumberText.percent(number) == NumberText.percent(limit)
        return isSame == (relation == .equal)
      }
      wanted = .number(limit)
    case .text: wanted = .text(text)
    }
    switch relation {
    case .equal: return value.isMeant(by: text)
    case .unequal: return !value.isMeant(by: text)
    case .below: return value < wanted
    case .above: return wanted < value
    case .atMost: return !(wanted < value)
    case .atLeast: return !(value < wanted)
    }
  }
}

extension RunKey {
  /// Whether this is an accuracy, which the list shows as a rounded percentage.
  var isShare: Bool {
    [.column(.validation), .column(.heldBack), .column(.test)].contains(self)
  }
}
