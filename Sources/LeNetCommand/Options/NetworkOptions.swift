import ArgumentParser
import LeNet

/// Which network is trained, and by which recipe.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Architecture, by name or as a file of one's own. (default: the recipe's)",
      valueName: "name|file.json"),
    completion: PathCompletion.kind(
      names: Architecture.all.map(\.name), extensions: ["json"]))
  var architecture: String?

  @Option(
    help: ArgumentHelp(
      "Recipe, the starting point of every option below. "
        + "(default: the one that goes with the architecture, else pytorch)",
      valueName: "name"),
    completion: .list(Recipe.all.map(\.name)))
  var recipe: String?

  @Option(
    help: ArgumentHelp(
      "Where lenet5-d2l has batch normalization.", valueName: "where"))
  var batchNormalization: BatchNormalizationPlacement?

  @Option(
    help: ArgumentHelp(
      "Whether the prototypes of radial basis units are constants.", valueName: "how"))
  var prototypes: PrototypeTraining?

  @Option(help: ArgumentHelp("Rule of the initial values.", valueName: "rule"))
  var initialization: Initialization?

  @Option(
    help: ArgumentHelp(
      "Train on what this earlier model reads wrong, half and half with what it reads right; of two, "
        + "on what they read differently.", valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var boost: [String] = []

  func validate() throws {
    if boost.count > 2 {
      throw ValidationError("--boost was given \(boost.count) times: give one or two models.")
    }
    if let recipe, Recipe.named(recipe) == nil {
      throw ValidationError(
        "There is no recipe '\(recipe)': "
          + "choose one of \(Recipe.all.map(\.name).joined(separator: ", ")).")
    }
    if let architecture, !isFile { try check { _ = try Architecture.find(architecture) } }
  }

  /// Whether the command line says what is trained.
  var isNamed: Bool { recipe != nil || architecture != nil }

  /// The recipe as named, for the architecture as named, which is read where it is a file.
  func startingRecipe() throws -> Recipe {
    var start = baseRecipe
    if let architecture { start.architecture = try Architecture.find(architecture) }
    return start
  }

  /// The same before any file is read, to see whether the other options suit it.
  func namedRecipe() throws -> Recipe {
    isFile ? baseRecipe : try startingRecipe()
  }

  /// Whether the recipe was not made for the architecture.
  var isMixed: Bool { architecture != nil && architecture != baseRecipe.architecture.name }

  func apply(to recipe: inout Recipe) throws {
    if let batchNormalization { recipe = try recipe.normalizing(batchNormalization) }
    if let prototypes { recipe = try recipe.training(prototypes: prototypes) }
    if let initialization { recipe.initialization = initialization }
  }

  private var baseRecipe: Recipe {
    recipe.flatMap { Recipe.named($0) } ?? Recipe.proposed(for: architecture ?? "")
  }

  /// Whether the architecture is a file, which is not read before the training begins.
  var isFile: Bool { architecture?.hasSuffix(".json") ?? false }
}
