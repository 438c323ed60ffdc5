/// A device that runs networks, such as the processor; it builds engines.
public protocol ComputeDevice: Sendable {
  /// What decides the bits of its results.
  var identity: ComputeIdentity { get }
  /// Makes an engine whose parameters are all 0.
  ///
  /// Throws if the images do not fit the network, a count is out of range, or the device cannot run the
  /// network.
  func makeEngine(_ configuration: EngineConfiguration) throws(EngineError) -> any Engine<Float>
  /// Makes a workload that measures the peak: multiply-adds in registers; each call returns how many it did.
  ///
  /// Traps if `threads` is below 1.
  func peakWork(threads: Int) -> () -> Int
}

/// The device that computed a result: the same recipe, data, seed and identity give the same bits.
///
/// Files store the name; for processors it is the name of the instruction set, such as `avx2`.
public struct ComputeIdentity: Hashable, Codable, Sendable, RawRepresentable {
  /// The name: lower-case letters, digits and hyphens.
  public let rawValue: String

  /// The identity with a name; nil if the name has other characters.
  public init?(rawValue: String) {
    guard !rawValue.isEmpty,
      rawValue.utf8.allSatisfy({ "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) })
    else { return nil }
    self.rawValue = rawValue
  }
}
