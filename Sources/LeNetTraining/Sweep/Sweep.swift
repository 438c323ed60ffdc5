import Dispatch
import Synchronization

/// Many trainings, several at a time, each with its own settings and seed.
package struct Sweep: Sendable {
  /// One training of a sweep.
  package struct Trial: Sendable {
    /// Which setting, counted from 0.
    package let setting: Int
    /// What is trained.
    package let run: TrainingRun

    /// One training of a sweep.
    package init(setting: Int, run: TrainingRun) {
      self.setting = setting
      self.run = run
    }
  }

  /// How a trial ended.
  package enum Outcome: Sendable {
    /// With a model, measured on the run's test part.
    case finished(TrainingResult)
    /// With a loss that is no number, as too large a learning rate gives it.
    case diverged(NonFiniteLoss)
  }

  /// What is trained, in the order in which it begins.
  package let trials: [Trial]

  /// A sweep of these trainings.
  package init(_ trials: [Trial]) {
    self.trials = trials
  }

  /// Trains all of it, so many at a time, and gives an outcome for every trial; nil for those that were stopped.
  ///
  /// Both closures are called on the threads that train, `onEnd` by one at a time. The outcomes depend neither on
  /// the number of jobs nor on which trial ends first. A loss that is no number ends its trial only; throws the first
  /// other error, after the trials at work have saved and stopped.
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
          // Others may take their next trial meanwhile.
          telling.withLock { _ in onEnd(index, outcome) }
        } catch {
          failed.store(true, ordering: .relaxed)
          state.withLock { $0.error = $0.error ?? error }
        }
      }
    }
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, trials.count))) { _ in work() }
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
  /// The figures, one a run.
  package let values: [Double]

  /// Figures of at least one run.
  package init(_ values: [Double]) {
    precondition(!values.isEmpty, "figures of no run")
    self.values = values
  }

  /// Their mean.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Their sample deviation, with n - 1; nil for one figure.
  package var deviation: Double? {
    guard values.count > 1 else { return nil }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
