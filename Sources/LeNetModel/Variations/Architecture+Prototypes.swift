/// Whether training changes the prototypes of radial basis units.
public enum PrototypeTraining: String, Codable, CaseIterable, Sendable {
  /// They are constants, as in LeNet-5 of 1998.
  case fixed
  /// They start from these values and are trained.
  case trained
}

extension Architecture {
  /// The same network with constant or trained prototypes in its last layer.
  ///
  /// Throws for a network that does not end in radial basis units.
  public func withPrototypes(
    _ training: PrototypeTraining
  ) throws(ArchitectureError) -> Architecture {
    var result = self
    guard let last = layers.indices.last, case .radialBasis(var units) = layers[last].layer else {
      throw .cannotChange(
        architecture: name, to: "\(training.rawValue) prototypes",
        problem: "only radial basis units have prototypes")
    }
    units.isTrainable = training == .trained
    result.layers[last].layer = .radialBasis(units)
    return result
  }
}
