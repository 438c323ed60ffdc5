public import LeNetModel

extension Recipe {
  /// The preparation of images for a network with input `input` under this recipe.
  ///
  /// One mean or standard deviation serves all maps. `Preparation.check(for:)` says whether it fits.
  public func preparation(for input: Shape) -> Preparation {
    Preparation(
      for: input, resizeMode: resizeMode, mean: mean, standardDeviation: standardDeviation)
  }
}
