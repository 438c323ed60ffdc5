import LeNetData
import LeNetEngine
import LeNetModel

/// What `run.json` tells: what is trained on what, where and when, and the result once there is one.
struct RunRecord {
  let identity: RunIdentity
  let computedBy: [ComputeIdentity]
  /// The network as it is trained, parameters, images and steps, by name.
  let sizes: [String: JSON]
  let earlier: Earlier
  let part: RunPart
  let result: DoneMetrics?

  /// What the file has of the parts before this one, as it stands there.
  struct Earlier {
    var parts: [JSON] = []
    /// What was taken over from a model and what began anew.
    var start: JSON?
  }

  /// The largest file that is read, in bytes.
  static let largestFile = 1 << 22
  /// As many earlier parts are kept, the first one among them.
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
      "instructions": .array(computedBy.map { .string($0.rawValue) }),
      "state": .string(part.state.rawValue),
      "parts": .array(keptParts + [part.json]),
    ]
    fields["initial"] = identity.initial.map(JSON.string)
    fields["earlier"] = identity.earlier.map { .array($0.map(JSON.string)) }
    // A run that goes on need not name its model again; one that began anew has another start.
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

  /// What a file tells of earlier parts; nothing where it cannot be read, which stops no run.
  static func earlier(in path: String) -> Earlier {
    let json = json(in: path)
    return Earlier(parts: json?["parts"]?.array ?? [], start: json?["start"])
  }

  /// Whether a file has the result.
  static func isComplete(_ path: String) -> Bool { json(in: path)?["result"] != nil }

  private static func json(in path: String) -> JSON? {
    guard let bytes = try? FileReading.bytes(of: path, limit: largestFile) else { return nil }
    return try? JSON(reading: bytes)
  }
}

extension TrainingRun {
  /// The network as it is trained, parameters, images, steps and starting values of a run, as `run.json` names
  /// them.
  var sizes: [String: JSON] {
    var values: [String: JSON] = [
      // The recipe's own has not yet taken on the classes and the size of the images.
      "network": architecture.json,
      "parameters": .integer(layout.trainableCount), "stepsPerEpoch": .integer(stepsPerEpoch),
      "totalSteps": .integer(totalSteps), "epochs": .integer(epochs),
      "images": .object([
        "training": .integer(trainingCount), "validation": .integer(validationCount),
        "test": .integer(data.test.count),
      ]),
      // The figures called test are then those of held-back training images.
      "heldBack": .bool(data.holdsBack),
      "testFiles": .array(data.test.sha256.keys.sorted().map(JSON.string)),
    ]
    if let start { values["start"] = .object(start.fields) }
    return values
  }
}
