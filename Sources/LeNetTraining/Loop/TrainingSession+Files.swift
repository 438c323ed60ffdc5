import LeNetData
import LeNetEngine
import LeNetModel

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
    try writer.openEvents(EventContext(run))
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
    try writer.openEvents(EventContext(run))
    if state.kept != nil { try writeModel() }
    isToldAgain = isFinished
    guard !isFinished else { return }
    try writeRecord(nil)
    try writer.flush()
    let instructions = run.options.instructions
    if let last = state.instructions.last, last != instructions {
      onEvent(
        .warning(
          """
          the run was trained with the instruction set \(last.rawValue) and continues with \
          \(instructions.rawValue): its model will have other bits than one trained with either
          """))
      state.instructions.append(instructions)
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
      return TensorBoardEvent.figures(
        of: .object(metrics.fields), step: stepsDone, wallTime: wallTime)
    case .epoch(let metrics):
      // Limits the size of the files of long runs.
      let isDrawn = metrics.epoch % ((run.epochs - 1) / 100 + 1) == 0
      return TensorBoardEvent.figures(
        of: .object(metrics.fields), step: stepsDone, wallTime: wallTime,
        histograms: isDrawn ? histograms : [])
    default:
      return TensorBoardEvent.figures(of: .null, step: stepsDone, wallTime: wallTime)
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
        instructions: state.instructions, epochs: kept.steps / run.stepsPerEpoch,
        steps: kept.steps),
      parameters: kept.parameters)
  }

  /// Writes `run.json`.
  func writeRecord(_ result: DoneMetrics?) throws(TrainingError) {
    try writer?.write(
      RunRecord(
        identity: state.identity, instructions: state.instructions, sizes: run.sizes,
        earlier: earlier, part: part, result: result))
  }

  /// Writes the result of a complete run, unless it is already there.
  func writeEnd(_ metrics: DoneMetrics) throws(TrainingError) {
    guard let writer, let folder else { return }
    let end = TensorBoardEvent.end(
      of: .object(metrics.fields), step: stepsDone, wallTime: WallClock.seconds)
    try writer.append(event: end)
    if isToldAgain, RunRecord.isComplete(folder.file(RunFolder.recordName)) { return }
    part.state = .done
    part.ended = WallClock.seconds
    try writeRecord(metrics)
  }

  /// Writes the end of this part of the run, if the folder is still writable.
  func end(_ state: RunPart.State, problem: String? = nil) throws(TrainingError) {
    guard !isToldAgain else { return try writer?.flush() ?? () }
    part.state = state
    part.problem = problem
    part.ended = WallClock.seconds
    try writeRecord(nil)
    try writer?.flush()
  }

  /// Warns once if TensorBoard's events are no longer written.
  func tellOfEvents(_ onEvent: (TrainingEvent) -> Void) {
    guard let problem = writer?.takeEventsProblem() else { return }
    onEvent(
      .warning(
        "TensorBoard's events are incomplete, the rest of the run is not affected: \(problem)"))
  }
}
