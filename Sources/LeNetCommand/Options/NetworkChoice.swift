import ArgumentParser
import LeNet
import LeNetText

/// The recipe and the architecture that a command line names; both are optional.
struct NetworkChoice {
  let architecture: String?
  let recipe: String?

  init(architecture: String?, recipe: String?) {
    self.architecture = architecture.map { Architecture.named($0)?.name ?? $0 }
    self.recipe = recipe
  }

  /// Says which network the short name stands for.
  static func explain(_ architecture: String?) {
    guard let architecture, let network = Architecture.named(architecture),
      network.name != architecture
    else { return }
    OutputStream.error.remark("\(architecture) is short for \(network.name)")
  }

  func validate() throws {
    if let recipe, Recipe.named(recipe) == nil {
      if let network = Architecture.named(recipe) {
        throw ValidationError(
          "'\(recipe)' is not a recipe but an architecture; give it as --architecture \(network.name)"
        )
      }
      throw ValidationError(
        "there is no recipe '\(recipe)'; "
          + "choose one of \(Recipe.all.map(\.name).joined(separator: ", "))"
          + didYouMean(recipe, among: Recipe.all.map(\.name)))
    }
    if let architecture, Architecture.named(architecture) == nil, Recipe.named(architecture) != nil
    {
      throw ValidationError(
        "'\(architecture)' is not an architecture but a recipe; give it as --recipe \(architecture)"
      )
    }
    if let architecture, !isFile { try check { _ = try Architecture.find(architecture) } }
  }

  /// Whether the command line names a recipe or an architecture.
  var isNamed: Bool { recipe != nil || architecture != nil }

  /// The named recipe for the named architecture; reads the architecture's file.
  func startingRecipe() throws -> Recipe {
    var start = baseRecipe
    if let architecture { start.architecture = try Architecture.find(architecture) }
    return start
  }

  /// The same without reading a file, to check the other options against it.
  func namedRecipe() throws -> Recipe {
    isFile ? baseRecipe : try startingRecipe()
  }

  /// Whether the recipe was made for another architecture.
  var isMixed: Bool { architecture != nil && architecture != baseRecipe.architecture.name }

  private var baseRecipe: Recipe {
    recipe.flatMap { Recipe.named($0) } ?? Recipe.proposed(for: architecture ?? "")
  }

  /// Whether the architecture is read from a file.
  var isFile: Bool { architecture?.hasSuffix(".json") ?? false }
}
