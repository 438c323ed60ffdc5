import LeNetModel
package import LeNetText

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
  public var json: String? { object?.text }

  /// The event as an object; nil for progress.
  package var object: JSON? {
    switch self {
    case .progress: nil
    case .started(let values): Self.line("started", Self.fields(of: values.recorded))
    case .resumed(let epoch, let step):
      Self.line("resumed", ["epoch": .integer(epoch), "step": .integer(step)])
    case .warning(let message): Self.line("warning", ["message": .string(message)])
    case .step(let metrics): metrics.line.json
    case .epoch(let metrics): metrics.line.json
    case .done(let metrics):
      // `model` is null if no model file was written.
      Self.line("done", ["model": .null], Self.fields(of: metrics.recorded))
    }
  }

  private static func line(_ event: String, _ fields: [String: JSON]...) -> JSON {
    .object(fields.reduce(into: ["event": .string(event)]) { $0.merge($1) { _, new in new } })
  }

  /// The members of a record, none of which has a number that is not finite.
  private static func fields(of record: some Encodable) -> [String: JSON] {
    guard case .object(let fields) = try? JSON(encoding: record) else { return [:] }
    return fields
  }
}
