import LeNetFiles
import LeNetText
import LeNetModel

/// A run read from its folder, still training, complete or stopped.
public struct RecordedRun: Sendable {
  /// The folder.
  public let folder: String
  /// The content of `run.json`.
  package let record: RunRecord
  /// The figures within epochs, in order.
  public let steps: [MetricsLine]
  /// The figures of epochs, in order.
  public let epochs: [MetricsLine]
  /// How far it is, or how it ended.
  public let state: RunState
  /// The trained network; nil if nothing in the folder describes it.
  public let network: NetworkValues?
  /// A fingerprint of starting values that came from a model; nil if the seed drew them.
  public let initial: String?
  /// Fingerprints of the models that chose the images; empty if all were taken.
  public let earlier: [String]

  /// Reads `run.json` and `metrics.jsonl`, without incomplete lines.
  ///
  /// Throws if there is no `run.json` or it does not describe a run.
  public init(reading folder: String) throws(RecordedRunError) {
    try self.init(reading: folder, most: nil)
  }

  /// Reads a run; of very long ones only about `most` figures of each kind, the newest.
  package init(reading folder: String, most: Int?) throws(RecordedRunError) {
    self.folder = folder
    let isInUse = RunFolder.isInUse(folder)
    let record = try RunRecord(reading: folder)
    self.record = record
    if let description = record.network {
      network = NetworkValues(description) ?? Self.network(of: record)
      initial = record.initial
      earlier = record.earlier ?? []
    } else {
      // The record of an earlier version has only the recipe's network; the model has the trained one.
      let header = [RunFolder.modelName, RunFolder.checkpointName].lazy
        .compactMap { ModelFile.metadata(of: joinPath(folder, $0)) }.first
      network = header?["architecture"].flatMap { NetworkValues($0) } ?? Self.network(of: record)
      let settings = header?["training"]?["settings"]
      initial = settings?["initial"]?.string
      earlier = settings?["earlier"]?.array?.compactMap(\.string) ?? []
    }
    // A run that has just begun has no such file yet.
    let metrics = joinPath(folder, RunFolder.metricsName)
    let figures = (try? MetricsLine.figures(of: metrics, most: most)) ?? (steps: [], epochs: [])
    steps = figures.steps
    let end = record.totalSteps.flatMap { steps in
      record.stepsPerEpoch.map { Double(steps) / Double($0) }
    }
    epochs = figures.epochs.map { line in
      var line = line
      line.end = end
      return line
    }
    state =
      isInUse
      ? .running
      : record.result != nil ? .done : record.state == .failed ? .failed : .interrupted
  }

  /// The recipe's own network.
  private static func network(of record: RunRecord) -> NetworkValues? {
    record.recipe["architecture"].flatMap { NetworkValues($0) }
  }
}
