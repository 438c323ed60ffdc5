import LeNetData
import LeNetEngine
import LeNetModel
import LeNetText

// The order of writes: the checkpoint comes first of all when a run starts. At the end of an epoch
// its line in metrics.jsonl is on the disk before the checkpoint that counts it, and the model,
// which the checkpoint also holds, comes last. So a kill between any two leaves a folder that goes
// on to the same end. The writer keeps this order where it leaves out what has become old.
extension TrainingSession {
  /// The first files of a new run.
  func start() throws(TrainingError) {
    guard let writer else { return }
    try checkFinite()
    try writer.write(state)
    try writeRecord(nil)
    try writer.openMetrics(keeping: 0)
    try writer.openEvents(eventContext)
  }

  /// Makes the other files match the checkpoint, and reports the resumption.
  func resume(
    with writer: RunWriter, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    // The end of the run within an epoch counted as its end, but a longer run continues the epoch.
    let isFinished =
      stepsDone >= run.totalSteps || (state.metricsLinesOfWholeEpochs == nil && isOutOfPatience)
    let before = state.identity.recipe.length
    state.identity = run.identity.startingAs(state.identity)
    if !isFinished, let lines = state.metricsLinesOfWholeEpochs {
      // The last epoch ended early with the run, which is now longer, so it continues.
      state.metricsLines = lines
      state.metricsLinesOfWholeEpochs = nil
      state.position.epochs -= 1
    }
    let wanted = state.metricsLines
    try writer.openMetrics(keeping: wanted)
    if writer.metricsLines < wanted, let path = folder?.file(RunFolder.metricsName) {
      onEvent(.warning("the file \(path) lacks lines of earlier epochs; the run continues"))
    }
    try writer.openEvents(eventContext)
    if state.kept != nil { try writeModel() }
    isToldAgain = isFinished
    if isFinished, stepsDone < run.totalSteps, run.recipe.length != before {
      onEvent(
        .warning(
          """
          the run ended after epoch \(state.position.epochs) by its patience, so it does not go on to \
          \(run.recipe.length); to train longer, start another run from its model
          """))
    }
    guard !isFinished else { return }
    try writeRecord(nil)
    try writer.flush()
    let identity = run.options.device.identity
    if let last = state.computedBy.last, last != identity {
      onEvent(
        .warning(
          """
          the run was trained with the instruction set \(last.rawValue) and continues with \
          \(identity.rawValue): its model will have other bits than one trained with either
          """))
      state.computedBy.append(identity)
    }
    let length = run.recipe.length
    if length != before, stepsDone > 0, run.recipe.schedule.dependsOnLength {
      onEvent(
        .warning(
          """
          the schedule \(run.recipe.schedule.name) is stretched from \(before) to \(length): the \
          steps so far had the rates of the shorter run, the others have those of the longer one
          """))
    }
    onEvent(.resumed(epoch: epoch, step: stepsOfEpochDone))
  }

  private var eventContext: EventContext {
    EventContext(state.identity, stepsPerEpoch: run.stepsPerEpoch, totalSteps: run.totalSteps)
  }

  /// Adds an event to `metrics.jsonl` and reports it.
  func tell(
    _ event: TrainingEvent, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    if let writer, let line = event.json {
      try writer.append(line, event: record(of: event))
    }
    onEvent(event)
  }

  /// The event as TensorBoard reads it, with the spread of the weights at the ends of epochs.
  private func record(of event: TrainingEvent) -> [UInt8] {
    let wallTime = WallClock.seconds
    switch event {
    case .step(let metrics):
      // At the end of an epoch its own line follows with the same figures.
      let isRepeated = metrics.step == metrics.stepsPerEpoch || stepsDone == run.totalSteps
      return TensorBoardEvent.figures(
        of: isRepeated ? nil : metrics.line, step: stepsDone, wallTime: wallTime)
    case .epoch(let metrics):
      // Limits the size of the files of long runs.
      let isDrawn = metrics.epoch % ((run.epochs - 1) / 100 + 1) == 0
      return TensorBoardEvent.figures(
        of: metrics.line, step: stepsDone, wallTime: wallTime,
        histograms: isDrawn ? histograms : [])
    default:
      return TensorBoardEvent.figures(of: nil, step: stepsDone, wallTime: wallTime)
    }
  }

