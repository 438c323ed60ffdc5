import KernelTypes
import LeNetKernels
import LeNetModel

extension Engine {
  /// Computes the gradient of the mean loss over a batch, of 1 to `batchSize` images.
  ///
  /// Batch normalization uses the batch's statistics and moves the running ones towards them, but
  /// where it is frozen.
  public func computeGradient(of batch: some BatchSource, dropout: DropoutKey) -> BatchResult {
    computeGradient(of: batch, masks: .random(dropout))
  }

  /// The same with given dropout masks, as references have them: kept (1) or dropped (0), by dropout
  /// stage in order, `[image][unit]`.
  package func computeGradient(of batch: some BatchSource, masks: [[UInt8]]) -> BatchResult {
    precondition(
      masks.map(\.count) == plan.dropouts.map { $0.passes.units * batch.count },
      "every dropout stage needs a mask of all images and units")
    return computeGradient(of: batch, masks: .given(masks))
  }

  private func computeGradient(of batch: some BatchSource, masks: DropoutMasks) -> BatchResult {
    precondition(
      1...batchSize ~= batch.count, "a batch of \(batch.count) images was given for \(batchSize)")
    precondition(batch.shape == plan.packing.image, "the batch's images have another shape")
    let plan = plan
    let blocks = training.blocks(batch.count)
    let slices = min(blocks, Self.mostSlices)
    for slice in 0..<slices { sliceResults[slice] = BatchResult() }
    unaddedSlices = slices
    useRunningStatistics(plan, at: plan.frozenNormalizations)
    if plan.meetings.isEmpty {
      pool.run(pieces: slices) { slice, worker in
        let sliceBlocks = self.blocks(ofSlice: slice, slices: slices, blocks: blocks)
        for block in sliceBlocks {
          let workspace = workspaces[worker]
          workspace.load(
            training.positions(ofBlock: block, count: batch.count), of: batch, masks: masks)
          forward(0..<plan.steps.count, workspace, slice)
          computeLoss(workspace, slice, count: batch.count)
          backward(
            plan.firstTrained..<plan.steps.count, workspace, slice,
            isFirst: block == sliceBlocks.lowerBound)
        }
        clearAbsentLinks(slice)
      }
    } else {
      computeMeetingGradient(
        of: batch, masks: masks, cut: BatchCut(count: batch.count, blocks: blocks, slices: slices)
      )
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
    let (pair, rest) = workspace.plan.split(steps)
    if let (step, pair) = pair {
      pair.forward(
        pass(step, workspace, slice, isTraining: isTraining),
        pass(step + 1, workspace, slice, isTraining: isTraining))
    }
    var step = rest.lowerBound
    while step < rest.upperBound {
      let pass = pass(step, workspace, slice, isTraining: isTraining)
      if step + 1 < rest.upperBound, let pooling = workspace.plan.singlePoolings[step] {
        pooling.forward(pass, self.pass(step + 1, workspace, slice, isTraining: isTraining))
        step += 2
      } else {
        workspace.plan.steps[step].passes.forward(pass)
        step += 1
      }
    }
  }

  /// Lays out the parameters in a workspace that has seen others last.
  private func prepare(_ workspace: Workspace<Scalar>) {
    guard workspace.parameterVersion != parameterVersion else { return }
    for step in workspace.plan.steps.indices {
      workspace.plan.steps[step].passes.prepare(pass(step, workspace, 0, isTraining: false))
    }
    workspace.parameterVersion = parameterVersion
  }

  @_specialize(where Scalar == Float)
  func backward(
    _ steps: Range<Int>, _ workspace: Workspace<Scalar>, _ slice: Int, isFirst: Bool = false
  ) {
    let (pair, rest) = workspace.plan.split(steps)
    for step in rest.reversed() {
      workspace.plan.steps[step].passes.backward(
        pass(step, workspace, slice, isTraining: true, isFirst: isFirst))
    }
    if let (step, pair) = pair {
      pair.backward(
        pass(step, workspace, slice, isTraining: true, isFirst: isFirst),
        pass(step + 1, workspace, slice, isTraining: true, isFirst: isFirst))
    }
  }

  func computeLoss(_ workspace: Workspace<Scalar>, _ slice: Int, count: Int) {
    sliceResults[slice] += workspace.computeLoss(loss, scale: 1 / Double(count))
  }

  func pass(
    _ step: Int, _ workspace: Workspace<Scalar>, _ slice: Int, isTraining: Bool,
    isFirst: Bool = false
  ) -> Pass<Scalar> {
    workspace.pass(
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
