import LeNetEngine
import LeNetEvaluation
import LeNetModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A model behind a handle, with idle engines that answer for it.
///
/// Unchecked: what changes does so under the lock, and an engine is used by one thread at a time.
final class ModelObject: HandledObject, @unchecked Sendable {
  static let kind = "a model"

  let file: ModelFile
  private var idle: [(use: EngineUse, engine: any Engine<Float>)] = []
  /// The process that the idle engines' threads belong to.
  private var process = getpid()
  private var storage: TensorStorage?

  /// What an engine was made for.
  struct EngineUse: Hashable {
    let shape: Shape
    let threads: Int
  }

  /// The most engines to keep.
  private static let mostIdle = 16

  init(_ file: ModelFile) { self.file = file }

  /// Does something with an engine that nobody else uses meanwhile.
  func withEngine<Result>(
    for use: EngineUse, _ body: (any Engine<Float>) throws -> Result
  ) throws -> Result {
    let engine =
      try takeIdle(use)
      ?? Evaluator(model: file, threads: use.threads).engine(for: use.shape, data: "the images")
    defer {
      ForkLock.locked { if idle.count < Self.mostIdle { idle.append((use, engine)) } }
    }
    return try body(engine)
  }

  private func takeIdle(_ use: EngineUse) -> (any Engine<Float>)? {
    ForkLock.locked {
      if process != getpid() {
        // Their threads did not come along with the fork. They stay for ever, because their end would wait for those.
        for entry in idle { _ = Unmanaged.passRetained(entry.engine as AnyObject) }
        idle = []
        process = getpid()
      }
      guard let place = idle.lastIndex(where: { $0.use == use }) else { return nil }
      return idle.remove(at: place).engine
    }
  }

  /// The tensors, at addresses that stay.
  var tensors: TensorStorage {
    if let storage = ForkLock.locked({ storage }) { return storage }
    let new = TensorStorage(file.parameters)
    return ForkLock.locked {
      if let storage { return storage }
      storage = new
      return new
    }
  }
}
