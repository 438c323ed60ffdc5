import LeNetEngine
import LeNetModel

/// What `run.json` tells: what is trained on what, and the result once there is one.
struct RunRecord {
  let identity: RunIdentity
  let instructions: [InstructionSet]
  let result: DoneMetrics?

  /// The file's text, for people.
  var text: String {
    var fields: [String: JSON] = [
      "version": .string(LeNetVersion.current),
      "architecture": .string(identity.recipe.architecture.name),
      "recipe": (try? JSON(encoding: identity.recipe)) ?? .null,
      "seed": JSON(identity.seed),
      "data": .string(identity.data),
      "sha256": .object(identity.hashes.mapValues { .string($0) }),
      "instructions": .array(instructions.map { .string($0.rawValue) }),
    ]
    if let result { fields["result"] = .object(result.fields) }
    return JSON.object(fields).readableText
  }
}
