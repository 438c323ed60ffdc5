import LeNetModel
import LeNetText

/// The values that must be the same in all parts of a run, except that it may become longer.
package struct RunIdentity: Hashable, Sendable, Codable {
  /// The recipe.
  package var recipe: Recipe
  /// The seed of all random numbers.
  package var seed: UInt64
  /// The data set's name.
  package var data: String
  /// The SHA-256 of each of its files, by name.
  package var hashes: [String: String]
  /// A fingerprint of starting values that came from a model; nil if the seed drew them.
  package var initial: String?
  /// The layers that have that model's values; nil if all have, or none.
  package var taken: [String]?
  /// Fingerprints of the models that chose the patterns; nil if all were taken.
  package var earlier: [String]?

  /// Throws if this run, in the folder `path`, cannot resume as `new`.
  package func check(continuingAs new: RunIdentity, path: String) throws(RunFolderError) {
    if let difference = DataDifference(between: hashes, and: new.hashes) {
      throw .otherData(path: path, file: difference.own, now: difference.other)
    }
    if recipe.length.isLonger(than: new.recipe.length) {
      throw .shortened(
        path: path, before: recipe.length.description, now: new.recipe.length.description)
    }
    var (before, now) = (self, new)
    now = now.startingAs(before)
    // Compares hashes instead of names, and ignores the recipe's texts.
    before.data = now.data
    before.hashes = now.hashes
    before.recipe.summary = now.recipe.summary
    if before.recipe.length.isSameKind(as: now.recipe.length) {
      before.recipe.length = now.recipe.length
    }
    if before.recipe.length != now.recipe.length {
      throw .changed(
        path: path, value: "length", before: before.recipe.length.description,
        now: now.recipe.length.description)
    }
    try Self.check(before.recipe.architecture, continuingAs: now.recipe.architecture, path: path)
    before.recipe.architecture = now.recipe.architecture
    if before.initial != now.initial || before.taken != now.taken {
      throw .otherStart(path: path, before: before.start, now: now.start)
    }
    // Every value of a checked identity is finite, so it has a JSON form.
    guard let old = try? JSON(encoding: before), let new = try? JSON(encoding: now),
      let difference = old.firstDifference(from: new)
    else { return }
    var value = difference.path
    if value.first == "recipe" { value.removeFirst() }
    throw .changed(
      path: path, value: RecipePath.text(value), before: difference.own.displayText,
      now: difference.other.displayText)
  }

  /// The same with the start of an earlier part: the checkpoint has the values, so resuming does not need
  /// the model of the start.
  package func startingAs(_ earlier: RunIdentity) -> RunIdentity {
    guard initial == nil else { return self }
    var result = self
    (result.initial, result.taken) = (earlier.initial, earlier.taken)
    return result
  }

  /// The source of its starting values, in words.
  private var start: String {
    guard let initial else { return "values of its seed" }
    let layers = taken.map { "the layers \($0.joined(separator: ", "))" } ?? "all layers"
    return "\(layers) of the model \(initial)"
  }

  /// Throws if a network is another one, and names the layers or the first setting that differ.
  private static func check(
    _ own: Architecture, continuingAs other: Architecture, path: String
  ) throws(RunFolderError) {
    guard own != other else { return }
    func changed(_ value: String, _ texts: [String]) -> RunFolderError {
      .changed(path: path, value: value, before: texts[0], now: texts[1])
    }
    guard own.name == other.name else { throw changed("architecture", [own.name, other.name]) }
    let networks = [own, other].map { NetworkValues($0.json) }
    let differences = NetworkValues.differences(between: networks)
    func layers(in one: Int, butNotIn another: Int) -> [NetworkValues.Layer] {
      (networks[one]?.layers ?? []).filter { networks[another]?.layer($0.name) == nil }
    }
    let (removed, added) = (layers(in: 0, butNotIn: 1), layers(in: 1, butNotIn: 0))
    guard removed.isEmpty, added.isEmpty else {
      throw .otherLayers(path: path, removed: removed, added: added)
    }
    let kinds = differences.first { networks[0]?.layer($0.name) != nil }
    let order = differences.first { $0.name == NetworkValues.orderName }
    guard let difference = kinds ?? order ?? differences.first else {
      throw changed("architecture", [own.name, "another one of that name"])
    }
    throw changed(
      difference.name,
      zip(difference.values, difference.texts).map { $0 == .null ? "none" : $1 })
  }
}

extension Recipe.Length {
  func isSameKind(as other: Recipe.Length) -> Bool {
    switch (self, other) {
    case (.epochs, .epochs), (.steps, .steps): true
    default: false
    }
  }

  func isLonger(than other: Recipe.Length) -> Bool {
    switch (self, other) {
    case (.epochs(let count), .epochs(let others)): count > others
    case (.steps(let count), .steps(let others)): count > others
    default: false
    }
  }
}
