import LeNetData
import LeNetEngine
import LeNetModel

// The order of writes: the checkpoint comes first of all when a run starts. At the end of an epoch
// its line in metrics.jsonl is on the disk before the checkpoint that counts it, and the model,
// which the checkpoint also holds, comes last. So a kill between any two leaves a folder that goes
// on to the same end.
extension TrainingSession {
  /// The first files of a new run.
  func start() throws(TrainingError) {
    guard let folder else { return }
    try checkFinite()
    try write(state)
    try writeRecord(nil)
    try inFolder { () throws(RunFolderError) in try folder.openMetrics(keeping: 0) }
  }

  /// Brings the other files to where the checkpoint stands, and tells of it.
  func resume(
    in folder: RunFolder, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    let isFinished = stepsDone >= run.totalSteps
    let before = state.identity.recipe.length
    state.identity = run.identity
    if !isFinished, let lines = state.metricsLinesOfWholeEpochs {
      // The last epoch ended midway with the run, which is now longer: it goes on.
      state.metricsLines = lines
      state.metricsLinesOfWholeEpochs = nil
      state.position.epochs -= 1
    }
    let (wanted, path) = (state.metricsLines, folder.file(RunFolder.metricsName))
    try inFolder { () throws(RunFolderError) in try folder.openMetrics(keeping: wanted) }
    if folder.metricsLines < wanted {
      onEvent(.warning("The file \(path) lacks lines of earlier epochs; the run goes on."))
    }
    if state.kept != nil { try writeModel() }
    guard !isFinished else { return }
    try writeRecord(nil)
    let instructions = run.options.instructions
    if let last = state.instructions.last, last != instructions {
      onEvent(
        .warning(
          """
          The run was trained with the instruction set \(last.rawValue) so far and goes on with \
          \(instructions.rawValue): its model will have other bits than one trained with either.
          """))
      state.instructions.append(instructions)
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
    if let folder, let line = event.json {
      try inFolder { () throws(RunFolderError) in try folder.append(line) }
    }
    onEvent(event)
  }

  /// Writes the checkpoint of this moment; throws where a parameter is not finite.
  func save() throws(TrainingError) {
    guard let folder else { return }
    try checkFinite()
    state.parameters = Parameters(layout: run.layout, values: engine.parameters)
    state.moments = engine.moments
    try inFolder { () throws(RunFolderError) in try folder.synchronizeMetrics() }
    state.metricsLines = folder.metricsLines
    try write(state)
    noteSaved()
  }

  /// Writes the model of the kept epoch.
  func writeModel() throws(TrainingError) {
    guard let kept = state.kept else { return }
    try write(model(of: kept), to: RunFolder.modelName)
  }

  /// The model of a kept epoch, with how it came to be.
  func model(of kept: KeptEpoch) -> ModelFile {
    ModelFile(
      preparation: run.preparation, classes: run.data.training.classes,
      training: state.identity.record(
        instructions: state.instructions, epochs: kept.steps / run.stepsPerEpoch,
        steps: kept.steps),
      parameters: kept.parameters)
  }

  /// Writes what `run.json` tells.
  func writeRecord(_ result: DoneMetrics?) throws(TrainingError) {
    guard let folder else { return }
    let record = RunRecord(
      identity: state.identity, instructions: state.instructions, result: result)
    try inFolder { () throws(RunFolderError) in
      try folder.write(Array(record.text.utf8), to: RunFolder.recordName)
    }
  }

  private func write(_ state: Checkpoint) throws(TrainingError) {
    guard let path = folder?.file(RunFolder.checkpointName) else { return }
    let file: ModelFile
    do throws(CheckpointError) {
      file = try state.file(
        preparation: run.preparation, classes: run.data.training.classes, path: path)
    } catch {
      throw .checkpoint(error)
    }
    try write(file, to: RunFolder.checkpointName)
  }

  private func write(_ file: ModelFile, to name: String) throws(TrainingError) {
    guard let folder else { return }
    let bytes: [UInt8]
    do throws(ModelFileError) {
      bytes = try file.encoded()
    } catch {
      throw .checkpoint(CheckpointError(path: folder.file(name), reason: .file(error)))
    }
    try inFolder { () throws(RunFolderError) in try folder.write(bytes, to: name) }
  }

  private func inFolder<Value>(
    _ work: () throws(RunFolderError) -> Value
  ) throws(TrainingError) -> Value {
    do throws(RunFolderError) {
      return try work()
    } catch {
      throw .folder(error)
    }
  }
}
