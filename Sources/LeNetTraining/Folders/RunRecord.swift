import LeNetData
import LeNetEngine
import LeNetModel

/// The content of `run.json`: the training, its machine and times, and the result once there is one.
struct RunRecord {
  let identity: RunIdentity
  let instructions: [InstructionSet]
  /// The trained network, parameters, images and steps, by name.
  let sizes: [String: JSON]
  let earlier: Earlier
  let part: RunPart
  let result: DoneMetrics?

  /// The earlier parts and the start, as the file has them.
  struct Earlier {
    var parts: [JSON] = []
    /// The layers with a model's values and those with new ones.
    var start: JSON?
  }

  /// The size limit of the file, in bytes.
  static let largestFile = 1 << 22
  /// The largest number of earlier parts in the file, including the first.
  private static let mostParts = 200

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
      "state": .string(part.state.rawValue),
      "parts": .array(keptParts + [part.json]),
    ]
    fields["initial"] = identity.initial.map(JSON.string)
    fields["earlier"] = identity.earlier.map { .array($0.map(JSON.string)) }
    // A resumed run need not name its model again; a restarted one has another start.
    if identity.initial != nil { fields["start"] = earlier.start }
    fields.merge(sizes) { _, new in new }
    if let result { fields["result"] = .object(result.fields) }
    return JSON.object(fields).readableText
  }

  private var keptParts: [JSON] {
    let parts = earlier.parts
    guard parts.count > Self.mostParts else { return parts }
    return Array(parts.prefix(1) + parts.suffix(Self.mostParts - 1))
  }

  /// The earlier parts in a file; empty if it cannot be read, which does not stop a run.
  static func earlier(in path: String) -> Earlier {
    let json = json(in: path)
    return Earlier(parts: json?["parts"]?.array ?? [], start: json?["start"])
  }

  /// Whether a file contains a result.
  static func isComplete(_ path: String) -> Bool { json(in: path)?["result"] != nil }

  private static func json(in path: String) -> JSON? {
    guard let bytes = try? FileReading.bytes(of: path, limit: largestFile) else { return nil }
    return try? JSON(reading: bytes)
  }
}

extension TrainingRun {
  /// The trained network, parameters, images, steps and starting values of a run, under the keys of
  /// `run.json`.
  var sizes: [String: JSON] {
    var values: [String: JSON] = [
      // The recipe's network does not have the classes and the size of the images.
      "network": architecture.json,
      "parameters": .integer(layout.trainableCount), "stepsPerEpoch": .integer(stepsPerEpoch),
      "totalSteps": .integer(totalSteps), "epochs": .integer(epochs),
      "images": .object([
        "training": .integer(trainingCount), "validation": .integer(validationCount),
        "test": .integer(data.test.count),
      ]),
      // The test figures are then those of held-out training images.
      "heldBack": .bool(data.holdsBack),
      "testFiles": .array(data.test.sha256.keys.sorted().map(JSON.string)),
    ]
    if let start { values["start"] = .object(start.fields) }
    return values
  }
}
