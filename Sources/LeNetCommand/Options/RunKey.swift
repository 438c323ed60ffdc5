import LeNet

/// What runs are sorted and filtered by: a column of their list, or a value of the recipe.
enum RunKey: Equatable {
  case column(Column)
  /// A value of the recipe, by its path in `run.json` or the last word of it, as `batchSize`.
  case value(String)

  /// The columns by their names on the command line.
  enum Column: String, CaseIterable {
    case name, architecture, recipe, data, epochs, seed, validation
    case heldBack = "held-back"
    case test, speed, date, state

    /// Whether it holds numbers.
    var isNumber: Bool {
      switch self {
      case .epochs, .seed, .validation, .heldBack, .test, .speed: true
      default: false
      }
    }
  }

  /// The keys that there are, in words.
  static let words =
    "one of \(Column.allCases.map(\.rawValue).joined(separator: ", ")), or a value of the recipe, "
    + "such as batch-size"

  /// What a folder is that tells of no run.
  static let broken = "broken"

  /// The key of a name; hyphens as in options are understood.
  init(_ name: String) {
    self = Column(rawValue: name).map(RunKey.column) ?? .value(Self.camel(name))
  }

  /// The value of a run; accuracies in percent, as the list shows them; nil where it has none.
  func value(of entry: RunList.Entry) -> Value? {
    guard case .success(let run) = entry.run else {
      switch self {
      case .column(.name): return .text(entry.folder)
      case .column(.state): return .text(Self.broken)
      default: return nil
      }
    }
    switch self {
    case .column(let column): return Self.value(column, of: run)
    case .value(let name):
      if case .object(let choice) = run.record["recipe"]?[name], choice.count == 1 {
        return choice.keys.first.map { .text(OptionSpelling.of($0)) }
      }
      let found = run.values.first { $0.name == name || $0.name.hasSuffix(".\(name)") }
      return found.flatMap { Value($0.value) }
    }
  }

  /// Whether the greatest come first where runs are sorted by this.
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
    case .validation: run.validationAccuracy.map { .number(100 * $0) }
    case .heldBack: run.heldBackAccuracy.map { .number(100 * $0) }
    case .test: run.testAccuracy.map { .number(100 * $0) }
    case .speed: run.examplesPerSecond.map(Value.number)
    case .date: run.started.map(Value.text)
    case .state: .text(run.state.rawValue)
    }
  }

  private static func camel(_ name: String) -> String {
    let parts = name.split(separator: "-")
    return (parts.first.map(String.init) ?? "")
      + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// What is compared.
  enum Value: Equatable {
    case number(Double)
    case text(String)

    init?(_ json: JSON) {
      if let number = json.double {
        self = .number(number)
      } else if json != .null {
        self = .text(json.string ?? json.text)
      } else {
        return nil
      }
    }

    var isNumber: Bool {
      if case .number = self { true } else { false }
    }

    /// Numbers by size and before texts, texts by their letters.
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
  /// The folder as the list of those below `root` shows it.
  func name(below root: String) -> String {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return folder.hasPrefix(prefix) ? String(folder.dropFirst(prefix.count)) : folder
  }
}

extension [RunList.Entry] {
  /// The entries in the order of a key, those without a value last, else as they were.
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
