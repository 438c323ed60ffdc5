import KernelTypes
package import LeNetKernels
package import LeNetModel

/// Runs a network on the processor, with all its cores.
///
/// A batch is cut into blocks of as many images as a register has lanes, and the blocks into slices,
/// whose number depends on the batch alone. Each slice sums its gradient by itself, and slices are
/// added in order, so results do not depend on the number of threads or on timing.
package final class CPUEngine<Scalar: ComputedScalar>: Engine {
  package let layout: NetworkLayout
  /// The instructions in use.
  package let instructions: InstructionSet
  /// The most images a training step takes.
  let batchSize: Int
  let loss: Loss
  let pool: WorkerPool
  /// Runs blocks of images.
  let batched: Pipeline<Scalar>
  /// Runs one image, which would leave most lanes of a block empty.
  let singleImage: Pipeline<Scalar>
  let parameterArena: Arena<Scalar>
  let momentArenas: [Arena<Scalar>]
  /// The gradients of all slices, one after the other; the first becomes their sum.
  let sliceGradients: Arena<Scalar>
  let sliceResults: UnsafeMutableBufferPointer<BatchResult>
  /// Two sums of a normalization by block and map.
  let blockSums: Arena<Scalar>
  /// The ranges that an update goes over.
  let updatePieces: [UpdatePiece]
  /// Counts the changes of trained parameters, which tells workspaces whether their layout is current;
  /// code that changes parameters must raise it.
  var parameterVersion = 1
  /// How many slices the last gradient has that are not added up yet.
  var unaddedSlices = 0

  /// The most slices a batch is cut into: enough for many cores, few enough to add up quickly.
  static var mostSlices: Int { 16 }

  /// The most memory that activations may take, in bytes.
  static var mostMemory: Int { 16 << 30 }

  /// Prepares to run a network.
  ///
  /// Throws `EngineError` where images and network do not go together, or a count is out of range.
  package init(
    _ configuration: EngineConfiguration, instructions: InstructionSet = .best
  ) throws(EngineError) {
    let (layout, rates) = (configuration.layout, configuration.rates)
    let (batchSize, threads) = (configuration.batchSize, configuration.threads)
    try Self.check("number of threads", threads, 1...1024)
    try Self.check("batch size", batchSize, 1...1_000_000)
    try Self.check("number of moments", configuration.momentCount, 0...2)
    if case .discriminative(let j) = configuration.loss, !Loss.possibleJ.contains(j) {
      throw .lossConstant(j)
    }
    guard InstructionSet.available.contains(instructions) else {
      throw .instructions(instructions, available: InstructionSet.available)
    }
    func plan(_ kernels: any KernelSet<Scalar>.Type) throws(EngineError) -> Plan<Scalar> {
      let packing = try InputPacking<Scalar>(
        configuration.preparation, image: configuration.imageShape, input: layout.input,
        lanes: kernels.lanes)
      return Plan(
        layout, packing: packing, kernels: kernels, loss: configuration.loss, frozen: rates.frozen)
    }
    let kernels = Scalar.kernels(for: instructions)
    let singleKernels = Scalar.singleImageKernels(for: instructions)
    let batchedPlan = try plan(kernels)
    let singleImagePlan = try plan(singleKernels)
    let blocks = (batchSize + kernels.lanes - 1) / kernels.lanes
    let slices = min(blocks, Self.mostSlices)
    // At a barrier all blocks wait, so each needs memory of its own.
    let workspaceCount = batchedPlan.barriers.isEmpty ? threads : max(threads, blocks)
    let numbers = workspaceCount.multipliedReportingOverflow(by: batchedPlan.count)
    let bytes = numbers.partialValue.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    guard !numbers.overflow, !bytes.overflow, bytes.partialValue <= Self.mostMemory else {
      throw .memory(batchSize: batchSize, threads: threads, limit: Self.mostMemory)
    }
    self.layout = layout
    loss = configuration.loss
    self.batchSize = batchSize
    self.instructions = instructions
    pool = WorkerPool(count: threads)
    batched = Pipeline(batchedPlan, kernels: kernels, workspaces: workspaceCount)
    singleImage = Pipeline(singleImagePlan, kernels: singleKernels, workspaces: 1)
    updatePieces = Self.updatePieces(
      layout, batchSize == 1 ? singleImagePlan : batchedPlan, factors: rates.factors(in: layout))
    parameterArena = Arena(count: layout.arenaExtent)
    momentArenas = (0..<configuration.momentCount).map { _ in
      Arena(count: layout.trainableExtent)
    }
    sliceGradients = Arena(count: layout.trainableExtent * slices)
    sliceResults = .allocate(capacity: slices)
    sliceResults.initialize(repeating: BatchResult())
    let mostMaps = batchedPlan.normalizations.map(\.maps).max() ?? 0
    blockSums = Arena(count: 2 * blocks * mostMaps)
  }

  deinit { sliceResults.deallocate() }

  private static func check(
    _ name: String, _ value: Int, _ range: ClosedRange<Int>
  ) throws(EngineError) {
    guard range.contains(value) else { throw .count(name: name, got: value, expected: range) }
  }

  package var blockSize: Int { batched.plan.lanes }

  package var parameters: [Scalar] {
    get { parameterArena.values }
    set {
      parameterArena.values = newValue
      parameterVersion += 1
    }
  }

  package var moments: [[Scalar]] {
    get { momentArenas.map(\.values) }
    set {
      precondition(newValue.count == momentArenas.count, "a moment is missing or too many")
      for (arena, values) in zip(momentArenas, newValue) { arena.values = values }
    }
  }

  package var gradient: [Scalar] {
    addSlices()
    return Array(
      UnsafeBufferPointer(start: sliceGradients.base, count: layout.trainableExtent))
  }

  /// The piece of a batch that a slice takes, in blocks.
  func blocks(ofSlice slice: Int, slices: Int, blocks: Int) -> Range<Int> {
    blocks * slice / slices..<blocks * (slice + 1) / slices
  }

  /// What trains: chosen by the batch size alone, so that the same run takes the same kernels.
  var training: Pipeline<Scalar> { batchSize == 1 ? singleImage : batched }
  var plan: Plan<Scalar> { training.plan }
  var kernels: any KernelSet<Scalar>.Type { training.kernels }
  var workspaces: [Workspace<Scalar>] { training.workspaces }
}
