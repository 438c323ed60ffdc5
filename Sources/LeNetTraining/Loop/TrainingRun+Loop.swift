import LeNetData
import LeNetEngine
import LeNetModel
import LeNetRandom

extension TrainingRun {
  /// Trains to the end of the recipe, or until asked to stop.
  ///
  /// `shouldStop` is asked before every step; where it says yes, a checkpoint is saved. `onEvent`
  /// is told of everything as it happens. Files are written in the background: what they hold is on
  /// the disk when this returns or throws, and before `.done` is told. Throws where the folder
  /// cannot be used or written, the run in it is another one, or the loss is no longer a finite
  /// number.
  public func run(
    shouldStop: () -> Bool = { false }, onEvent: (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingOutcome {
    let session = try TrainingSession(self, onEvent: onEvent)
    do throws(TrainingError) {
      return try train(session, shouldStop, onEvent)
    } catch {
      // What failed on the way to the disk came first.
      try session.writer?.flush()
      throw error
    }
  }

  /// Trains from where the session stands to the end of the recipe, or until asked to stop.
  private func train(
    _ session: TrainingSession, _ shouldStop: () -> Bool, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingOutcome {
    while session.stepsDone < totalSteps {
      guard try trainEpoch(session, shouldStop, onEvent) else {
        try session.save()
        try session.writer?.flush()
        return .interrupted(epoch: session.epoch, step: session.stepsOfEpochDone)
      }
      try endEpoch(session, onEvent)
    }
    return .finished(try session.finish(onEvent: onEvent))
  }

  /// Trains what is left of the epoch at work; false where it was asked to stop.
  private func trainEpoch(
    _ session: TrainingSession, _ shouldStop: () -> Bool, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Bool {
    let epoch = session.epoch
    let order = order(ofEpoch: epoch)
    let first = (epoch - 1) * stepsPerEpoch
    let steps = min(stepsPerEpoch, totalSteps - first)
    let images = DatasetBatch(
      data.training, order: order, distortion: recipe.distortion, elastic: recipe.elastic,
      seed: options.seed, epoch: UInt32(epoch))
    session.beginEpoch()
    for step in session.stepsDone - first..<steps {
      if shouldStop() { return false }
      try session.writer?.check()
      let start = step * recipe.batchSize
      try session.train(images.moved(to: start..<min(start + recipe.batchSize, order.count)))
      if let line = stepLine(session, step: step + 1, epoch: epoch) {
        try session.tell(.step(line), onEvent)
      }
      if let progress = session.progress(step: step + 1, of: steps, epoch: epoch) {
        onEvent(.progress(progress))
      }
      if step + 1 < steps, session.isCheckpointDue { try session.save() }
    }
    return true
  }

  /// Measures, tells, keeps and saves.
  private func endEpoch(
    _ session: TrainingSession, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    try session.checkFinite()
    let validation = try session.measureValidation()
    let isKept = session.keep(validation)
    let test = options.testEachEpoch ? session.engine.evaluation(of: DatasetBatch(data.test)) : nil
    let metrics = session.endEpoch(validation: validation, test: test, isKept: isKept)
    try session.tell(.epoch(metrics), onEvent)
    try session.save()
    if isKept { try session.writeModel() }
  }

  /// The positions of the training images, in an epoch's own order.
  package func order(ofEpoch epoch: Int) -> [Int32] {
    let stream = RandomStream(seed: options.seed, purpose: .shuffle, epoch: UInt32(epoch))
    return permutation(of: trainingIndices.count, stream: stream).map {
      trainingIndices[Int($0)]
    }
  }

  /// The line after a step where one is due: as many a whole epoch as asked for, evenly spread.
  private func stepLine(
    _ session: TrainingSession, step: Int, epoch: Int
  ) -> StepMetrics? {
    let lines = min(options.stepLines, stepsPerEpoch)
    guard lines > 0, step * lines / stepsPerEpoch > (step - 1) * lines / stepsPerEpoch else {
      return nil
    }
    return StepMetrics(
      epoch: epoch, step: step, stepsPerEpoch: stepsPerEpoch, trainLoss: session.running.loss,
      trainAccuracy: session.running.accuracy, learningRate: session.learningRate)
  }
}
