import LeNetText

extension Architecture {
  /// The same network with another rate of every dropout, 0 to below 1.
  ///
  /// Throws if the network has no dropout; `layout()` checks the rate.
  public func withDropout(_ rate: Double) throws(ArchitectureError) -> Architecture {
    var result = self
    var isFound = false
    for index in layers.indices {
      guard case .dropout = layers[index].layer else { continue }
      result.layers[index].layer = .dropout(rate: rate)
      isFound = true
    }
    guard isFound else {
      throw .cannotChange(
        architecture: name, to: "another dropout",
        problem: "it has none; lenet5-keras has one, and a JSON file can have it anywhere")
    }
    return result
  }
}
