import KernelTypes
public import LeNetKernels
public import LeNetModel

/// Runs a network: forward, back, and the update of its parameters, on all cores.
///
/// A batch is cut into blocks of as many images as a register has lanes, and the blocks into slices,
/// whose number depends on the batch alone. Each slice sums its gradient by itself, and slices are
/// added in order, so results do not depend on the number of threads or on timing.
///
/// Not for use from several tasks at once.
public final class Engine<Scalar: ComputedScalar> {
  /// The network.
  public let layout: NetworkLayout
  /// The instructions in use.
  public let instructions: InstructionSet
  /// Threads that compute.
  public let threads: Int
  /// The most images a training step takes.
  public let batchSize: Int

  let loss: Loss
  let pool: WorkerPool
  /// For blocks of images.
  let many: Pipeline<Scalar>
  /// For one image, which would leave most lanes of a block empty.
  let single: Pipeline<Scalar>
  let parameterArena: Arena<Scalar>
  let momentArenas: [Arena<Scalar>]
  /// The gradients of all slices, one after the other; the first becomes their sum.
  let sliceGradients: Arena<Scalar>
  let sliceResults: UnsafeMutableBufferPointer<BatchResult>
  /// Two sums of a normalization by block and map.
  let blockSums: Arena<Scalar>
  /// The ranges that an update goes over.
  let updatePieces: [UpdatePiece]
  /// Counts the changes of trained parameters, so that workspaces know what they have laid out: whoever
  /// changes them raises it.
  var parameterVersion = 1
  /// How many slices the last gradient has that are not added up yet.
  var unaddedSlices = 0

  /// The most slices a batch is cut into: enough for many cores, few enough to add up quickly.
  static var mostSlices: Int { 16 }

  /// The most memory that activations may take, in bytes.
  static var mostMemory: Int { 16 << 30 }

  /// Prepares to run a network on images of a shape.
  ///
  /// - Parameters:
  ///   - layout: the network, with its input's size.
  ///   - preparation: how bytes become input.
  ///   - imageShape: the shape of the byte images.
  ///   - loss: what training makes small.
  ///   - batchSize: the most images a training step takes; 1 suffices for evaluation.
  ///   - threads: how many threads compute.
  ///   - instructions: the set to use.
  ///   - momentCount: how many numbers the optimizer keeps for each parameter.
  ///   - rates: how fast tensors learn, and which stages do not.
  /// - Throws: `EngineError` where images and network do not go together, or a count is out of range.
  public init(
    layout: NetworkLayout, preparation: Preparation, imageShape: Shape, loss: Loss,
    batchSize: Int = 1, threads: Int, instructions: InstructionSet = .best,
    momentCount: Int = 0, rates: TensorRates = TensorRates()
  ) throws(EngineError) {
    try Self.check("number of threads", threads, 1...1024)
    try Self.check("batch size", batchSize, 1...1_000_000)
    try Self.check("number of moments", momentCount, 0...2)
    guard InstructionSet.available.contains(instructions) else {
      throw .instructions(instructions, available: InstructionSet.available)
    }
    func plan(_ kernels: any KernelSet<Scalar>.Type) throws(EngineError) -> Plan<Scalar> {
      let packing = try InputPacking<Scalar>(
        preparation, image: imageShape, input: layout.input, lanes: kernels.lanes)
      return Plan(layout, packing: packing, kernels: kernels, loss: loss, frozen: rates.frozen)
    }
    let kernels = Scalar.kernels(for: instructions)
    let singleKernels = Scalar.singleImageKernels(for: instructions)
    let manyPlan = try plan(kernels)
    let singlePlan = try plan(singleKernels)
    let blocks = (batchSize + kernels.lanes - 1) / kernels.lanes
    let slices = min(blocks, Self.mostSlices)
    // Where all blocks meet halfway, each needs memory of its own.
    let workspaceCount = manyPlan.meetings.isEmpty ? threads : max(threads, blocks)
    let numbers = workspaceCount.multipliedReportingOverflow(by: manyPlan.count)
    let bytes = numbers.partialValue.multipliedReportingOverflow(by: MemoryLayout<Scalar>.stride)
    guard !numbers.overflow, !bytes.overflow, bytes.partialValue <= Self.mostMemory else {
      throw .memory(batchSize: batchSize, threads: threads, limit: Self.mostMemory)
    }
    self.layout = layout
    self.loss = loss
    self.batchSize = batchSize
    self.threads = threads
    self.instructions = instructions
    pool = WorkerPool(count: threads)
    many = Pipeline(manyPlan, kernels: kernels, workspaces: workspaceCount)
    single = Pipeline(singlePlan, kernels: singleKernels, workspaces: 1)
    updatePieces = Self.updatePieces(
      layout, batchSize == 1 ? singlePlan : manyPlan, factors: rates.factors(in: layout))
    parameterArena = Arena(count: layout.arenaExtent)
    momentArenas = (0..<momentCount).map { _ in Arena(count: layout.trainableExtent) }
    sliceGradients = Arena(count: layout.trainableExtent * slices)
    sliceResults = .allocate(capacity: slices)
    sliceResults.initialize(repeating: BatchResult())
    let mostMaps = manyPlan.steps.compactMap { ($0.passes as? NormalizationPasses<Scalar>)?.maps }
    blockSums = Arena(count: 2 * blocks * (mostMaps.max() ?? 0))
  }

  deinit { sliceResults.deallocate() }

  private static func check(
    _ name: String, _ value: Int, _ range: ClosedRange<Int>
  ) throws(EngineError) {
    guard range.contains(value) else { throw .count(name: name, got: value, expected: range) }
  }

  /// All parameters in arena order, `layout.arenaExtent` numbers.
  public var parameters: [Scalar] {
    get { parameterArena.values }
    set {
      parameterArena.values = newValue
      parameterVersion += 1
    }
  }

  /// What the optimizer remembers, `layout.trainableExtent` numbers each.
  public var moments: [[Scalar]] {
    get { momentArenas.map(\.values) }
    set {
      precondition(newValue.count == momentArenas.count, "a moment is missing or too many")
      for (arena, values) in zip(momentArenas, newValue) { arena.values = values }
    }
  }

  /// The gradient of the mean loss over the last batch, `layout.trainableExtent` numbers; those of
  /// frozen stages have no meaning.
  public var gradient: [Scalar] {
    addSlices()
    return Array(
      UnsafeBufferPointer(start: sliceGradients.base, count: layout.trainableExtent))
  }

  /// The piece of a batch that a slice takes, in blocks.
  func blocks(ofSlice slice: Int, slices: Int, blocks: Int) -> Range<Int> {
    blocks * slice / slices..<blocks * (slice + 1) / slices
  }

  /// What trains: chosen by the batch size alone, so that the same run takes the same kernels.
  var training: Pipeline<Scalar> { batchSize == 1 ? single : many }
  var plan: Plan<Scalar> { training.plan }
  var kernels: any KernelSet<Scalar>.Type { training.kernels }
  var workspaces: [Workspace<Scalar>] { training.workspaces }
}
