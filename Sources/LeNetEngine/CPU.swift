import KernelTypes
public import LeNetKernels

/// The processor, with all its cores.
public struct CPU: ComputeDevice, Hashable {
  /// The vector instructions in use.
  public var instructions: InstructionSet

  /// The processor with an instruction set, by default the best that it has.
  public init(instructions: InstructionSet = .best) {
    self.instructions = instructions
  }

  /// The instruction set.
  public var identity: ComputeIdentity { ComputeIdentity(instructions) }

  /// An engine for networks in single precision.
  public func makeEngine(
    _ configuration: EngineConfiguration
  ) throws(EngineError) -> any Engine<Float> {
    try CPUEngine<Float>(configuration, instructions: instructions)
  }

  /// Fused multiply-adds in registers.
  public func peakWork(threads: Int) -> () -> Int {
    let kernels = Float.kernels(for: instructions)
    let pool = WorkerPool(count: threads)
    let rounds = 100_000
    return {
      pool.run(pieces: threads) { _, _ in keep(kernels.peak(rounds: rounds, start: 0.5)) }
      return threads * kernels.multiplyAdds(inPeakRounds: rounds)
    }
  }
}

extension ComputeIdentity {
  /// That of the processor with an instruction set.
  public init(_ instructions: InstructionSet) { rawValue = instructions.rawValue }
}

/// Takes a result, so that the compiler cannot leave out the work behind it.
@inline(never)
private func keep(_ value: Float) {}
