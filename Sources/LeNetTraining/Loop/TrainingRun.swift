import LeNetEngine
import LeNetEvaluation
public import LeNetData
public import LeNetModel

/// A recipe, data and options that fit together, ready to be run.
public struct TrainingRun: Sendable {
  /// The recipe.
  public let recipe: Recipe
  /// The training and test data.
  public let data: DatasetSplits
  /// The options of the run.
  public let options: TrainingOptions
  /// The recipe's network with the input and output of the data.
  public let architecture: Architecture
  /// The sizes of that network.
  public let layout: NetworkLayout
  /// The preparation of the images.
  public let preparation: Preparation
  /// The starting values from a model; nil if all are random.
  public let start: StartingValues?
  /// The number of steps per epoch; the last batch may be short.
  public let stepsPerEpoch: Int
  /// The number of steps of the run.
  public let totalSteps: Int
  /// The number of epochs of the run; the last may be partial if the recipe counts steps.
  public let epochs: Int

  /// The indices in the training data to train on.
  let trainingIndices: [Int32]
  /// The indices in the training data for validation.
  let validationIndices: [Int32]

  /// The number of images per epoch.
  public var trainingCount: Int { trainingIndices.count }
  /// The number of validation images.
  public var validationCount: Int { validationIndices.count }

  /// Checks recipe, network and data against each other; touches no file.
  ///
  /// Throws if a value is out of range or the parts do not fit.
  public init(
    recipe: Recipe, data: DatasetSplits, options: TrainingOptions = TrainingOptions()
  ) throws(TrainingError) {
    do throws(RecipeError) {
      try recipe.validate()
    } catch {
      throw .recipe(error)
    }
    try options.validate()
    guard data.training.classes == data.test.classes else {
      throw .data(.splits(data: data.training.name, problem: "they have other classes"))
    }
    do throws(FittingError) {
      architecture = try recipe.architecture.withClasses(data.training.classes.count)
        .fitting(
          images: data.training.shape, resizeMode: recipe.resizeMode, data: data.training.name)
    } catch {
      throw .data(.fitting(error))
    }
    do throws(ArchitectureError) {
      layout = try architecture.layout()
    } catch {
      throw .architecture(error)
    }
    guard layout.classes == data.training.classes.count else {
      throw .classes(
        architecture: architecture.name, network: layout.classes, data: data.training.name,
        images: data.training.classes.count)
    }
    do throws(PreparationError) {
      preparation = recipe.preparation(for: architecture.input)
      try preparation.check(for: architecture.input)
    } catch {
      throw .data(.preparation(error))
    }
    try Self.check(recipe, images: data.training.shape)
    do throws(DatasetError) {
      (trainingIndices, validationIndices) = try ValidationSplit.indices(
        of: data.training, count: recipe.validation)
    } catch {
      throw .recipe(
        RecipeError(
          value: "validation split", expected: "fewer than the \(data.training.count) images",
          got: "\(recipe.validation)"))
    }
    if let model = options.initialWeights {
      start = try StartingValues(
        of: model, for: layout, preparation: preparation, classes: data.training.classes,
        newHead: options.newHead, frozen: recipe.frozen ?? [])
    } else {
      start = nil
    }
    // Rounds up, because the last batch may be short.
    stepsPerEpoch = (trainingIndices.count - 1) / recipe.batchSize + 1
    switch recipe.length {
    case .epochs(let count): totalSteps = count * stepsPerEpoch
    case .steps(let count): totalSteps = count
    }
    epochs = (totalSteps - 1) / stepsPerEpoch + 1
    self.recipe = recipe
    self.data = data
    self.options = options
  }

  private static func check(_ recipe: Recipe, images: Shape) throws(TrainingError) {
    guard recipe.elastic != nil else { return }
    guard ElasticDistortion.takes(images) else {
      throw .recipe(
        RecipeError(
          value: "elastic distortion",
          expected: """
            images of at most \(ElasticDistortion.largestImage) pixels a map and \
            \(ElasticDistortion.largestSide) a side
            """,
          got: "asked for with images of \(images)"))
    }
  }
}
