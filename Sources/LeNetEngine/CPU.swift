import KernelTypes
public import LeNetKernels

/// The processor of this machine.
public struct CPU: ComputeDevice, Hashable {
  /// The instruction set in use.
  public var instructions: InstructionSet

  /// The processor with an instruction set, by default the widest that it supports.
  public init(instructions: InstructionSet = .best) {
    self.instructions = instructions
  }

  /// The name of the instruction set.
  public var identity: ComputeIdentity { ComputeIdentity(instructions) }

  /// Makes an engine in single precision.
  public func makeEngine(
    _ configuration: EngineConfiguration
  ) throws(EngineError) -> any Engine<Float> {
    try CPUEngine<Float>(configuration, instructions: instructions)
  }

  /// Makes a workload of fused multiply-adds in registers, on a number of threads; traps if it is below 1.
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
  /// The identity of the processor with an instruction set.
  public init(_ instructions: InstructionSet) { rawValue = instructions.rawValue }
}

/// Uses a result, so that the compiler cannot remove the work behind it.
@inline(never)
private func keep(_ value: Float) {}
