import ArgumentParser
import LeNet

/// A recipe and an architecture as a command line names them, none or one or both.
struct NetworkChoice {
  let architecture: String?
  let recipe: String?

  func validate() throws {
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

  private var baseRecipe: Recipe {
    recipe.flatMap { Recipe.named($0) } ?? Recipe.proposed(for: architecture ?? "")
  }

  /// Whether the architecture is read from a file.
  var isFile: Bool { architecture?.hasSuffix(".json") ?? false }
}