  private var histograms: [WeightHistogram] {
    let values = engine.parameters
    return run.layout.parameters.filter(\.trainable).compactMap {
      WeightHistogram(name: "weights/\($0.name)", values: values[$0.range])
    }
  }

  /// Writes a checkpoint; throws if a parameter is not finite.
  func save() throws(TrainingError) {
    guard let writer else { return }
    try checkFinite()
    state.parameters = Parameters(layout: run.layout, values: engine.parameters)
    state.moments = engine.moments
    state.metricsLines = writer.metricsLines
    try writer.write(state)
    noteSaved()
  }

  /// Writes the model of the kept epoch.
  func writeModel() throws(TrainingError) {
    guard let writer, let kept = state.kept else { return }
    try writer.write(model(of: kept))
  }

  /// The model of a kept epoch, with its training record.
  func model(of kept: KeptEpoch) -> ModelFile {
    ModelFile(
      preparation: run.preparation, classes: run.data.training.classes,
      training: state.identity.record(
        computedBy: state.computedBy, epochs: kept.steps / run.stepsPerEpoch,
        steps: kept.steps),
      parameters: kept.parameters)
  }

  /// Writes `run.json`.
  func writeRecord(_ result: DoneMetrics?) throws(TrainingError) {
    let identity = state.identity
    try writer?.write(
      RunRecord(
        version: LeNetVersion.current, architecture: identity.recipe.architecture.name,
        recipe: (try? JSON(encoding: identity.recipe)) ?? .null, seed: identity.seed,
        data: identity.data, sha256: identity.hashes,
        instructions: state.computedBy.map(\.rawValue), state: segment.state,
        segments: RunRecord.segments(previous?.segments ?? [], and: segment),
        initial: identity.initial, earlier: identity.earlier,
        // A run that goes on need not name its model again; one that began anew has another start.
        start: run.start?.recorded ?? (identity.initial == nil ? nil : previous?.start),
        network: run.architecture.json, parameters: run.layout.trainableCount,
        stepsPerEpoch: run.stepsPerEpoch, totalSteps: run.totalSteps, epochs: run.epochs,
        images: .init(
          training: run.trainingCount, validation: run.validationCount, test: run.data.test.count),
        heldBack: run.data.holdsBack, testFiles: run.data.test.sha256.keys.sorted(),
        result: result?.recorded))
  }

  /// Writes the result of a complete run, unless it is already there.
  func writeEnd(_ metrics: DoneMetrics) throws(TrainingError) {
    guard let writer else { return }
    let time = WallClock.seconds
    let end = TensorBoardEvent.end(
      loss: metrics.testLoss, accuracy: metrics.testAccuracy, step: stepsDone, wallTime: time)
    try writer.append(event: end)
    if isToldAgain, previous?.result != nil { return }
    segment.end(.done, at: time, after: time - startTime)
    try writeRecord(metrics)
  }

  /// Writes the end of this part of the run, if the folder is still writable.
  func end(_ state: RunState, problem: String? = nil) throws(TrainingError) {
    guard !isToldAgain else { return try writer?.flush() ?? () }
    let time = WallClock.seconds
    segment.end(state, at: time, after: time - startTime, problem: problem)
    try writeRecord(nil)
    try writer?.flush()
  }

  /// Warns once about events that are no longer written, and once about a log that another program has changed.
  func tellOfFiles(_ onEvent: (TrainingEvent) -> Void) {
    if let problem = writer?.takeEventsProblem() {
      onEvent(
        .warning(
          "TensorBoard's events are incomplete, the rest of the run is not affected: \(problem)"))
    }
    if let path = writer?.takeLogChange() {
      onEvent(
        .warning(
          "another program has changed the file \(path), so its earlier lines may be missing; "
            + "the training itself is not affected"))
    }
  }
}
