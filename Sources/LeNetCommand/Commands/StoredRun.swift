import LeNet
import LeNetFiles

/// The values of a run in its folder, so `--output FOLDER --resume` needs nothing else.
struct StoredRun {
  let recipe: Recipe
  let seed: UInt64
  /// The data set's name; for a folder, not its path.
  let data: String
  /// The number of held-out training images; nil if the run uses the test set.
  let heldBackCount: Int?

  /// Reads the folder's `run.json`; nil if there is none yet.
  static func read(folder: String) throws -> StoredRun? {
    let path = "\(folder)/\(RunFolder.recordName)"
    guard PathKind(path) != .nothing else { return nil }
    let record: RunRecord
    do throws(RecordedRunError) {
      record = try RunRecord(reading: folder)
    } catch {
      throw CommandFailure.wrongUse(
        "the folder \(folder) does not hold a run: \(error.problem); give --recipe or another folder"
      )
    }
    guard let seed = record.seed, let data = record.data,
      let recipe = try? record.recipe.decoded(as: Recipe.self)
    else {
      throw CommandFailure.wrongUse(
        "the file \(path) does not describe a run; give --recipe or another folder")
    }
    return StoredRun(
      recipe: recipe, seed: seed, data: data,
      heldBackCount: record.heldBack == true ? record.images?.test : nil)
  }
}
