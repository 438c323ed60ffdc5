import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetModel
import LeNetText

/// The changing state of a run: the engine, the position, and the folder.
final class TrainingSession {
  let run: TrainingRun
  let engine: any Engine<Float>
  /// The choice of patterns; nil to take all.
  let boosting: Boosting?
  let folder: RunFolder?
  /// The writer of the folder; nil without a folder.
  let writer: RunWriter?
  /// The state of the run; a save copies its tensors from the engine.
  var state: Checkpoint
  /// What `run.json` told before; nil where there is none, or it cannot be read, which stops no run.
  let previous: RunRecord?
  /// When this process's part of the run began, in seconds since 1970.
  let startTime = WallClock.seconds
  /// This process's part of the run.
  var segment: RunSegment
  /// Whether the run was already complete.
  var isToldAgain = false
  private var meter = ThroughputMeter()
  /// The learning rate of the last step.
  private(set) var learningRate = 0.0

  /// Opens the folder and resumes from its checkpoint, or starts.
  init(_ run: TrainingRun, onEvent: (TrainingEvent) -> Void) throws(TrainingError) {
    self.run = run
    engine = try run.makeEngine()
    boosting = try run.options.boostingMembers.isEmpty ? nil : Boosting(run)
    let identity = run.identity
    do throws(RunFolderError) {
      folder = try run.options.output.map { path throws(RunFolderError) in
        try RunFolder(
          path: path, resume: run.options.resume, writeFile: run.options.writeFile)
      }
    } catch {
      throw .folder(error)
    }
    writer = folder.map {
      RunWriter(folder: $0, preparation: run.preparation, classes: run.data.training.classes)
    }
    segment = RunSegment(
      started: startTime, command: run.options.command, threads: run.options.threads,
      instructions: run.options.device.identity.rawValue)
    previous = folder.flatMap { try? RunRecord(reading: $0.path) }
    if let folder, let writer, folder.hasCheckpoint {
      state = try run.state(in: folder, continuingAs: identity)
      engine.parameters = state.parameters.values
      engine.moments = state.moments
      segment.firstStep = state.position.steps
      try resume(with: writer, onEvent)
    } else {
      state = run.initialState(identity)
      engine.parameters = state.parameters.values
      try start()
      if let values = run.start { onEvent(.started(values)) }
    }
    let rate = run.recipe.learningRate
    if rate < Self.smallRate {
      onEvent(
        .warning(
          "the learning rate \(rate.displayText) is so small that rounding loses most changes of the weights"
        ))
    }
  }

  /// Below it, a gradient of usual size changes no 32-bit weight of usual size.
  private static let smallRate = 1e-12

  // MARK: - Where the run stands

  /// The number of steps of the run so far.
  var stepsDone: Int { state.position.steps }
  /// The current epoch, counted from 1.
  var epoch: Int { stepsDone / run.stepsPerEpoch + 1 }
  /// The number of steps of the current epoch so far.
  var stepsOfEpochDone: Int { stepsDone % run.stepsPerEpoch }
  /// The sums of the current epoch.
  var running: RunningMetrics { state.running }

  /// Whether the recipe's patience is exhausted.
  ///
  /// It follows from the checkpoint, so an interruption does not change it.
  var isOutOfPatience: Bool {
    guard let patience = run.recipe.patience, let kept = state.kept else { return false }
    return state.position.epochs - kept.epoch >= patience
  }

  /// Whether a checkpoint within the epoch is due.
  var isCheckpointDue: Bool {
    guard folder != nil, let seconds = run.options.checkpointSeconds else { return false }
    return meter.secondsSinceSave >= seconds
  }

  // MARK: - Steps

  func beginEpoch() {
    if stepsOfEpochDone == 0 { state.running = RunningMetrics() }
    meter.beginEpoch()
  }

  /// Estimates the curvature for an epoch's steps, on patterns that differ from epoch to
  /// epoch; it stays the same within an epoch, also after resuming.
  func estimateRates(from images: DatasetBatch) {
    guard case .levenbergMarquardt(let mu, let patterns) = run.recipe.optimizer,
      stepsOfEpochDone == 0
    else { return }
    let count = min(patterns, run.trainingCount)
    let start = (epoch - 1) * patterns % (run.trainingCount - count + 1)
    engine.estimateRates(from: images.moved(to: start..<start + count), mu: mu)
  }

  /// One step: gradient of the batch, update, sums; throws if the loss is not finite.
  func train(_ batch: DatasetBatch) throws(TrainingError) {
    let (recipe, step) = (run.recipe, stepsDone)
    let rate = recipe.schedule.rate(
      base: recipe.learningRate, step: step, totalSteps: run.totalSteps,
      stepsPerEpoch: run.stepsPerEpoch)
    let rule = recipe.optimizer.rule(learningRate: rate, step: step + 1)
    let dropout = DropoutKey(seed: run.options.seed, epoch: UInt32(epoch))
    learningRate = rate
    let result = meter.timeStep(examples: batch.count) { [engine] in
      let result = engine.computeGradient(of: batch, dropout: dropout)
      engine.update(rule)
      return result
    }
    guard result.lossSum.isFinite else { throw notFinite(afterSteps: step + 1) }
    state.running.add(
      examples: result.count, lossSum: result.lossSum, correct: result.correct)
    state.position.steps += 1
  }

  /// Training images per second in this epoch.
  var examplesPerSecond: Double { meter.examplesPerSecond }

