import LeNetEngine

/// One process's part of a run, as in `run.json`; a resumed run has several.
package struct RunSegment: Codable, Sendable {
  /// When it began, as in `2026-01-31T09:05:00Z`.
  package var started: String?
  /// When it ended; nil while it trains or where it was killed.
  package var ended: String?
  /// Seconds between the two.
  package var seconds: Double?
  /// How far it is, or how it ended.
  package var state: RunState?
  /// The program's version.
  package var version: String?
  /// Steps of the whole run that were done when it began.
  package var firstStep: Int?
  /// What it was computed on.
  package var machine: Platform?
  /// Why it failed, in one sentence.
  package var problem: String?
  /// The command line, where there is one.
  package var command: String?

  /// What a part of a run is computed on.
  package struct Platform: Codable, Sendable {
    /// The processor's name.
    package var processor: String?
    /// The instruction set.
    package var instructions: String?
    /// Threads at work.
    package var threads: Int?
    /// The operating system and its kernel.
    package var system: String?
  }

  /// The part that begins at a time in seconds since 1970, on this machine.
  init(started: Double, command: String?, threads: Int, instructions: String) {
    self.started = WallClock.text(started)
    self.command = command
    (state, version, firstStep) = (.running, LeNetVersion.current, 0)
    machine = Platform(
      processor: Machine.processor, instructions: instructions, threads: threads,
      system: Machine.system)
  }

  /// Notes the end, in seconds since 1970, and the seconds that the segment took.
  mutating func end(
    _ state: RunState, at time: Double, after seconds: Double, problem: String? = nil
  ) {
    self.state = state
    self.problem = problem
    ended = WallClock.text(time)
    self.seconds = max(0, (seconds * 1000).rounded() / 1000)
  }
}

/// How far a run or a part of it is, or how it ended.
public enum RunState: String, Codable, Sendable, CaseIterable {
  /// A process trains in the folder.
  case running
  /// The run is complete.
  case done
  /// It was stopped or killed, and can be resumed.
  case interrupted
  /// It could not go on.
  case failed

  /// Reads a state; one that only a later version knows counts as interrupted.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self = RunState(rawValue: text) ?? .interrupted
  }
}
