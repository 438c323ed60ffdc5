import ArgumentParser
import LeNet

/// The options for the distortion of training images.
struct DistortionOptions: ParsableArguments {
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

  func apply(to recipe: inout Recipe) throws {
    if let variants { recipe.variants = variants }
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
}
