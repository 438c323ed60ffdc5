#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Machine {
  /// The cores that this process may use, at least 1 and at most ``mostThreads``.
  public static var cores: Int {
    min(max(1, ProcessInfo.processInfo.activeProcessorCount), mostThreads)
  }

  /// The most threads that are taken unasked: each has memory of its own, and of a large server's
  /// cores all together would need much of it.
  public static let mostThreads: Int = 64
}
