public import LeNetData
import LeNetModel

/// The trainings of LeCun, Bottou, Bengio and Haffner (1998), section III.
///
/// 20 passes in the same random order, an update after every pattern by stochastic diagonal
/// Levenberg-Marquardt; background -0.1 and ink 1.175, so x = -0.1 + 1.275 pixel / 255. What the paper
/// leaves open, and the results of other choices, are in Documentation/Paper.md.
extension Recipe {
  /// LeNet-5, with a fifth of the printed rates and other initial values, so that it learns.
  public static let paper = Recipe(
    paper: "paper",
    summary: "LeNet-5 of 1998 in the paper's way: 20 passes, pattern by pattern, at smaller rates.",
    .leNet51998, rate: 0.0001)

  /// LeNet-5 with the printed rates and initial values, with which units saturate in the second pass.
  public static let paperLiteral: Recipe = {
    var recipe = paper
    recipe.name = "paper-literal"
    recipe.summary = "The same with every number as printed, which does not learn."
    recipe.initialization = .paper
    recipe.learningRate = 0.0005
    return recipe
  }()

  /// LeNet-5 on ten distorted variants of every image, each of which it sees twice.
  public static let paperDistorted: Recipe = {
    var recipe = paper
    recipe.name = "paper-distorted"
    recipe.summary = "The same with distorted images: shifted, scaled, squeezed and sheared."
    recipe.distortion = paperDistortion
    recipe.variants = 10
    return recipe
  }()

  /// LeNet-1, whose digits are shrunk to 16 x 16.
  public static let paperLeNet1: Recipe = {
    var recipe = Recipe(
      paper: "paper-lenet1", summary: "LeNet-1, the smallest of them, on digits of 16 by 16.",
      .leNet1, rate: 0.0005)
    recipe.resizeMode = .shrink
    return recipe
  }()

  /// LeNet-4.
  public static let paperLeNet4 = Recipe(
    paper: "paper-lenet4", summary: "LeNet-4, between LeNet-1 and LeNet-5.", .leNet4,
    rate: 0.00025)

  /// A member of the committee of three networks LeNet-4; the second and third take the
  /// earlier ones as `TrainingOptions.boostingMembers`.
  public static let paperBoosted: Recipe = {
    var recipe = paperLeNet4
    recipe.name = "paper-boosted"
    recipe.summary = "LeNet-4 on distorted images, a member of the boosted committee."
    recipe.distortion = paperDistortion
    return recipe
  }()

  /// Translation, scaling, squeezing and horizontal shear; the paper gives no ranges.
  public static let paperDistortion = AffineDistortion(scale: 0.12, shear: 0.15, shift: 1.5)

  private init(paper name: String, summary: String, _ architecture: Architecture, rate: Double) {
    self.init(
      name: name, summary: summary, architecture: architecture, initialization: .paperSquareRoot,
      loss: .discriminative(j: 1), optimizer: .levenbergMarquardt(), learningRate: rate,
      schedule: .paper,
      batchSize: 1, length: .epochs(20), order: .constant, resizeMode: .pad, mean: [0.1 / 1.275],
      standardDeviation: [1 / 1.275])
  }
}
