import ArgumentParser
import LeNet

/// The options for the size and the normalization of images.
struct PreparationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How images get the size of the input. "
        + "(default: the recipe's, or what the sizes need)",
      valueName: "way"))
  var resizeMode: Preparation.ResizeMode?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Mean of the pixels, 0 to 1; one number, or one per map.", valueName: "x,…"))
  var mean: NumberList?

  @Option(
    name: .customLong("std"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Standard deviation of the pixels; one number, or one per map.", valueName: "x,…"))
  var standardDeviation: NumberList?

  func validate() throws {
    try mean?.checkMean()
    try standardDeviation?.checkDeviation()
  }

  func apply(to recipe: inout Recipe) {
    if let resizeMode { recipe.resizeMode = resizeMode }
    if let mean { recipe.mean = mean.values }
    if let standardDeviation { recipe.standardDeviation = standardDeviation.values }
  }

  /// Chooses the resize mode that changes images least, for an input that the recipe was not made for.
  func fit(_ images: Shape, in recipe: inout Recipe, network: NetworkOptions) {
    if network.isMixed { recipe.fitResizeMode(to: images) }
  }
}
