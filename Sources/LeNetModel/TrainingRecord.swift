public import LeNetText

/// The training of a model: the values that reproduce it to the same bits.
///
/// It has no time, thread count, path or host name, because these do not change the bits.
public struct TrainingRecord: Hashable, Sendable {
  /// The recipe's name.
  public var recipe: String
  /// The recipe's values, with overrides.
  public var settings: JSON
  /// The data set's name.
  public var dataset: String
  /// SHA-256 of the data set's uncompressed files, in hexadecimal, by file name.
  public var sha256: [String: String]
  /// The seed of all random numbers.
  public var seed: UInt64
  /// The instruction set, `avx2` for example.
  public var instructions: String
  /// The version of this program.
  public var version: String
  /// The number of complete epochs; a partial one counts in `steps` only.
  public var epochs: Int
  /// The number of steps, one per batch.
  public var steps: Int

  /// A record with all its values.
  public init(
    recipe: String, settings: JSON, dataset: String, sha256: [String: String], seed: UInt64,
    instructions: String, version: String, epochs: Int, steps: Int
  ) {
    self.recipe = recipe
    self.settings = settings
    self.dataset = dataset
    self.sha256 = sha256
    self.seed = seed
    self.instructions = instructions
    self.version = version
    self.epochs = epochs
    self.steps = steps
  }
}

extension TrainingRecord: Codable {
  /// The record as a JSON value.
  public var json: JSON {
    .object([
      "recipe": .string(recipe), "settings": settings, "dataset": .string(dataset),
      "sha256": .object(sha256.mapValues(JSON.string)), "seed": JSON(seed),
      "instructions": .string(instructions), "version": .string(version),
      "epochs": .integer(epochs), "steps": .integer(steps),
    ])
  }

  /// Reads what `json` writes; throws an error that names the key.
  public init(json: JSON) throws(TrainingRecordError) {
    self.init(
      recipe: try Self.value("recipe", in: json, "a text", \.string),
      settings: try Self.value("settings", in: json, "a value") { $0 },
      dataset: try Self.value("dataset", in: json, "a text", \.string),
      sha256: try Self.value("sha256", in: json, "texts by file name", Self.texts),
      seed: try Self.value("seed", in: json, "a whole number from 0 up", \.unsigned),
      instructions: try Self.value("instructions", in: json, "a text", \.string),
      version: try Self.value("version", in: json, "a text", \.string),
      epochs: try Self.value("epochs", in: json, "a whole number from 0 up", Self.count),
      steps: try Self.value("steps", in: json, "a whole number from 0 up", Self.count))
  }

  /// Reads a record; throws a `TrainingRecordError` that names the key.
  public init(from decoder: any Decoder) throws {
    try self.init(json: try JSON(from: decoder))
  }

  /// Writes the record.
  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }

  private static func value<Value>(
    _ key: String, in json: JSON, _ expected: String, _ read: (JSON) -> Value?
  ) throws(TrainingRecordError) -> Value {
    guard let value = json[key].flatMap(read) else {
      throw TrainingRecordError(key: key, expected: expected)
    }
    return value
  }

  private static func texts(_ json: JSON) -> [String: String]? {
    guard case .object(let values) = json else { return nil }
    let texts = values.compactMapValues(\.string)
    return texts.count == values.count ? texts : nil
  }

  private static func count(_ json: JSON) -> Int? {
    json.wholeNumber.flatMap { $0 >= 0 ? $0 : nil }
  }
}

/// Why a training record cannot be read.
public struct TrainingRecordError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The key that is missing or has a wrong value.
  public let key: String
  /// The expected value.
  public let expected: String

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    "the training record's '\(key)' is missing or wrong; expected \(expected)"
  }
}
