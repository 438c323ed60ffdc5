import ArgumentParser
import LeNet

/// The options for normalization and distortion of images.
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

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rotate training images by up to ± this angle.", valueName: "degrees"))
  var rotation: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Scale training images by up to ± this fraction.", valueName: "share"))
  var scale: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shear training images by up to ± this factor.", valueName: "x"))
  var shear: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shift training images by up to ± this distance.", valueName: "pixels"))
  var shift: Double?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Flip half of the training images horizontally; for photos, not for digits or letters.")
  var flip: Bool?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Distort training images elastically: RMS displacement along each axis.",
      valueName: "pixels"))
  var elastic: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Standard deviation of the equivalent Gaussian smoothing of --elastic. (default: 4)",
      valueName: "pixels"))
  var elasticSigma: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of distorted variants of each image, used in turn. (default: a new one every epoch)",
      valueName: "n"))
  var variants: Int?

  func validate() throws {
    try mean?.checkMean()
    try standardDeviation?.checkDeviation()
  }

  func apply(to recipe: inout Recipe) throws {
    if let variants { recipe.variants = variants }
    if let resizeMode { recipe.resizeMode = resizeMode }
    if let mean { recipe.mean = mean.values }
    if let standardDeviation { recipe.standardDeviation = standardDeviation.values }
    try applyElastic(to: &recipe)
    let old = recipe.distortion
    // Without a distortion, --no-flip has no effect.
    let changesFlip = flip != nil && flip != (old?.flip ?? false)
    let isChanged = changesFlip || [rotation, scale, shear, shift].contains { $0 != nil }
    guard isChanged else { return }
    recipe.distortion = AffineDistortion(
      rotation: rotation ?? old?.rotation ?? 0, scale: scale ?? old?.scale ?? 0,
      shear: shear ?? old?.shear ?? 0, shift: shift ?? old?.shift ?? 0,
      flip: flip ?? old?.flip ?? false)
  }

  private func applyElastic(to recipe: inout Recipe) throws {
    guard elastic != nil || elasticSigma != nil else { return }
    guard let displacement = elastic ?? recipe.elastic?.displacement else {
      throw ValidationError("--elastic-sigma needs a displacement; add --elastic 1")
    }
    recipe.elastic = ElasticDistortion(
      displacement: displacement,
      smoothness: elasticSigma ?? recipe.elastic?.smoothness
        ?? ElasticDistortion.usualSmoothness)
  }

  /// Chooses the fit that changes images least, for an input that the recipe was not made for.
  func fit(_ images: Shape, in recipe: inout Recipe, network: NetworkOptions) {
    guard network.isMixed else { return }
    let input = recipe.architecture.input
    let isSame = images.rows == input.rows && images.columns == input.columns
    let isSmaller = images.rows <= input.rows && images.columns <= input.columns
    recipe.resizeMode = isSame ? .none : isSmaller ? .pad : .resize
  }
}
