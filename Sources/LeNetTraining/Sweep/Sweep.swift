import LeNetThreads
import Synchronization

/// Many trainings, several in parallel, each with its settings and seed.
package struct Sweep: Sendable {
  /// One training of a sweep.
  package struct Trial: Sendable {
    /// The number of the setting, counted from 0.
    package let setting: Int
    /// The training.
    package let run: TrainingRun

    /// One training of a sweep.
    package init(setting: Int, run: TrainingRun) {
      self.setting = setting
      self.run = run
    }
  }

  /// The outcome of a trial.
  package enum Outcome: Sendable {
    /// A model, evaluated on the run's test split.
    case finished(TrainingResult)
    /// A loss that is not finite, as with a too large learning rate.
    case diverged(NonFiniteLoss)
  }

  /// The trainings, in the order of their start.
  package let trials: [Trial]

  /// A sweep of trainings.
  package init(_ trials: [Trial]) {
    self.trials = trials
  }

  /// Trains all trials, `jobs` in parallel, and returns the outcome of each; nil for those that were stopped.
  ///
  /// The training threads call both closures, `onEnd` one at a time. The outcomes depend neither on
  /// the number of jobs nor on the order of ends. A loss that is not finite ends only its trial. Throws the first
  /// other error, after the running trials have saved and stopped.
  package func run(
    jobs: Int, shouldStop: @escaping @Sendable () -> Bool = { false },
    onEnd: @escaping @Sendable (_ trial: Int, Outcome) -> Void = { _, _ in }
  ) throws(TrainingError) -> [Outcome?] {
    let state = Mutex(State(outcomes: Array(repeating: nil, count: trials.count)))
    let telling = Mutex(())
    let failed = Atomic(false)
    @Sendable func isStopped() -> Bool { failed.load(ordering: .relaxed) || shouldStop() }
    @Sendable func work() {
      while !isStopped(), let index = state.withLock({ $0.takeNext() }) {
        do throws(TrainingError) {
          guard let outcome = try Self.outcome(of: trials[index], isStopped) else { continue }
          state.withLock { $0.outcomes[index] = outcome }
          // Other threads can take their next trial in the meantime.
          telling.withLock { _ in onEnd(index, outcome) }
        } catch {
          failed.store(true, ordering: .relaxed)
          state.withLock { $0.error = $0.error ?? error }
        }
      }
    }
    let threads = max(1, min(jobs, trials.count))
    inParallel(threads, threads: threads) { _ in work() }
    let end = state.withLock { $0 }
    if let error = end.error { throw error }
    return end.outcomes
  }

  private static func outcome(
    of trial: Trial, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> Outcome? {
    do throws(TrainingError) {
      guard case .finished(let result) = try trial.run.run(shouldStop: shouldStop) else {
        return nil
      }
      return .finished(result)
    } catch {
      guard case .notFinite(let loss) = error else { throw error }
      return .diverged(loss)
    }
  }

  private struct State {
    var outcomes: [Outcome?]
    var next = 0
    var error: TrainingError?

    mutating func takeNext() -> Int? {
      guard next < outcomes.count else { return nil }
      defer { next += 1 }
      return next
    }
  }
}

/// Figures of several runs.
package struct SweepFigures: Hashable, Sendable {
  /// The figures, one per run.
  package let values: [Double]

  /// Figures of at least one run.
  package init(_ values: [Double]) {
    precondition(!values.isEmpty, "figures of no run")
    self.values = values
  }

  /// The mean of the figures.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The sample standard deviation, with n - 1; nil for one figure.
  package var standardDeviation: Double? {
    guard values.count > 1 else { return nil }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
