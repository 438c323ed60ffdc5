import LeNetModel

/// The events of a run.
public enum TrainingEvent: Hashable, Sendable {
  /// A new run starts from the values of a model.
  case started(StartingValues)
  /// The run resumes: the epoch, counted from 1, and the steps done in it.
  case resumed(epoch: Int, step: Int)
  /// A warning, as a sentence without a full stop.
  case warning(String)
  /// The progress, about ten times a second.
  case progress(TrainingProgress)
  /// A metric point within an epoch.
  case step(StepMetrics)
  /// The figures of an epoch.
  case epoch(EpochMetrics)
  /// The result of a finished run.
  case done(DoneMetrics)

  /// The event as a JSON line without its newline, keys sorted; nil for progress.
  public var json: String? {
    switch self {
    case .progress: nil
    case .started(let values): Self.line("started", values.fields)
    case .resumed(let epoch, let step):
      Self.line("resumed", ["epoch": .integer(epoch), "step": .integer(step)])
    case .warning(let message): Self.line("warning", ["message": .string(message)])
    case .step(let metrics): Self.line("step", metrics.fields)
    case .epoch(let metrics): Self.line("epoch", metrics.fields)
    case .done(let metrics): Self.line("done", metrics.fields)
    }
  }

  private static func line(_ event: String, _ fields: [String: JSON]) -> String {
    JSON.object(fields.merging(["event": .string(event)]) { field, _ in field }).text
  }
}
