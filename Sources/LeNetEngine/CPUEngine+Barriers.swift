import KernelTypes
import LeNetKernels
import LeNetModel

/// Training where all blocks of a batch wait for each other at some operations, each block in memory of
/// its own.
extension CPUEngine {
  func computeGradientWithBarriers(
    of batch: some BatchSource, masks: DropoutMasks, cut: BatchCut, loss: ImageLoss<Scalar>?
  ) {
    let barriers = plan.barriers
    let last = plan.steps.count
    // By index: `first` and iterators allocate for values of a generic type in code that is not specialized.
    let firstBarrier = barriers.isEmpty ? last : barriers[0].step
    eachBlock(cut) { block, workspace, slice, _ in
      workspace.load(
        training.positions(ofBlock: block, count: cut.count), of: batch, masks: masks)
      forward(0..<firstBarrier, workspace, slice)
    }
    for i in barriers.indices {
      let (step, barrier) = barriers[i]
      let next = i + 1 < barriers.count ? barriers[i + 1].step : last
      switch barrier {
      case .statistics(let normalization):
        computeStatistics(normalization, step, cut)
        eachBlock(cut) { _, workspace, slice, _ in forward(step..<next, workspace, slice) }
      case .sharedWeights(let connection):
        forward(connection, step, cut)
        eachBlock(cut) { _, workspace, slice, _ in forward(step + 1..<next, workspace, slice) }
      }
    }
    eachBlock(cut) { _, workspace, slice, _ in
      computeLoss(workspace, slice, count: cut.count, loss)
    }
    var end = last
    for i in barriers.indices.reversed() where barriers[i].step >= plan.firstTrained {
      let (step, barrier) = barriers[i]
      eachBlock(cut) { _, workspace, slice, isFirst in
        backward(step + 1..<end, workspace, slice, isFirst: isFirst)
        let context = context(step, workspace, slice, isTraining: true)
        switch barrier {
        case .statistics(let normalization): normalization.multiplyBySlope(context)
        case .sharedWeights(let connection): connection.prepareBackward(context)
        }
      }
      switch barrier {
      case .statistics(let normalization):
        computeGradientSums(normalization, step, cut)
        end = step + 1
      case .sharedWeights(let connection):
        backward(connection, step, cut)
        end = step
      }
    }
    eachBlock(cut) { _, workspace, slice, isFirst in
      backward(plan.firstTrained..<end, workspace, slice, isFirst: isFirst)
    }
    pool.run(pieces: cut.slices) { slice, _ in clearAbsentLinks(slice) }
  }

  /// Calls `body` for every block with its own workspace, the blocks of a slice in order.
  private func eachBlock(
    _ cut: BatchCut,
    _ body: (
      _ block: Int, _ workspace: Workspace<Scalar>, _ slice: Int, _ isFirst: Bool
    ) -> Void
  ) {
    pool.run(pieces: cut.slices) { slice, _ in
      let range = blocks(ofSlice: slice, slices: cut.slices, blocks: cut.blocks)
      for block in range { body(block, workspaces[block], slice, block == range.lowerBound) }
    }
  }

  /// Units that are computed for all blocks before the next ones: their weights stay in the
  /// first-level cache.
  private static var unitsAtATime: Int { 12 }
  /// Inputs likewise.
  private static var inputsAtATime: Int { 48 }

  private func forward(
    _ connection: FullyConnectedOperation<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let pieces = Self.pieces(connection.units, Self.unitsAtATime)
    pool.run(pieces: pieces) { piece, _ in
      let units = Self.range(piece, Self.unitsAtATime, of: connection.units)
      for block in 0..<cut.blocks {
        connection.forward(context(step, workspaces[block], 0, isTraining: true), units: units)
      }
    }
  }

  /// The gradient of the whole batch goes to the first slice, block after block.
  private func backward(
    _ connection: FullyConnectedOperation<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let unitPieces = Self.pieces(connection.units, Self.unitsAtATime)
    let inputPieces = Self.pieces(connection.inputs, Self.inputsAtATime)
    pool.run(pieces: unitPieces + inputPieces) { piece, _ in
      for block in 0..<cut.blocks {
        let context = context(step, workspaces[block], 0, isTraining: true)
        if piece < unitPieces {
          let units = Self.range(piece, Self.unitsAtATime, of: connection.units)
          connection.addWeightGradient(context, units: units, adds: block > 0)
        } else {
          let inputs = Self.range(
            piece - unitPieces, Self.inputsAtATime, of: connection.inputs)
          connection.writeInputGradient(context, inputs: inputs)
        }
      }
    }
  }

  private static func pieces(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }

  private static func range(_ piece: Int, _ size: Int, of count: Int) -> Range<Int> {
    piece * size..<min((piece + 1) * size, count)
  }
}
