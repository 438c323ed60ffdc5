public import LeNetModel

extension Recipe {
  /// The preparation of images for a network with input `input` under this recipe.
  ///
  /// One mean or standard deviation serves all maps. `Preparation.check(for:)` says whether it fits.
  public func preparation(for input: Shape) -> Preparation {
    Preparation(
      rows: input.rows, columns: input.columns, resizeMode: resizeMode,
      mean: Self.spread(mean, over: input.maps),
      standardDeviation: Self.spread(standardDeviation, over: input.maps)
    )
  }

  /// One number serves every map.
  private static func spread(_ numbers: [Double], over maps: Int) -> [Double] {
    guard let only = numbers.first, numbers.count == 1 else { return numbers }
    return Array(repeating: only, count: maps)
  }
}
