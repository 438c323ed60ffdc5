private import CProcessor

/// Computes with numbers too small to be normal counted as zero on this thread.
///
/// Weights and optimizer averages that decay pass through that range, where every operation costs a
/// hundred times as much; it is part of how results are rounded, so every piece of a pool's work does it.
package func withDenormalsFlushed<Result>(_ body: () throws -> Result) rethrows -> Result {
  let setting = processor_flush_denormals()
  defer { processor_restore_denormals(setting) }
  return try body()
}
