extension Architecture {
  /// The same network with another activation in every layer that has one, except the last.
  ///
  /// Layers without an activation stay so, as convolutions of `lenet5-1998-logistic`. Throws for
  /// softmax, which belongs to the last layer, and if no layer has an activation.
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
    for index in layers.indices.dropLast() where layers[index].layer.activation != .identity {
      result.layers[index].layer = layers[index].layer.withActivation(activation)
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
