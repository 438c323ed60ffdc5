/// What runs networks, such as the processor: the one place where engines are built.
public protocol ComputeDevice: Sendable {
  /// What the bits of its results depend on.
  var identity: ComputeIdentity { get }
  /// An engine with all parameters 0.
  ///
  /// Throws where images and network do not go together, a count is out of range, or the device cannot
  /// run the network.
  func makeEngine(_ configuration: EngineConfiguration) throws(EngineError) -> any Engine<Float>
  /// Multiply-adds without memory, the most that the device can do; a call does some and says how many.
  func peakWork(threads: Int) -> () -> Int
}

/// What computed a result: the same recipe, data, seed and identity give the same bits.
///
/// Files hold it as its name, which is that of the instruction set for processors: `avx2`.
public struct ComputeIdentity: Hashable, Codable, Sendable, RawRepresentable {
  /// The name: lower-case letters, digits and hyphens.
  public let rawValue: String

  /// The identity of a name; nil where it is none.
  public init?(rawValue: String) {
    guard !rawValue.isEmpty,
      rawValue.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
    else { return nil }
    self.rawValue = rawValue
  }
}
