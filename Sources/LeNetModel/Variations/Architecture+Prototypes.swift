import LeNetModel

/// Whether training moves the prototypes that radial basis units compare with.
public enum PrototypeTraining: String, Codable, CaseIterable, Sendable {
  /// They are constants, as in LeNet-5 of 1998.
  case fixed
  /// They start from these values and are trained.
  case trained
}

extension Recipe {
  /// The same recipe with constant or trained prototypes in its network's last stage.
  ///
  /// Throws for a network that does not end in radial basis units.
  public func training(prototypes: PrototypeTraining) throws(RecipeError) -> Recipe {
    var recipe = self
    guard let last = architecture.stages.indices.last,
      case .radialBasis(var units) = architecture.stages[last].stage
    else {
      throw RecipeError(
        value: "prototypes", expected: "left out: only radial basis units have some",
        got: "asked for in \(architecture.name)")
    }
    units.isTrainable = prototypes == .trained
    recipe.architecture.stages[last].stage = .radialBasis(units)
    return recipe
  }
}
