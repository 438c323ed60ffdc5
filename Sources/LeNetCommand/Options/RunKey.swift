import LeNet
import LeNetText

/// A key to sort and filter runs by: a column of their list, or a value of the recipe or the network.
enum RunKey: Equatable {
  case column(Column)
  /// A value of the recipe, by the name of its option or its path in `run.json`, or one of the network, such as
  /// `C1.maps`.
  case value(String)

  /// The columns, by their names on the command line.
  enum Column: String, CaseIterable {
    case name, architecture, recipe, data, epochs, seed, validation
    case heldBack = "held-back"
    case test, speed, date, state

    /// Whether the column holds numbers.
    var isNumber: Bool {
      switch self {
      case .epochs, .seed, .validation, .heldBack, .test, .speed: true
      default: false
      }
    }
  }

  /// The possible keys, for error messages.
  static let words =
    "one of \(Column.allCases.map(\.rawValue).joined(separator: ", ")), or a value of the recipe, "
    + "such as batch-size, or of the network, such as C1.maps"

  /// The keys that a shell proposes: all columns, and the recipe's values that are varied most.
  static let proposed =
    Column.allCases.map(\.rawValue) + ["batch-size", "learning-rate", "optimizer", "schedule"]

  /// The state of a folder whose run cannot be read.
  static let broken = "broken"

  /// The key of a name; a prefix `recipe.` means the recipe's value even if a column has the same name.
  init(_ name: String) {
    let recipe = "recipe."
    self =
      name.hasPrefix(recipe)
      ? .value(String(name.dropFirst(recipe.count)))
      : Column(rawValue: name).map(RunKey.column) ?? .value(name)
  }

  /// Whether an option of a recipe has this name, even if no run has a value of it.
  func isOption(among entries: [RunList.Entry]) -> Bool {
    guard case .value(let name) = self else { return false }
    return entries.contains { (try? $0.run.get())?.values(ofOption: name) != nil }
  }

  /// The value that sorts a run, the first of several; nil if it has none.
  func value(of entry: RunList.Entry) -> Value? { values(of: entry).first }

  /// The values of a run: accuracies from 0 to 1, as in the files; several if its layers differ.
  func values(of entry: RunList.Entry) -> [Value] {
    guard case .success(let run) = entry.run else {
      switch self {
      case .column(.name): return [.text(entry.folder)]
      case .column(.state): return [.text(Self.broken)]
      default: return []
      }
    }
    switch self {
    case .column(let column): return Self.value(column, of: run).map { [$0] } ?? []
    case .value(let name): return run.values(named: name).flatMap(Value.all)
    }
  }

  /// Whether sorting puts the greatest first.
  var isDescending: Bool {
    switch self {
    case .column(.validation), .column(.heldBack), .column(.test), .column(.speed), .column(.date):
      true
    default: false
    }
  }

  private static func value(_ column: Column, of run: RecordedRun) -> Value? {
    switch column {
    case .name: .text(run.folder)
    case .architecture: .text(run.architecture)
    case .recipe: .text(run.recipe)
    case .data: .text(run.data)
    case .epochs: .number(Double(run.trainedEpochs))
    case .seed: run.seed.map { .number(Double($0)) }
    case .validation: run.validationAccuracy.map { .number($0) }
    case .heldBack: run.heldBackAccuracy.map { .number($0) }
    case .test: run.testAccuracy.map { .number($0) }
    case .speed: run.examplesPerSecond.map(Value.number)
    case .date: run.started.map(Value.text)
    case .state: .text(run.state.rawValue)
    }
  }

  /// A number or a text to compare.
  enum Value: Equatable {
    case number(Double)
    case text(String)

    /// Converts a value of `run.json`: numbers and texts stay, a list of numbers or of a
    /// schedule's pieces becomes the option's text, a list of texts becomes each of them.
    static func all(_ json: JSON) -> [Value] {
      if json == .null { return [] }
      if let number = json.double { return [.number(number)] }
      if let list = json.array {
        if let pieces = SchedulePieces(json: list) { return [.text(pieces.values.argument)] }
        let numbers = list.compactMap(\.double)
        if numbers.count == list.count, list.count > 1 {
          return [.text(NumberList(values: numbers).argument)]
        }
        if !list.contains(where: { $0.array != nil }) { return list.flatMap(all) }
      }
      return [.text(json.string ?? json.text)]
    }

    /// Whether a word of the command line means this value: names as options or files write them, lists in any
    /// spelling of their numbers.
    func isMeant(by text: String) -> Bool {
      guard case .text(let own) = self else { return self == Double(text).map(Value.number) }
      let ways = [
        text, OptionSpelling.of(text), NumberList(argument: text)?.argument,
        SchedulePieces(argument: text)?.values.argument,
      ]
      return ways.contains(own)
    }

    var isNumber: Bool {
      if case .number = self { true } else { false }
    }

    /// Numbers by size before texts in alphabetical order.
    static func < (one: Value, other: Value) -> Bool {
      switch (one, other) {
      case (.number(let one), .number(let other)): one < other
      case (.text(let one), .text(let other)): one < other
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }
}

extension RunList.Entry {
  /// The folder as the list below `root` shows it.
  func name(below root: String) -> String {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return folder.hasPrefix(prefix) ? String(folder.dropFirst(prefix.count)) : folder
  }
}

extension [RunList.Entry] {
  /// The entries sorted by a key, those without a value last; the sort is stable.
  func sorted(by key: RunKey, isReversed: Bool) -> [RunList.Entry] {
    let valued = enumerated().map { (place: $0, entry: $1, value: key.value(of: $1)) }
    let isDescending = key.isDescending != isReversed
    return valued.sorted { one, other in
      guard let first = one.value, let second = other.value else {
        return one.value != nil || (other.value == nil && one.place < other.place)
      }
      if first == second { return one.place < other.place }
      return isDescending ? second < first : first < second
    }.map(\.entry)
  }
}
