import LeNetFiles
public import LeNetText
import LeNetModel

/// A run as its folder tells of it, whether it still trains, is complete or was stopped.
public struct RecordedRun: Sendable {
  /// How far a run is, or how it ended.
  public enum State: String, Sendable, CaseIterable {
    /// A process trains in the folder.
    case running
    /// The run is complete.
    case done
    /// It was stopped or killed, and can be gone on with.
    case interrupted
    /// It could not go on.
    case failed
  }

  /// The folder.
  public let folder: String
  /// What `run.json` holds.
  public let record: JSON
  /// The figures inside epochs, in order.
  public let steps: [RecordedFigures]
  /// The figures of epochs, in order.
  public let epochs: [RecordedFigures]
  /// How far it is, or how it ended.
  public let state: State
  /// The network that is trained; nil where nothing in the folder describes it.
  public let network: NetworkValues?
  /// A fingerprint of starting values that came from a model; nil where the seed drew them.
  public let initial: String?
  /// Fingerprints of the models that chose the images; none where all were taken.
  public let earlier: [String]

  /// The largest `metrics.jsonl` that is read, in bytes.
  static let largestMetrics = 1 << 28

  /// Reads `run.json` and `metrics.jsonl`, of which lines that are not whole are left out.
  ///
  /// Throws where there is no `run.json` or it does not describe a run.
  public init(reading folder: String) throws(RecordedRunError) {
    func file(_ name: String) -> String {
      folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
    self.folder = folder
    let isInUse = RunFolder.isInUse(folder)
    record = try Self.record(file(RunFolder.recordName), folder: folder)
    // The record of an earlier version has only the recipe's network; the model has the trained one.
    let hasNetwork = record["network"] != nil
    let header =
      hasNetwork
      ? nil
      : ModelFile.metadata(of: file(RunFolder.modelName))
        ?? ModelFile.metadata(of: file(RunFolder.checkpointName))
    let start = hasNetwork ? record : header?["training"]?["settings"]
    network =
      (record["network"] ?? header?["architecture"]).flatMap { NetworkValues($0) }
      ?? record["recipe"]?["architecture"].flatMap { NetworkValues($0) }
    initial = start?["initial"]?.string
    earlier = start?["earlier"]?.array?.compactMap(\.string) ?? []
    let lines: [JSON]
    do throws(FileReadingError) {
      let bytes = try FileReading.bytes(
        of: file(RunFolder.metricsName), limit: Self.largestMetrics)
      lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap {
        try? JSON(reading: Array($0))
      }
    } catch {
      // A run that has just begun has no such file yet.
      lines = []
    }
    steps = lines.filter { $0["event"]?.string == "step" }.compactMap { RecordedFigures($0) }
    let stepsPerEpoch = record["stepsPerEpoch"]?.double
    let end = record["totalSteps"]?.double.flatMap { steps in stepsPerEpoch.map { steps / $0 } }
    epochs = lines.filter { $0["event"]?.string == "epoch" }.compactMap {
      RecordedFigures($0, end: end)
    }
    let told = record["state"]?.string.flatMap { State(rawValue: $0) }
    state =
      isInUse
      ? .running
      : record["result"] != nil ? .done : told == .failed ? .failed : .interrupted
  }

  private static func record(
    _ path: String, folder: String
  ) throws(RecordedRunError) -> JSON {
    let bytes: [UInt8]
    do throws(FileReadingError) {
      bytes = try FileReading.bytes(of: path, limit: RunRecord.largestFile)
    } catch {
      throw RecordedRunError(folder: folder, problem: "its run.json \(error.problem)")
    }
    let json: JSON
    do throws(JSONError) {
      json = try JSON(reading: bytes)
    } catch {
      throw RecordedRunError(folder: folder, problem: "its run.json is no JSON, \(error)")
    }
    guard json["architecture"]?.string != nil, json["recipe"]?["name"]?.string != nil else {
      throw RecordedRunError(
        folder: folder, problem: "its run.json names no architecture and no recipe")
    }
    return json
  }
}

/// The figures of a line of `metrics.jsonl`.
public struct RecordedFigures: Hashable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// Where the line lies on an axis of epochs: 1.5 is the middle of the second.
  public let position: Double
  /// The running mean loss in training.
  public let trainLoss: Double?
  /// The running accuracy in training, 0...1.
  public let trainAccuracy: Double?
  /// The mean loss on the validation part.
  public let validationLoss: Double?
  /// The accuracy on the validation part, 0...1.
  public let validationAccuracy: Double?
  /// The mean loss on the test set, where it was measured.
  public let testLoss: Double?
  /// The accuracy on the test set, where it was measured, 0...1.
  public let testAccuracy: Double?
  /// The rate of the last step.
  public let learningRate: Double?
  /// Images trained a second.
  public let examplesPerSecond: Double?
  /// Wall time of the epoch.
  public let seconds: Double?
  /// Whether the epoch was the best so far.
  public let isKept: Bool

  /// The figures of a line; nil where it has no epoch that can be.
  ///
  /// A run may end inside its last epoch, at `end` in epochs.
  init?(_ line: JSON, end: Double? = nil) {
    guard let epoch = line["epoch"]?.wholeNumber, 1...Recipe.largestEpochs ~= epoch else {
      return nil
    }
    self.epoch = epoch
    if let step = line["step"]?.double, let steps = line["stepsPerEpoch"]?.double, steps > 0 {
      position = Double(epoch - 1) + min(max(step / steps, 0), 1)
    } else {
      position = min(Double(epoch), max(end ?? Double(epoch), Double(epoch - 1)))
    }
    trainLoss = line["trainLoss"]?.double
    trainAccuracy = line["trainAccuracy"]?.double
    validationLoss = line["validationLoss"]?.double
    validationAccuracy = line["validationAccuracy"]?.double
    testLoss = line["testLoss"]?.double
    testAccuracy = line["testAccuracy"]?.double
    learningRate = line["learningRate"]?.double
    examplesPerSecond = line["examplesPerSecond"]?.double
    seconds = line["seconds"]?.double
    isKept = line["kept"] == .bool(true)
  }
}

/// Why a run's folder does not tell of a run.
public struct RecordedRunError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder.
  public let folder: String
  /// What is wrong, as a part of a sentence.
  public let problem: String

  /// One sentence.
  public var description: String {
    "The folder \(folder) tells of no run: \(problem); give a folder that 'lenet train' has made."
  }
}
