import LeNetCatalog
import LeNetText
package import LeNetEngine
public import LeNetModel

extension RunIdentity {
  /// The training record of a model of this run after some epochs and steps.
  package func record(
    computedBy: [ComputeIdentity], epochs: Int, steps: Int
  ) -> TrainingRecord {
    TrainingRecord(
      recipe: recipe.name, settings: settings, dataset: data, sha256: hashes, seed: seed,
      instructions: computedBy.map(\.rawValue).joined(separator: ", "),
      version: LeNetVersion.current, epochs: epochs, steps: steps)
  }

  /// The recipe's values, without those that the model file has elsewhere.
  private var settings: JSON {
    guard case .object(var values) = try? JSON(encoding: recipe) else { return .null }
    for key in ["architecture", "name", "summary"] { values[key] = nil }
    if let initial { values["initial"] = .string(initial) }
    if let taken { values["taken"] = .array(taken.map(JSON.string)) }
    if let earlier { values["earlier"] = .array(earlier.map(JSON.string)) }
    return .object(values)
  }
}

extension TrainingRecord {
  /// The length of the training: in steps if the recipe counts them, else in epochs.
  public var length: Recipe.Length {
    settings["length"]?["steps"] == nil ? .epochs(epochs) : .steps(steps)
  }
}
