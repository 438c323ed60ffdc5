extension Duration {
  /// The duration in seconds, as figures and lines have it.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
