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

  /// Brings the other files to where the checkpoint stands, and tells of it.
  func resume(
    with writer: RunWriter, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    // An end inside an epoch counted as one, which it is not where the run is made longer.
    let isFinished =
      stepsDone >= run.totalSteps || (state.metricsLinesOfWholeEpochs == nil && isOutOfPatience)
    let before = state.identity.recipe.length
    state.identity = run.identity.startingAs(state.identity)
    if !isFinished, let lines = state.metricsLinesOfWholeEpochs {
      // The last epoch ended midway with the run, which is now longer: it goes on.
      state.metricsLines = lines
      state.metricsLinesOfWholeEpochs = nil
      state.position.epochs -= 1
    }
    let wanted = state.metricsLines
    try writer.openMetrics(keeping: wanted)
    if writer.metricsLines < wanted, let path = folder?.file(RunFolder.metricsName) {
      onEvent(.warning("The file \(path) lacks lines of earlier epochs; the run goes on."))
    }
    try writer.openEvents(EventContext(run))
    if state.kept != nil { try writeModel() }
    isToldAgain = isFinished
    guard !isFinished else { return }
    try writeRecord(nil)
    try writer.flush()
    let identity = run.options.device.identity
    if let last = state.computedBy.last, last != identity {
      onEvent(
        .warning(
          """
          The run was trained with the instruction set \(last.rawValue) so far and goes on with \
          \(identity.rawValue): its model will have other bits than one trained with either.
          """))
      state.computedBy.append(identity)
    }
    let length = run.recipe.length
    if length != before, stepsDone > 0, run.recipe.schedule.dependsOnLength {
      onEvent(
        .warning(
          """
          The schedule \(run.recipe.schedule.name) is stretched from \(before) to \(length): the \
          steps so far had the rates of the shorter run, the others have those of the longer one.
          """))
    }
    onEvent(.resumed(epoch: epoch, step: stepsOfEpochDone))
  }

  /// Adds an event to `metrics.jsonl` and tells it.
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
      // A long run shall not have gigabytes of them.
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

  /// Hands over the checkpoint of this moment; throws where a parameter is not finite.
  func save() throws(TrainingError) {
    guard let writer else { return }
    try checkFinite()
    state.parameters = Parameters(layout: run.layout, values: engine.parameters)
    state.moments = engine.moments
    state.metricsLines = writer.metricsLines
    try writer.write(state)
    noteSaved()
  }

  /// Hands over the model of the kept epoch.
  func writeModel() throws(TrainingError) {
    guard let writer, let kept = state.kept else { return }
    try writer.write(model(of: kept))
  }

  /// The model of a kept epoch, with how it came to be.
  func model(of kept: KeptEpoch) -> ModelFile {
    ModelFile(
      preparation: run.preparation, classes: run.data.training.classes,
      training: state.identity.record(
        computedBy: state.computedBy, epochs: kept.steps / run.stepsPerEpoch,
        steps: kept.steps),
      parameters: kept.parameters)
  }

  /// Hands over what `run.json` tells.
  func writeRecord(_ result: DoneMetrics?) throws(TrainingError) {
    try writer?.write(
      RunRecord(
        identity: state.identity, computedBy: state.computedBy, sizes: run.sizes,
        earlier: earlier, part: part, result: result))
  }

  /// Hands over the last words of a complete run; one that is told again keeps those it has.
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

  /// Writes how this part of the run ended, where the folder still takes it.
  func end(_ state: RunPart.State, problem: String? = nil) throws(TrainingError) {
    guard !isToldAgain else { return try writer?.flush() ?? () }
    part.state = state
    part.problem = problem
    part.ended = WallClock.seconds
    try writeRecord(nil)
    try writer?.flush()
  }

  /// Tells, in one sentence, where TensorBoard's events are no longer written.
  func tellOfEvents(_ onEvent: (TrainingEvent) -> Void) {
    guard let problem = writer?.takeEventsProblem() else { return }
    onEvent(
      .warning(
        "TensorBoard's events are incomplete, the rest of the run is not affected: \(problem)"))
  }
}
