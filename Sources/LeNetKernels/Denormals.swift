private import CProcessor

/// Whether numbers too small to be normal count as zero on this thread.
///
/// Weights and optimizer averages that decay pass through that range, where every operation costs a
/// hundred times as much; it is part of how results are rounded, so every piece of a pool's work does it.
package struct DenormalSetting {
  private let setting: UInt64

  /// Makes such numbers count as zero from here on; returns the setting before.
  package static func flush() -> DenormalSetting {
    DenormalSetting(setting: processor_flush_denormals())
  }

  /// Restores the setting.
  package func restore() { processor_restore_denormals(setting) }
}

/// Computes with numbers too small to be normal counted as zero.
package func withDenormalsFlushed(_ body: () -> Void) {
  let previous = DenormalSetting.flush()
  body()
  previous.restore()
}
