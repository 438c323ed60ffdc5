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
      try session.end(.failed, problem: error.description)
      throw error
    }
  }

  /// Trains from where the session stands to the end of the recipe, or until asked to stop.
  private func train(
    _ session: TrainingSession, _ shouldStop: () -> Bool, _ onEvent: (TrainingEvent) -> Void
  ) throws(TrainingError) -> TrainingOutcome {
    while session.stepsDone < totalSteps, !session.isOutOfPatience {
      guard try trainEpoch(session, shouldStop, onEvent) else {
        try session.save()
        try session.end(.interrupted)
        session.tellOfEvents(onEvent)
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

  /// What an epoch trains on, in its order: all images once, or as many as earlier members choose; nil
  /// where their search was asked to stop.
  private func images(
    ofEpoch epoch: Int, _ boosting: Boosting?, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> DatasetBatch? {
    if let boosting { return try boosting.images(ofEpoch: epoch, of: self, shouldStop) }
    let variant = recipe.variants.map { (epoch - 1) % $0 + 1 } ?? epoch
    return DatasetBatch(
      data.training, order: order(ofEpoch: epoch), distortion: recipe.distortion,
      elastic: recipe.elastic, seed: options.seed, epoch: UInt32(variant))
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

  /// The positions of the training images, in an epoch's own order or in that of all epochs.
  package func order(ofEpoch epoch: Int) -> [Int32] {
    let drawn = recipe.order == .constant ? 1 : epoch
    let stream = RandomStream(seed: options.seed, purpose: .shuffle, epoch: UInt32(drawn))
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
      trainAccuracy: session.running.accuracy, learningRate: session.learningRate,
      examplesPerSecond: session.examplesPerSecond)
  }
}
