package import LeNetEngine
package import LeNetModel

/// One process's part of a run: a run that was gone on with has several.
package struct RunPart: Sendable {
  /// How far a part of a run is, or how it ended.
  package enum State: String, Sendable, CaseIterable {
    /// It trains, unless it was killed.
    case running
    /// The run is complete.
    case done
    /// It was asked to stop, and saved.
    case interrupted
    /// It could not go on.
    case failed
  }

  /// When it began, in seconds since 1970.
  package var started: Double
  /// When it ended, in seconds since 1970; nil while it trains.
  package var ended: Double?
  /// How far it is, or how it ended.
  package var state: State = .running
  /// Why it failed, in one sentence.
  package var problem: String?
  /// The command line, where there is one.
  package var command: String?
  /// Threads at work.
  package var threads: Int
  /// What computes.
  package var computedBy: ComputeIdentity
  /// Steps of the whole run that were done when it began.
  package var firstStep: Int

  /// The part as an object of `run.json`.
  package var json: JSON {
    var fields: [String: JSON] = [
      "started": .string(WallClock.text(started)), "state": .string(state.rawValue),
      "version": .string(LeNetVersion.current), "firstStep": .integer(firstStep),
      "machine": .object([
        "processor": .string(Machine.processor), "instructions": .string(computedBy.rawValue),
        "threads": .integer(threads), "system": .string(Machine.system),
      ]),
    ]
    if let ended {
      fields["ended"] = .string(WallClock.text(ended))
      fields["seconds"] = JSON(max(0, ((ended - started) * 1000).rounded() / 1000))
    }
    fields["problem"] = problem.map(JSON.string)
    fields["command"] = command.map(JSON.string)
    return .object(fields)
  }
}
