#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TrainingOptions {
  /// The cores that this process may use, at least one.
  public static var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
