extension Architecture {
  /// The same network with one function in every layer that has one; the last layer keeps its own.
  ///
  /// What has no function gets none: convolutions of `lenet5-1998-logistic` stay sums. Throws for
  /// softmax, which belongs to the last layer, and where no layer has a function.
  public func withActivation(
    _ activation: Activation
  ) throws(ArchitectureError) -> Architecture {
    guard activation != .softmax else {
      throw .cannotChange(
        architecture: name, to: "the activation softmax",
        problem: "only the last layer may have it")
    }
    var result = self
    var changed = false
    for index in stages.indices.dropLast() where stages[index].stage.activation != .identity {
      result.stages[index].stage = stages[index].stage.withActivation(activation)
      changed = true
    }
    guard changed else {
      throw .cannotChange(
        architecture: name, to: "another activation",
        problem: "no layer before the last one has an activation")
    }
    return result
  }
}
