import LeNetEvaluation

/// Times of one process's part of a run; models and checkpoints do not depend on them.
struct ThroughputMeter {
  private let clock = ContinuousClock()
  private let runStart: ContinuousClock.Instant
  private var epochStart: ContinuousClock.Instant
  private var lastProgress: ContinuousClock.Instant
  private var lastSave: ContinuousClock.Instant
  private var trainingTime = Duration.zero
  private var examples = 0
  private var steps = 0

  /// The least time between two progress events.
  private static let progressInterval = Duration.milliseconds(100)

  init() {
    runStart = clock.now
    epochStart = runStart
    lastProgress = runStart
    lastSave = runStart
  }

  mutating func beginEpoch() {
    epochStart = clock.now
    trainingTime = .zero
    examples = 0
  }

  mutating func saved() { lastSave = clock.now }

  /// Runs a step and counts its time as training.
  mutating func timeStep<Value>(examples count: Int, _ step: () -> Value) -> Value {
    let start = clock.now
    let value = step()
    trainingTime += clock.now - start
    examples += count
    steps += 1
    return value
  }

  /// Whether a progress event is due; if so, restarts the interval.
  mutating func isProgressDue(always: Bool) -> Bool {
    let now = clock.now
    guard always || now - lastProgress >= Self.progressInterval else { return false }
    lastProgress = now
    return true
  }

  /// The wall time of the process's part of the run.
  var runSeconds: Double { (clock.now - runStart).seconds }

  /// Wall time of its part of the epoch.
  var epochSeconds: Double { (clock.now - epochStart).seconds }

  /// Time since the last checkpoint.
  var secondsSinceSave: Double { (clock.now - lastSave).seconds }

  /// Images per second of training time in this epoch.
  var examplesPerSecond: Double {
    trainingTime > .zero ? Double(examples) / trainingTime.seconds : 0
  }

  /// The estimated time for `steps` more steps, with evaluation and saving.
  func secondsLeft(steps left: Int) -> Double {
    steps == 0 ? 0 : runSeconds / Double(steps) * Double(left)
  }
}