  func progress(step: Int, of steps: Int, epoch: Int) -> TrainingProgress? {
    guard meter.isProgressDue(always: step == steps) else { return nil }
    return TrainingProgress(
      epoch: epoch, epochs: run.epochs, step: step, stepsPerEpoch: steps, loss: running.loss,
      accuracy: running.accuracy, learningRate: learningRate,
      examplesPerSecond: meter.examplesPerSecond,
      secondsLeft: meter.secondsLeft(steps: run.totalSteps - stepsDone),
      fraction: Double(stepsDone) / Double(run.totalSteps))
  }

  // MARK: - Ends of epochs

  /// The sums on the validation split; nil without one.
  func measureValidation() throws(TrainingError) -> RunningMetrics? {
    guard run.validationCount > 0 else { return nil }
    let batch = DatasetBatch(run.data.training, order: run.validationIndices)
    let evaluation = engine.evaluation(of: batch)
    guard evaluation.loss.isFinite else { throw notFinite(afterSteps: stepsDone) }
    var sums = RunningMetrics()
    sums.add(
      examples: evaluation.count, lossSum: evaluation.lossSum,
      correct: evaluation.correct)
    return sums
  }

  /// Keeps the parameters if they are the best so far; returns whether they are.
  func keep(_ validation: RunningMetrics?) -> Bool {
    let monitor = run.recipe.monitor ?? .accuracy
    if let kept = state.kept, !kept.isBeaten(by: validation, monitor: monitor) { return false }
    state.kept = KeptEpoch(
      epoch: state.position.epochs + 1, steps: stepsDone, validation: validation,
      parameters: Parameters(layout: run.layout, values: engine.parameters))
    return true
  }

  /// Ends the epoch and returns its figures, before their line is written.
  func endEpoch(
    validation: RunningMetrics?, test: Evaluation?, isKept: Bool
  ) -> EpochMetrics {
    if stepsOfEpochDone != 0 { state.metricsLinesOfWholeEpochs = writer?.metricsLines }
    state.position.epochs += 1
    return EpochMetrics(
      epoch: state.position.epochs, trainLoss: running.loss, trainAccuracy: running.accuracy,
      validationLoss: validation?.loss, validationAccuracy: validation?.accuracy,
      testLoss: test?.loss, testAccuracy: test?.accuracy, learningRate: learningRate,
      examplesPerSecond: meter.examplesPerSecond, seconds: meter.epochSeconds, kept: isKept,
      effectiveRates: effectiveRates)
  }

  /// The effective rates of the last step, if the optimizer has one per parameter.
  private var effectiveRates: EffectiveRates? {
    guard case .levenbergMarquardt = run.recipe.optimizer else { return nil }
    let factors = engine.moments[0]
    var rates: [Double] = []
    let multiples = run.recipe.tensorRates.factors(in: run.layout)
    for (tensor, multiple) in zip(run.layout.parameters, multiples) where multiple != 0 {
      let absent = tensor.absent
      for i in 0..<tensor.count where !absent.contains(where: { $0.contains(i) }) {
        rates.append(multiple * learningRate * Double(factors[tensor.offset + i]))
      }
    }
    return EffectiveRates(of: rates)
  }

  /// Evaluates the kept epoch on the test set and writes the last files.
  func finish(onEvent: (TrainingEvent) -> Void) throws(TrainingError) -> TrainingResult {
    // A run has at least one step, so at least one epoch has ended and is kept.
    guard let kept = state.kept else { preconditionFailure("a finished run has kept no epoch") }
    engine.parameters = kept.parameters.values
    let test = engine.evaluation(of: DatasetBatch(run.data.test))
    guard test.loss.isFinite else { throw .data(.notFinite(data: run.data.test.name)) }
    try writeModel()
    let path = folder?.file(RunFolder.modelName)
    let metrics = DoneMetrics(
      testLoss: test.loss, testAccuracy: test.accuracy, testErrors: test.errors,
      testTotal: test.count, seconds: meter.runSeconds, model: path, keptEpoch: kept.epoch,
      computedBy: run.options.device.identity,
      stoppedEpoch: stepsDone < run.totalSteps ? state.position.epochs : nil)
    try writeEnd(metrics)
    try writer?.flush()
    tellOfFiles(onEvent)
    onEvent(.done(metrics))
    return TrainingResult(
      model: model(of: kept), keptEpoch: kept.epoch, test: test, seconds: metrics.seconds,
      computedBy: metrics.computedBy, modelPath: path)
  }

  // MARK: - Bad numbers

  /// Throws if a parameter is not finite, before the network is evaluated or saved.
  func checkFinite() throws(TrainingError) {
    guard engine.parameters.allSatisfy(\.isFinite) else { throw notFinite(afterSteps: stepsDone) }
  }

  /// The error for a loss that is not finite at the last of `steps` steps.
  private func notFinite(afterSteps steps: Int) -> TrainingError {
    let last = max(0, steps - 1)
    return .notFinite(
      NonFiniteLoss(
        epoch: last / run.stepsPerEpoch + 1, step: last % run.stepsPerEpoch + 1,
        learningRate: learningRate, baseRate: run.recipe.learningRate,
        folder: folder.flatMap { $0.hasCheckpoint ? $0.path : nil }, hasModel: state.kept != nil))
  }

  /// Records the time of a checkpoint.
  func noteSaved() { meter.saved() }
}
