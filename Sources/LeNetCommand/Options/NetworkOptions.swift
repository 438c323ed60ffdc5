import ArgumentParser
import LeNet

/// Which network is trained, and by which recipe.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Architecture, by name or as your own file. (default: the recipe's)",
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

  @OptionGroup var changes: NetworkChangeOptions

  @Option(help: ArgumentHelp("Rule of the initial values.", valueName: "rule"))
  var initialization: Initialization?

  @Option(
    help: ArgumentHelp(
      "Train on images that this earlier model reads wrong, half and half with images that it reads right; "
        + "with two models, on images where they disagree.", valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var boost: [String] = []

  func validate() throws {
    if boost.count > 2 {
      throw ValidationError("--boost was given \(boost.count) times: give one or two models.")
    }
    try choice.validate()
  }

  /// What is trained, as named.
  var choice: NetworkChoice { NetworkChoice(architecture: architecture, recipe: recipe) }

  /// Whether the command line names what is trained.
  var isNamed: Bool { choice.isNamed }

  /// The recipe as named, for the architecture as named, which is read where it is a file, and changed.
  func startingRecipe() throws -> Recipe {
    var start = try choice.startingRecipe()
    start.architecture = try changes.changed(start.architecture)
    return start
  }

  /// The same before any file is read, to see whether the other options suit it.
  func namedRecipe() throws -> Recipe {
    choice.isFile ? try choice.namedRecipe() : try startingRecipe()
  }

  /// Whether the recipe was not made for the architecture.
  var isMixed: Bool { choice.isMixed }

  /// Changes the network of a run that goes on, so that what is asked for anew is compared with what it has.
  func change(_ stored: Recipe) throws -> Recipe {
    var recipe = stored
    recipe.architecture = try changes.changed(stored.architecture)
    return recipe
  }

  func apply(to recipe: inout Recipe) throws {
    if let initialization { recipe.initialization = initialization }
  }

  /// Whether the architecture is a file, which is not read before the training begins.
  var isFile: Bool { choice.isFile }
}
