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

  /// The default limit of threads: each needs memory of its own, which adds up on the
  /// cores of a large server.
  public static let mostThreads: Int = 64
}
