package import LeNetModel

/// One process's part of a run: a run that was resumed has several.
package struct RunPart: Sendable {
  /// The state of a part of a run.
  package enum State: String, Sendable, CaseIterable {
    /// It is training, or was killed.
    case running
    /// The run is complete.
    case done
    /// It stopped on request, after saving.
    case interrupted
    /// It failed.
    case failed
  }

  /// The time of its start, in seconds since 1970.
  package var started: Double
  /// The time of its end, in seconds since 1970; nil during training.
  package var ended: Double?
  /// Its state.
  package var state: State = .running
  /// Why it failed, in one sentence.
  package var problem: String?
  /// The command line, if there is one.
  package var command: String?
  /// The number of threads.
  package var threads: Int
  /// The instruction set.
  package var instructions: String
  /// The number of steps of the run before this part.
  package var firstStep: Int

  /// The part as an object of `run.json`.
  package var json: JSON {
    var fields: [String: JSON] = [
      "started": .string(WallClock.text(started)), "state": .string(state.rawValue),
      "version": .string(LeNetVersion.current), "firstStep": .integer(firstStep),
      "machine": .object([
        "processor": .string(Machine.processor), "instructions": .string(instructions),
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
