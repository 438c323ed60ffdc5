import LeNet

/// What a run folder says about its run, so that `--output FOLDER --resume` needs nothing more.
struct StoredRun {
  let recipe: Recipe
  let seed: UInt64
  /// The data set's name, which for a folder is not where it is.
  let data: String
  /// How many training images are held back; nil where the test set judges.
  let heldBackCount: Int?

  /// Reads the folder's `run.json`; nil where there is none yet.
  static func read(folder: String) throws -> StoredRun? {
    let path = "\(folder)/\(RunFolder.recordName)"
    guard FileKind(path: path) != .missing else { return nil }
    guard let record = try? RunRecord(reading: folder), let seed = record.seed,
      let data = record.data, let recipe = try? record.recipe.decoded(as: Recipe.self)
    else {
      throw CommandFailure.wrongUse(
        "The file \(path) does not describe a run: give --recipe or another folder.")
    }
    return StoredRun(
      recipe: recipe, seed: seed, data: data,
      heldBackCount: record.heldBack == true ? record.images?.test : nil)
  }
}
