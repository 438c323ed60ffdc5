package import LeNetText

/// The content of `run.json`: the training, its machine and times, and the result once there is one.
///
/// Its names are the file's keys. Records of earlier versions lack some of it.
package struct RunRecord: Codable, Sendable {
  /// The version of the program that wrote it.
  package var version: String?
  /// The network's name.
  package var architecture: String
  /// The recipe with all its values, which other versions may have more of, or fewer.
  package var recipe: JSON
  /// The seed of everything random.
  package var seed: UInt64?
  /// The data set's name.
  package var data: String?
  /// The SHA-256 of each of the data's files, by name.
  package var sha256: [String: String]?
  /// The instruction sets that trained, in order.
  package var instructions: [String]?
  /// How far the run is, or how it ended.
  package var state: RunState?
  /// Its segments, one for each process.
  package var segments: [RunSegment]?
  /// A fingerprint of starting values that came from a model; nil where the seed drew them.
  package var initial: String?
  /// Fingerprints of the models that chose the patterns; nil where all were taken.
  package var earlier: [String]?
  /// What was taken over from a model and what began anew; nil where all values were drawn.
  package var start: Start?
  /// The trained network.
  ///
  /// The recipe's own does not have the data's classes and image size yet.
  package var network: JSON?
  /// Parameters that are trained.
  package var parameters: Int?
  /// Steps of a whole epoch.
  package var stepsPerEpoch: Int?
  /// Steps of the run.
  package var totalSteps: Int?
  /// Epochs of the run.
  package var epochs: Int?
  /// How many images there are.
  package var images: Images?
  /// Whether the figures called test are those of held-back training images.
  package var heldBack: Bool?
  /// Those of the data's files that the test set comes from.
  package var testFiles: [String]?
  /// The figures of the complete run.
  package var result: Result?

  /// Layers with a model's values, and what a person should know of them.
  package struct Start: Codable, Sendable {
    package var taken: [String]?
    package var new: [String]?
    package var unused: [String]?
    package var notes: [String]?
  }

  /// Images of each split.
  package struct Images: Codable, Sendable {
    package var training: Int?
    package var validation: Int?
    package var test: Int?
  }

  /// The kept epoch on the test set.
  package struct Result: Codable, Sendable {
    package var testLoss: Double?
    package var testAccuracy: Double?
    package var testErrors: Int?
    package var testTotal: Int?
    package var seconds: Double?
    package var model: String?
    package var keptEpoch: Int?
    package var instructions: String?
    package var stoppedEpoch: Int?
  }

  /// The largest number of earlier segments in the file, including the first.
  private static let mostSegments = 200

  /// The segments of a run with one more.
  static func segments(_ earlier: [RunSegment], and segment: RunSegment) -> [RunSegment] {
    guard earlier.count > mostSegments else { return earlier + [segment] }
    return earlier.prefix(1) + earlier.suffix(mostSegments - 1) + [segment]
  }

  /// The file's text, for people; nil if a number is not finite, which does not happen.
  var text: String? { try? JSON(encoding: self).readableText }
}
