import LeNetModel

/// What must be the same in all parts of a run, except that it may be made longer.
package struct RunIdentity: Hashable, Sendable, Codable {
  /// What is trained, and how.
  package var recipe: Recipe
  /// The seed of all random numbers.
  package var seed: UInt64
  /// The data set's name.
  package var data: String
  /// The SHA-256 of each of its files, by name.
  package var hashes: [String: String]
  /// A fingerprint of starting values that came from a model; nil where the seed drew them.
  package var initial: String?
  /// The layers that have that model's values; nil where all have, or none.
  package var taken: [String]?
  /// Fingerprints of the models that chose the patterns; nil where all were taken.
  package var earlier: [String]?

  /// Throws where this run, as it stands in the folder `path`, cannot go on as `new`.
  package func check(continuingAs new: RunIdentity, path: String) throws(RunFolderError) {
    if let difference = DataDifference(between: hashes, and: new.hashes) {
      throw .otherData(path: path, file: difference.own, now: difference.other)
    }
    if recipe.length.isLonger(than: new.recipe.length) {
      throw .shortened(
        path: path, before: recipe.length.description, now: new.recipe.length.description)
    }
    var (before, now) = (self, new)
    // The data's hashes say more than the names it was loaded by, and words change nothing.
    before.data = now.data
    before.hashes = now.hashes
    before.recipe.summary = now.recipe.summary
    if before.recipe.length.isSameKind(as: now.recipe.length) {
      before.recipe.length = now.recipe.length
    }
    // Every value of a checked identity is finite, so it has a JSON form.
    guard let old = try? JSON(encoding: before), let new = try? JSON(encoding: now),
      let difference = old.firstDifference(from: new)
    else { return }
    var value = difference.path
    if value.first == "recipe" { value.removeFirst() }
    throw .changed(
      path: path, value: value.joined(separator: "."), before: difference.own.words,
      now: difference.other.words)
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
