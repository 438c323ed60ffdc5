import KernelTypes
import LeNetKernels
import LeNetModel

extension CPUEngine {
  package func computeGradient(of batch: some BatchSource, dropout: DropoutKey) -> BatchResult {
    computeGradient(of: batch, masks: .random(dropout), loss: nil)
  }

  package func computeGradient(
    of batch: some BatchSource, dropout: DropoutKey, loss: @escaping ImageLoss<Scalar>
  ) -> BatchResult {
    computeGradient(of: batch, masks: .random(dropout), loss: loss)
  }

  /// With given dropout masks, as references have them: kept (1) or dropped (0), by dropout
  /// layer in order, `[image][unit]`.
  package func computeGradient(of batch: some BatchSource, masks: [[UInt8]]) -> BatchResult {
    precondition(
      masks.map(\.count) == plan.dropouts.map { $0.operation.units * batch.count },
      "every dropout layer needs a mask of all images and units")
    return computeGradient(of: batch, masks: .given(masks), loss: nil)
  }

  private func computeGradient(
    of batch: some BatchSource, masks: DropoutMasks, loss: ImageLoss<Scalar>?
  ) -> BatchResult {
    precondition(
      1...batchSize ~= batch.count, "a batch of \(batch.count) images was given for \(batchSize)")
    precondition(batch.shape == plan.packing.image, "the batch's images have another shape")
    let plan = plan
    let blocks = training.blocks(batch.count)
    let slices = min(blocks, Self.mostSlices)
    for slice in 0..<slices { sliceResults[slice] = BatchResult() }
    unaddedSlices = slices
    useRunningStatistics(plan, isTraining: true)
    if plan.barriers.isEmpty {
      pool.run(pieces: slices) { slice, worker in
        let sliceBlocks = self.blocks(ofSlice: slice, slices: slices, blocks: blocks)
        for block in sliceBlocks {
          let workspace = workspaces[worker]
          workspace.load(
            training.positions(ofBlock: block, count: batch.count), of: batch, masks: masks)
          forward(0..<plan.steps.count, workspace, slice)
          computeLoss(workspace, slice, count: batch.count, loss)
          backward(
            plan.firstTrained..<plan.steps.count, workspace, slice,
            isFirst: block == sliceBlocks.lowerBound)
        }
        clearAbsentLinks(slice)
      }
    } else {
      computeGradientWithBarriers(
        of: batch, masks: masks,
        cut: BatchCut(count: batch.count, blocks: blocks, slices: slices), loss: loss)
    }
    return sliceResults[..<slices].reduce(into: BatchResult()) { $0 += $1 }
  }

  func gradient(ofSlice slice: Int) -> UnsafeMutablePointer<Scalar> {
    sliceGradients.base + slice * layout.trainableExtent
  }

  /// Kernels treat connection tables as dense; links that do not exist get no gradient.
  func clearAbsentLinks(_ slice: Int) {
    for range in plan.absentLinks {
      Arena.clear(gradient(ofSlice: slice) + range.lowerBound, count: range.count)
    }
  }

  @_specialize(where Scalar == Float)
  func forward(
    _ steps: Range<Int>, _ workspace: Workspace<Scalar>, _ slice: Int, isTraining: Bool = true
  ) {
    prepare(workspace)
    let plan = workspace.plan
    var step = steps.lowerBound
    while step < steps.upperBound {
      let context = context(step, workspace, slice, isTraining: isTraining)
      if step + 1 < steps.upperBound, let fusion = plan.fusions[step] {
        fusion.forward(context, self.context(step + 1, workspace, slice, isTraining: isTraining))
        step += 2
      } else {
        plan.steps[step].operation.forward(context)
        step += 1
      }
    }
  }

  /// Lays out the parameters in a workspace that has seen others last.
  private func prepare(_ workspace: Workspace<Scalar>) {
    guard workspace.parameterVersion != parameterVersion else { return }
    for step in workspace.plan.steps.indices {
      workspace.plan.steps[step].operation.prepare(context(step, workspace, 0, isTraining: false))
    }
    workspace.parameterVersion = parameterVersion
  }

  @_specialize(where Scalar == Float)
  func backward(
    _ steps: Range<Int>, _ workspace: Workspace<Scalar>, _ slice: Int, isFirst: Bool = false
  ) {
    let plan = workspace.plan
    var step = steps.upperBound - 1
    while step >= steps.lowerBound {
      let context = context(step, workspace, slice, isTraining: true, isFirst: isFirst)
      if step > steps.lowerBound, let fusion = plan.fusions[step - 1] {
        fusion.backward(
          self.context(step - 1, workspace, slice, isTraining: true, isFirst: isFirst), context)
        step -= 2
      } else {
        plan.steps[step].operation.backward(context)
        step -= 1
      }
    }
  }

  func computeLoss(
    _ workspace: Workspace<Scalar>, _ slice: Int, count: Int, _ other: ImageLoss<Scalar>?
  ) {
    let scale = 1 / Double(count)
    if let other {
      sliceResults[slice] += workspace.computeLoss(other, scale: scale)
    } else {
      sliceResults[slice] += workspace.computeLoss(loss, scale: scale)
    }
  }

  func context(
    _ step: Int, _ workspace: Workspace<Scalar>, _ slice: Int, isTraining: Bool,
    isFirst: Bool = false
  ) -> OperationContext<Scalar> {
    workspace.context(
      step, parameters: parameterArena.base, gradient: gradient(ofSlice: slice),
      isTraining: isTraining, isFirst: isFirst)
  }
}

/// How a batch is cut up.
struct BatchCut {
  let count: Int
  let blocks: Int
  let slices: Int
}
