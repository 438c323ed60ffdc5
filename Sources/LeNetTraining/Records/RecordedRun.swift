public import LeNetModel

/// A run read from its folder, still training, complete or stopped.
public struct RecordedRun: Sendable {
  /// How far a run is, or how it ended.
  public enum State: String, Sendable, CaseIterable {
    /// A process is training in the folder.
    case running
    /// The run is complete.
    case done
    /// It was stopped or killed, and can be resumed.
    case interrupted
    /// It failed.
    case failed
  }

  /// The folder.
  public let folder: String
  /// The content of `run.json`.
  public let record: JSON
  /// The figures within epochs, in order.
  public let steps: [RecordedFigures]
  /// The figures of epochs, in order.
  public let epochs: [RecordedFigures]
  /// How far it is, or how it ended.
  public let state: State
  /// The trained network; nil if nothing in the folder describes it.
  public let network: NetworkValues?
  /// A fingerprint of starting values that came from a model; nil if the seed drew them.
  public let initial: String?
  /// Fingerprints of the models that chose the images; empty if all were taken.
  public let earlier: [String]

  /// The size limit of `metrics.jsonl`, in bytes.
  static let largestMetrics = 1 << 28

  /// Reads `run.json` and `metrics.jsonl`, without incomplete lines.
  ///
  /// Throws if there is no `run.json` or it does not describe a run.
  public init(reading folder: String) throws(RecordedRunError) {
    func file(_ name: String) -> String {
      folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
    self.folder = folder
    let isInUse = RunFolder.isInUse(folder)
    record = try Self.record(file(RunFolder.recordName), folder: folder)
    // Records of an earlier version have only the recipe's network; the model has the trained one.
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
      // A new run has no such file yet.
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
      throw RecordedRunError(folder: folder, problem: "its run.json is not valid JSON, \(error)")
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
  /// The position in epochs: 1.5 is the middle of the second epoch.
  public let position: Double
  /// The running mean loss in training.
  public let trainLoss: Double?
  /// The running accuracy in training, 0...1.
  public let trainAccuracy: Double?
  /// The mean loss on the validation part.
  public let validationLoss: Double?
  /// The accuracy on the validation part, 0...1.
  public let validationAccuracy: Double?
  /// The mean loss on the test set, if measured.
  public let testLoss: Double?
  /// The accuracy on the test set, if measured, 0...1.
  public let testAccuracy: Double?
  /// The rate of the last step.
  public let learningRate: Double?
  /// Training images per second.
  public let examplesPerSecond: Double?
  /// The wall time of the epoch.
  public let seconds: Double?
  /// Whether the epoch was the best so far.
  public let isKept: Bool

  /// The figures of a line; nil without a valid epoch.
  ///
  /// A run may end within its last epoch, at `end` in epochs.
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

/// Why a folder does not hold a readable run.
public struct RecordedRunError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The folder.
  public let folder: String
  /// What is wrong, as a part of a sentence.
  public let problem: String

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    "the folder \(folder) does not hold a run: \(problem); give the folder of a run"
  }
}
