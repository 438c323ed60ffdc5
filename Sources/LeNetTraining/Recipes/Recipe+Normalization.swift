public import LeNetModel

extension Recipe {
  /// The same recipe with batch normalization in its network, which must be `lenet5-d2l`.
  ///
  /// Throws for every other network.
  public func normalizing(_ placement: BatchNormalizationPlacement) throws(RecipeError) -> Recipe {
    let plain = Architecture.leNet5D2L
    let variants = BatchNormalizationPlacement.allCases.map {
      Architecture.leNet5D2L(batchNormalization: $0)
    }
    guard variants.contains(architecture) else {
      throw RecipeError(
        value: "batch normalization", expected: "the architecture \(plain.name) with it",
        got: "asked for in \(architecture.name)")
    }
    var recipe = self
    recipe.architecture = .leNet5D2L(batchNormalization: placement)
    return recipe
  }
}
