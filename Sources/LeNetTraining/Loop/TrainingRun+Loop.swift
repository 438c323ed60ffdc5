import LeNetData
import LeNetEngine
import LeNetEvaluation
import LeNetModel
import LeNetRandom

extension TrainingRun {
  /// Trains to the end of the recipe, or until asked to stop.
  ///
  /// It calls `shouldStop` before every step, and saves a checkpoint if that returns true. `onEvent`
  /// gets the events. Files are written in the background; they are on
  /// the disk when this returns or throws, and before the event `.done`. Throws if the folder
  /// cannot be used or written, the run in it is another one, or the loss is no longer a finite
  /// number.
  public func run(
    shouldStop: () -> Bool = { false }, onEvent: (TrainingEvent) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingOutcome {
    let session = try TrainingSession(self, onEvent: onEvent)
    do throws(TrainingError) {
      return try train(session, shouldStop, onEvent)
    } catch {
      // An earlier failure of the writer is the cause.
      try session.end(.failed, problem: error.description)
      throw error
    }
  }

  /// Trains from the session's position to the end of the recipe, or until asked to stop.
  private func train(
    _ session: TrainingSession, _ shouldStop: () -> Bool, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingOutcome {
    while session.stepsDone < totalSteps, !session.isOutOfPatience {
      guard try trainEpoch(session, shouldStop, onEvent) else {
        try session.save()
        try session.end(.interrupted)
        session.tellOfFiles(onEvent)
        return .interrupted(epoch: session.epoch, step: session.stepsOfEpochDone)
      }
      try endEpoch(session, onEvent)
    }
    return .finished(try session.finish(onEvent: onEvent))
  }

  /// Trains the rest of the current epoch; false if it was asked to stop.
  private func trainEpoch(
    _ session: TrainingSession, _ shouldStop: () -> Bool, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) -> Bool {
    let epoch = session.epoch
    let first = (epoch - 1) * stepsPerEpoch
    let steps = min(stepsPerEpoch, totalSteps - first)
    guard let images = try images(ofEpoch: epoch, session.boosting, shouldStop) else {
      return false
    }
    session.beginEpoch()
    session.estimateRates(from: images)
    for step in session.stepsDone - first..<steps {
      if shouldStop() { return false }
      try session.writer?.check()
      try checkData { data throws(DatasetError) in try data.checkUncut() }
      let start = step * recipe.batchSize
      try session.train(images.moved(to: start..<min(start + recipe.batchSize, trainingCount)))
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

  /// The images of an epoch in order: all once, or those that earlier members choose; nil
  /// if their search was asked to stop.
  private func images(
    ofEpoch epoch: Int, _ boosting: Boosting?, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> DatasetBatch? {
    if let boosting { return try boosting.images(ofEpoch: epoch, of: self, shouldStop) }
    let variant = recipe.variants.map { (epoch - 1) % $0 + 1 } ?? epoch
    return DatasetBatch(
      data.training, order: order(ofEpoch: epoch), distortion: recipe.distortion,
      elastic: recipe.elastic, seed: options.seed, epoch: UInt32(variant))
  }

  /// Throws if a file that the images are read from was changed.
  private func checkData(
    _ check: (Dataset) throws(DatasetError) -> Void
  ) throws(TrainingError) {
    do {
      try check(data.training)
      try check(data.test)
    } catch {
      throw .changedData(error)
    }
  }

  /// Ends an epoch: evaluates, reports, keeps the best parameters and saves.
  private func endEpoch(
    _ session: TrainingSession, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    // What was cut off a file reads as zeros, on which nothing may be concluded.
    try checkData { data throws(DatasetError) in try data.checkUnchanged() }
    try session.checkFinite()
    let validation = try session.measureValidation()
    let isKept = session.keep(validation)
    let test = options.testEachEpoch ? session.engine.evaluation(of: DatasetBatch(data.test)) : nil
    let metrics = session.endEpoch(validation: validation, test: test, isKept: isKept)
    try session.tell(.epoch(metrics), onEvent)
    try session.save()
    if isKept { try session.writeModel() }
  }

  /// The indices of the training images, in the epoch's order or in the same order for all epochs.
  package func order(ofEpoch epoch: Int) -> [Int32] {
    let drawn = recipe.order == .constant ? 1 : epoch
    let stream = RandomStream(seed: options.seed, purpose: .shuffle, epoch: UInt32(drawn))
    return permutation(of: trainingIndices.count, stream: stream).map {
      trainingIndices[Int($0)]
    }
  }

  /// The metric point after a step, if due; the requested number is spread evenly over an epoch.
  private func stepLine(
    _ session: TrainingSession, step: Int, epoch: Int
  ) -> StepMetrics? {
    let lines = min(options.metricsPerEpoch, stepsPerEpoch)
    guard lines > 0, step * lines / stepsPerEpoch > (step - 1) * lines / stepsPerEpoch else {
      return nil
    }
    return StepMetrics(
      epoch: epoch, step: step, stepsPerEpoch: stepsPerEpoch, trainLoss: session.running.loss,
      trainAccuracy: session.running.accuracy, learningRate: session.learningRate,
      examplesPerSecond: session.examplesPerSecond)
  }
}
