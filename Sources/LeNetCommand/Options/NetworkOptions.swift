import ArgumentParser
import LeNet

/// The options that choose the network and the recipe.
struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Architecture: a name or your own file. (default: the recipe's)",
      valueName: "name|file.json"),
    completion: PathCompletion.kind(
      names: Architecture.all.map(\.name), extensions: ["json"]))
  var architecture: String?

  @Option(
    help: ArgumentHelp(
      "Recipe: the defaults of all options below. "
        + "(default: the recipe for the architecture, else pytorch)",
      valueName: "name"),
    completion: .list(Recipe.all.map(\.name)))
  var recipe: String?

  @OptionGroup var changes: NetworkChangeOptions

  @Option(
    name: .customLong("initializer"),
    help: ArgumentHelp("Initialization of the weights.", valueName: "rule"))
  var initialization: Initialization?

  @Option(
    help: ArgumentHelp(
      "Train on images that this model misclassifies, mixed half and half with correct ones; "
        + "with two models, on images where they disagree.", valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var boost: [String] = []

  func validate() throws {
    if boost.count > 2 {
      throw ValidationError("got --boost \(boost.count) times; give one or two models")
    }
    try choice.validate()
  }

  /// The named recipe and architecture.
  var choice: NetworkChoice { NetworkChoice(architecture: architecture, recipe: recipe) }

  /// Whether the command line names a recipe or an architecture.
  var isNamed: Bool { choice.isNamed }

  /// The named recipe for the named architecture, with the network's changes; reads the architecture's file.
  func startingRecipe() throws -> Recipe {
    var start = try choice.startingRecipe()
    start.architecture = try changes.changed(start.architecture)
    return start
  }

  /// The same without reading a file, to check the other options against it.
  func namedRecipe() throws -> Recipe {
    choice.isFile ? try choice.namedRecipe() : try startingRecipe()
  }

  /// Whether the recipe was made for another architecture.
  var isMixed: Bool { choice.isMixed }

  /// Changes the network of a resumed run, to compare the request with what the run has.
  func change(_ stored: Recipe) throws -> Recipe {
    var recipe = stored
    recipe.architecture = try changes.changed(stored.architecture)
    return recipe
  }

  func apply(to recipe: inout Recipe) throws {
    if let initialization { recipe.initialization = initialization }
  }

  /// Whether the architecture is a file, which is read only when the training begins.
  var isFile: Bool { choice.isFile }
}
