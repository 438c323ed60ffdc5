import LeNetText

extension Architecture {
  /// The same network with another share of numbers that every dropout drops, 0 to below 1.
  ///
  /// Throws where the network has no dropout; that the share is usable is checked by `layout()`.
  public func withDropout(_ rate: Double) throws(ArchitectureError) -> Architecture {
    var result = self
    var isFound = false
    for index in stages.indices {
      guard case .dropout = stages[index].stage else { continue }
      result.stages[index].stage = .dropout(rate: rate)
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
