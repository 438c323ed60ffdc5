import KernelTypes
import LeNetKernels
import LeNetModel

/// Training where all blocks of a batch meet at some stages, each block in memory of its own.
extension Engine {
  func computeMeetingGradient(
    of batch: some BatchSource, masks: DropoutMasks, cut: BatchCut
  ) {
    let meetings = plan.meetings
    let last = plan.steps.count
    eachBlock(cut) { block, workspace, slice, _ in
      workspace.load(
        training.positions(ofBlock: block, count: cut.count), of: batch, masks: masks)
      forward(0..<(meetings.first ?? last), workspace, slice)
    }
    for (i, meeting) in meetings.enumerated() {
      let next = i + 1 < meetings.count ? meetings[i + 1] : last
      if let connection = fullConnection(meeting) {
        forward(connection, meeting, cut)
        eachBlock(cut) { _, workspace, slice, _ in forward(meeting + 1..<next, workspace, slice) }
      } else {
        computeStatistics(meeting, cut)
        eachBlock(cut) { _, workspace, slice, _ in forward(meeting..<next, workspace, slice) }
      }
    }
    eachBlock(cut) { _, workspace, slice, _ in
      computeLoss(workspace, slice, count: cut.count)
    }
    var end = last
    for meeting in meetings.reversed() where meeting >= plan.firstTrained {
      let connection = fullConnection(meeting)
      eachBlock(cut) { _, workspace, slice, isFirst in
        backward(meeting + 1..<end, workspace, slice, isFirst: isFirst)
        let pass = pass(meeting, workspace, slice, isTraining: true)
        if let connection {
          connection.prepareBackward(pass)
        } else {
          normalization(meeting).multiplyBySlope(pass)
        }
      }
      if let connection {
        backward(connection, meeting, cut)
        end = meeting
      } else {
        computeGradientSums(meeting, cut)
        end = meeting + 1
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

  private func fullConnection(_ step: Int) -> FullConnectionPasses<Scalar>? {
    plan.steps[step].passes as? FullConnectionPasses<Scalar>
  }

  /// Units that are computed for all blocks before the next ones: their weights stay in the
  /// first-level cache.
  private static var unitsAtATime: Int { 12 }
  /// Inputs likewise.
  private static var inputsAtATime: Int { 48 }

  private func forward(
    _ connection: FullConnectionPasses<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let pieces = Self.pieces(connection.units, Self.unitsAtATime)
    pool.run(pieces: pieces) { piece, _ in
      let units = Self.range(piece, Self.unitsAtATime, of: connection.units)
      for block in 0..<cut.blocks {
        connection.forward(pass(step, workspaces[block], 0, isTraining: true), units: units)
      }
    }
  }

  /// The gradient of the whole batch goes to the first slice, block after block.
  private func backward(
    _ connection: FullConnectionPasses<Scalar>, _ step: Int, _ cut: BatchCut
  ) {
    let unitPieces = Self.pieces(connection.units, Self.unitsAtATime)
    let inputPieces = Self.pieces(connection.inputs, Self.inputsAtATime)
    pool.run(pieces: unitPieces + inputPieces) { piece, _ in
      for block in 0..<cut.blocks {
        let pass = pass(step, workspaces[block], 0, isTraining: true)
        if piece < unitPieces {
          let units = Self.range(piece, Self.unitsAtATime, of: connection.units)
          connection.addWeightGradient(pass, units: units, adds: block > 0)
        } else {
          let inputs = Self.range(
            piece - unitPieces, Self.inputsAtATime, of: connection.inputs)
          connection.writeInputGradient(pass, inputs: inputs)
        }
      }
    }
  }

  private static func pieces(_ count: Int, _ size: Int) -> Int { (count + size - 1) / size }

  private static func range(_ piece: Int, _ size: Int, of count: Int) -> Range<Int> {
    piece * size..<min((piece + 1) * size, count)
  }
}
