import KernelTypes
import LeNetKernels
import LeNetModel

extension CPUEngine {
  package func evaluate(_ source: some BatchSource) -> EvaluationResult {
    let count = source.count
    precondition(source.shape == batched.plan.packing.image, "the images have another shape")
    let answers = AnswerBuffers(count: count, pipeline: batched)
    useRunningStatistics(batched.plan)
    pool.run(pieces: batched.blocks(count)) { block, worker in
      let positions = batched.positions(ofBlock: block, count: count)
      let workspace = batched.workspaces[worker]
      workspace.load(positions, of: source, masks: nil)
      answer(positions, ofBlock: block, workspace, into: answers)
    }
    return answers.result
  }

  /// Runs one block after the other, on the calling thread.
  package func evaluate(inputs: [Scalar]) -> EvaluationResult {
    let size = layout.input.count
    precondition(
      inputs.count.isMultiple(of: size), "\(inputs.count) numbers are not whole images of \(size)")
    let count = inputs.count / size
    let answers = AnswerBuffers(count: count, pipeline: batched)
    let workspace = batched.workspaces[0]
    useRunningStatistics(batched.plan)
    withDenormalsFlushed {
      for block in 0..<batched.blocks(count) {
        let positions = batched.positions(ofBlock: block, count: count)
        workspace.load(inputs[positions.lowerBound * size..<positions.upperBound * size])
        answer(positions, ofBlock: block, workspace, into: answers)
        workspace.restoreInput()
      }
    }
    return answers.result
  }

  /// Runs the kernels for one image, on the calling thread.
  // swift-format-ignore
  @_specialize(kind: partial, where Scalar == Float)
  package func answer(to source: some BatchSource) -> EvaluationResult {
    let workspace = singleImage.workspaces[0]
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

  /// Answers the images that a workspace has loaded.
  private func answer(
    _ positions: Range<Int>, ofBlock block: Int, _ workspace: Workspace<Scalar>,
    into answers: AnswerBuffers
  ) {
    forward(workspace.plan.steps.indices, workspace, 0, isTraining: false)
    answers.results[block] = workspace.computeLoss(loss, scale: 0)
    for (lane, position) in positions.enumerated() {
      answers.predictions[position] = workspace.prediction(lane)
      let place = position * answers.classes
      workspace.writeScores(
        lane, probabilities: answers.scores + place, logits: answers.logits + place)
    }
  }
}

/// Memory for the answers, by position; every block writes to places of its own.
private final class AnswerBuffers {
  let classes: Int
  let predictions: UnsafeMutablePointer<Int>
  let scores: UnsafeMutablePointer<Float>
  let logits: UnsafeMutablePointer<Float>
  let results: UnsafeMutablePointer<BatchResult>
  private let count: Int
  private let blocks: Int

  init(count: Int, pipeline: Pipeline<some ComputedScalar>) {
    self.count = count
    classes = pipeline.plan.classes
    blocks = pipeline.blocks(count)
    predictions = .allocate(capacity: count)
    scores = .allocate(capacity: count * classes)
    logits = .allocate(capacity: count * classes)
    results = .allocate(capacity: blocks)
  }

  deinit {
    predictions.deallocate()
    scores.deallocate()
    logits.deallocate()
    results.deallocate()
  }

  /// The answers, once all places are written.
  var result: EvaluationResult {
    func array<Element>(_ start: UnsafeMutablePointer<Element>, _ count: Int) -> [Element] {
      Array(UnsafeBufferPointer(start: start, count: count))
    }
    let total = array(results, blocks).reduce(into: BatchResult()) { $0 += $1 }
    return EvaluationResult(
      count: count, lossSum: total.lossSum, correct: total.correct,
      predictions: array(predictions, count), scores: array(scores, count * classes),
      logits: array(logits, count * classes))
  }
}
