import LeNet
import LeNetCatalog
import LeNetModel
import LeNetText
import LeNetTraining

/// The plan of a sweep, stored in `sweep.json`.
struct SweepPlan {
  let names: [String]
  let settings: [[String]]
  let seeds: Int
  let heldBack: Int
  let data: String
  /// The SHA-256 of each data file, by name; empty in older plans.
  let hashes: [String: String]
  let trainOptions: [String]

  var json: JSON {
    .object([
      "data": .string(data), "sha256": .object(hashes.mapValues(JSON.string)),
      "heldBack": .integer(heldBack), "seeds": .integer(seeds),
      "names": .array(names.map(JSON.string)),
      "settings": .array(settings.map { .array($0.map(JSON.string)) }),
      "trainOptions": .array(trainOptions.map(JSON.string)),
    ])
  }
}

extension SweepPlan {
  /// Nil if something is missing, or a setting does not have a value for each name.
  init?(_ json: JSON) {
    func texts(_ json: JSON?) -> [String]? {
      guard let all = json?.array else { return nil }
      let texts = all.compactMap(\.string)
      return texts.count == all.count ? texts : nil
    }
    guard let data = json["data"]?.string, let heldBack = json["heldBack"]?.wholeNumber,
      let seeds = json["seeds"]?.wholeNumber, let names = texts(json["names"]),
      let rows = json["settings"]?.array, let trainOptions = texts(json["trainOptions"])
    else { return nil }
    let settings = rows.compactMap { texts($0) }
    guard settings.count == rows.count, settings.allSatisfy({ $0.count == names.count }) else {
      return nil
    }
    var hashes: [String: String] = [:]
    if case .object(let values) = json["sha256"] { hashes = values.compactMapValues(\.string) }
    self.init(
      names: names.map(EarlierNames.present), settings: settings, seeds: seeds, heldBack: heldBack,
      data: data, hashes: hashes, trainOptions: EarlierNames.replaced(in: trainOptions))
  }

  /// The differences from an earlier plan, in words.
  ///
  /// `trainsOtherwise` comes from comparing recipes, because options can have several spellings.
  func differences(from earlier: SweepPlan, trainsOtherwise: Bool) -> [String] {
    var words: [String] = []
    if let difference = dataDifference(from: earlier) { words.append(difference) }
    if seeds != earlier.seeds {
      words.append("\(seeds.of("seed")) instead of \(earlier.seeds)")
    }
    if heldBack != earlier.heldBack {
      words.append("\(heldBack.of("image")) held out instead of \(earlier.heldBack.grouped)")
    }
    guard trainsOtherwise else { return words }
    let told = words.count
    if Set(names) == Set(earlier.names) {
      words += names.compactMap { valueDifference(of: $0, from: earlier) }
    } else {
      words.append(
        "varied options \(names.joined(separator: ", ")) instead of "
          + earlier.names.joined(separator: ", "))
    }
    words += optionDifferences(from: earlier)
    // For example, an architecture's file has changed.
    return words.count > told ? words : words + ["recipes with other values"]
  }

  private func dataDifference(from earlier: SweepPlan) -> String? {
    guard !earlier.hashes.isEmpty else {
      return data == earlier.data ? nil : "the data \(data) instead of \(earlier.data)"
    }
    return DataDifference(between: earlier.hashes, and: hashes).map { files in
      files.own == files.other
        ? "another \(files.other ?? data)"
        : "the data \(files.other ?? data) instead of \(files.own ?? earlier.data)"
    }
  }

  private func valueDifference(of name: String, from earlier: SweepPlan) -> String? {
    let (own, others) = (values(of: name), earlier.values(of: name))
    let (new, gone) = (Self.values(own, without: others), Self.values(others, without: own))
    guard !new.isEmpty || !gone.isEmpty else { return nil }
    if new.isEmpty { return "\(name) without \(Self.list(gone))" }
    return "\(name) \(Self.list(new))"
      + (gone.isEmpty ? " added" : " instead of \(Self.list(gone))")
  }

  /// Numbers are equal in any spelling.
  private static func values(_ values: [String], without others: [String]) -> [String] {
    let known = Set(others.map(meaning))
    return values.filter { !known.contains(meaning($0)) }
  }

  private static func meaning(_ value: String) -> String { Double(value).map { "\($0)" } ?? value }

  /// The values of an option, each once, in the order of the settings.
  private func values(of name: String) -> [String] {
    guard let place = names.firstIndex(of: name) else { return [] }
    return settings.reduce(into: []) { values, setting in
      if !values.contains(setting[place]) { values.append(setting[place]) }
    }
  }

  /// Options that do not change a result, or whose effect is compared elsewhere.
  private static let untold: Set = ["--threads", "--data", "--data-dir"]

  private func optionDifferences(from earlier: SweepPlan) -> [String] {
    let (own, others) = (Self.options(trainOptions), Self.options(earlier.trainOptions))
    return Set(own.keys).union(others.keys).subtracting(Self.untold).sorted().compactMap {
      guard own[$0] != others[$0] else { return nil }
      return "\(own[$0] ?? "no \($0)") instead of \(others[$0] ?? "none")"
    }
  }

  /// Options by name, with their words; the last one counts if an option is repeated.
  private static func options(_ words: [String]) -> [String: String] {
    var (options, name) = ([String: String](), "")
    for word in words {
      guard word.hasPrefix("--") else {
        options[name] = (options[name].map { $0 + " " } ?? "") + word
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      name = parts.first ?? word
      options[name] = parts.joined(separator: " ")
    }
    return options
  }

  /// At most three of the values.
  private static func list(_ values: [String]) -> String {
    values.prefix(3).joined(separator: ", ")
      + (values.count > 3 ? " and \(values.count - 3) more" : "")
  }
}
