import KernelTypes
import LeNetKernels
import LeNetModel

extension Engine {
  /// Answers any number of images, with running statistics and without dropout.
  ///
  /// A function of the parameters and the images alone; leaves the parameters as they are.
  public func evaluate(_ source: some BatchSource) -> EvaluationResult {
    let pipeline = many
    let count = source.count
    precondition(source.shape == pipeline.plan.packing.image, "the images have another shape")
    let classes = pipeline.plan.classes
    let blocks = pipeline.blocks(count)
    var predictions = [Int](repeating: 0, count: count)
    var scores = [Float](repeating: 0, count: count * classes)
    var logits = scores
    var blockResults = [BatchResult](repeating: BatchResult(), count: blocks)
    useRunningStatistics(pipeline.plan)
    // Every block writes to places of its own.
    predictions.withUnsafeMutableBufferPointer { predictions in
      scores.withUnsafeMutableBufferPointer { scores in
        logits.withUnsafeMutableBufferPointer { logits in
          blockResults.withUnsafeMutableBufferPointer { results in
            let places = EvaluationPlaces(
              predictions: predictions, scores: scores, logits: logits, results: results)
            pool.run(pieces: blocks) { block, worker in
              evaluate(
                pipeline.positions(ofBlock: block, count: count), block, of: source,
                pipeline.workspaces[worker], into: places)
            }
          }
        }
      }
    }
    let total = blockResults.reduce(into: BatchResult()) { $0 += $1 }
    return EvaluationResult(
      count: count, lossSum: total.lossSum, correct: total.correct, predictions: predictions,
      scores: scores, logits: logits)
  }

  /// Answers what is a network's input already: real numbers of any sign, one block after the other.
  ///
  /// # Shapes
  /// `inputs` holds `[image][map][row][column]`, as many images as fit; traps where a part of one is left. The
  /// loss is that of the first class and means nothing.
  public func evaluate(inputs: [Scalar]) -> EvaluationResult {
    let (pipeline, size) = (many, layout.input.count)
    precondition(
      inputs.count.isMultiple(of: size), "\(inputs.count) numbers are no images of \(size)")
    let (count, classes) = (inputs.count / size, pipeline.plan.classes)
    let workspace = pipeline.workspaces[0]
    var result = EvaluationResult(
      count: count, lossSum: 0, correct: 0, predictions: [],
      scores: [Float](repeating: 0, count: count * classes),
      logits: [Float](repeating: 0, count: count * classes))
    useRunningStatistics(pipeline.plan)
    let denormals = DenormalSetting.flush()
    defer { denormals.restore() }
    for block in 0..<pipeline.blocks(count) {
      let positions = pipeline.positions(ofBlock: block, count: count)
      workspace.load(inputs[positions.lowerBound * size..<positions.upperBound * size])
      forward(pipeline.plan.steps.indices, workspace, 0, isTraining: false)
      result.lossSum += workspace.computeLoss(loss, scale: 0).lossSum
      for (lane, position) in positions.enumerated() {
        result.predictions.append(workspace.prediction(lane))
        result.scores.withUnsafeMutableBufferPointer { scores in
          result.logits.withUnsafeMutableBufferPointer { logits in
            guard let scores = scores.baseAddress, let logits = logits.baseAddress else { return }
            workspace.writeScores(
              lane, probabilities: scores + position * classes, logits: logits + position * classes)
          }
        }
      }
      workspace.restoreInput()
    }
    return result
  }

  /// Answers one image in the least time, on the calling thread.
  ///
  /// The same as `evaluate` up to rounding: other kernels are at work. Traps unless there is exactly
  /// one image.
  // swift-format-ignore
  @_specialize(kind: partial, where Scalar == Float)
  public func answer(to source: some BatchSource) -> EvaluationResult {
    let workspace = single.workspaces[0]
    let plan = workspace.plan
    precondition(source.count == 1, "one image is answered, got \(source.count)")
    precondition(source.shape == plan.packing.image, "the image has another shape")
    useRunningStatistics(plan)
    let denormals = DenormalSetting.flush()
    defer { denormals.restore() }
    workspace.load(0..<1, of: source, masks: nil)
    forward(0..<plan.steps.count, workspace, 0, isTraining: false)
    let result = workspace.computeLoss(loss, scale: 0)
    var scores = [Float](repeating: 0, count: plan.classes)
    var logits = scores
    workspace.writeScores(0, probabilities: &scores, logits: &logits)
    return EvaluationResult(
      count: 1, lossSum: result.lossSum, correct: result.correct,
      predictions: [workspace.prediction(0)], scores: scores, logits: logits)
  }

  private func evaluate(
    _ positions: Range<Int>, _ block: Int, of source: some BatchSource,
    _ workspace: Workspace<Scalar>, into places: EvaluationPlaces
  ) {
    let plan = workspace.plan
    workspace.load(positions, of: source, masks: nil)
    forward(plan.steps.indices, workspace, 0, isTraining: false)
    places.results[block] = workspace.computeLoss(loss, scale: 0)
    guard let scores = places.scores.baseAddress, let logits = places.logits.baseAddress
    else { return }
    for (lane, position) in positions.enumerated() {
      places.predictions[position] = workspace.prediction(lane)
      workspace.writeScores(
        lane, probabilities: scores + position * plan.classes,
        logits: logits + position * plan.classes)
    }
  }
}

/// Where the answers go, by position.
private struct EvaluationPlaces {
  let predictions: UnsafeMutableBufferPointer<Int>
  let scores: UnsafeMutableBufferPointer<Float>
  let logits: UnsafeMutableBufferPointer<Float>
  let results: UnsafeMutableBufferPointer<BatchResult>
}
