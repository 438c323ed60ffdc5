import CLeNet
import LeNetData
import LeNetModel
import LeNetText
import LeNetTraining

/// A recipe as a caller describes it: a name, or JSON with what differs from a named one.
struct RecipeDescription {
  private let base: Recipe
  /// The network, if another one than the recipe's is wanted.
  private let architecture: Architecture?
  /// The values of the recipe to replace, by their names in its JSON form.
  private let changes: [String: JSON]

  /// The keys beside those of a recipe.
  private static let ownKeys: Set = ["recipe", "architecture", "epochs", "steps"]

  init(_ text: String?) throws {
    guard let text else {
      (base, architecture, changes) = (.pytorch, nil, [:])
      return
    }
    guard text.first(where: { !$0.isWhitespace }) == "{" else {
      changes = [:]
      if let recipe = Recipe.named(text) {
        (base, architecture) = (recipe, nil)
        return
      }
      guard Architecture.named(text) != nil || text.hasSuffix(".json") else {
        throw Self.unknown(text)
      }
      let network = try Architecture.find(text)
      (base, architecture) = (Recipe.proposed(for: network.name), network)
      return
    }
    let given = try CallOptions(json(text, "recipe"), keys: nil, name: "recipe")
    architecture = try given.values["architecture"].map { value in
      try value.string.map { try Architecture.described(by: $0) } ?? Architecture(json: value)
    }
    if let name = try given.text("recipe") {
      guard let recipe = Recipe.named(name) else { throw Self.unknown(name) }
      base = recipe
    } else {
      base = Recipe.proposed(for: architecture?.name ?? "")
    }
    changes = try Self.changes(given)
  }

  private static func unknown(_ name: String) -> CallFailure {
    let names = Recipe.all.map(\.name) + Architecture.all.map(\.name)
    return CallFailure(
      LENET_ERROR_ARGUMENT,
      "there is no recipe or architecture '\(name)'; expected one of \(names.joined(separator: ", "))"
        + didYouMean(name, among: names))
  }

  private static func changes(_ given: CallOptions) throws(CallFailure) -> [String: JSON] {
    var changes = given.values.filter { !ownKeys.contains($0.key) }
    if let stranger = changes.keys.filter({ !keys.contains($0) }).min() {
      let all = (keys + ownKeys).sorted()
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "recipe has '\(stranger)', which is not known; expected \(all.joined(separator: ", "))"
          + didYouMean(stranger, among: all))
    }
    let epochs = try given.whole("epochs", in: 1...Recipe.largestEpochs)
    let steps = try given.whole("steps", in: 1...1_000_000_000)
    guard epochs == nil || steps == nil else {
      throw CallFailure(
        LENET_ERROR_ARGUMENT, "recipe has 'epochs' and 'steps'; give one of them")
    }
    if let epochs { changes["length"] = .object(["epochs": .integer(epochs)]) }
    if let steps { changes["length"] = .object(["steps": .integer(steps)]) }
    return changes
  }

  /// The names of a recipe's values.
  private static let keys = [
    "name", "summary", "initialization", "loss", "optimizer", "learningRate", "biasRate",
    "schedule", "batchSize", "length", "order", "resizeMode", "mean", "standardDeviation",
    "distortion", "elastic", "variants", "validation", "monitor", "patience", "frozen",
  ]

  /// The recipe for images, as `lenet train` makes it of the same options.
  func recipe(for images: Dataset) throws -> Recipe {
    var recipe = base
    if let architecture {
      recipe.architecture = architecture
      if architecture.name != base.architecture.name { recipe.fitResizeMode(to: images.shape) }
    }
    recipe.fitValidation(to: images.count)
    guard !changes.isEmpty, case .object(var members) = try JSON(encoding: recipe) else {
      return recipe
    }
    members.merge(try completedChanges()) { _, new in new }
    do {
      return try JSON.object(members).decoded()
    } catch let error as DecodingError {
      throw CallFailure(LENET_ERROR_ARGUMENT, Self.sentence(error, members))
    }
  }

  /// The changes, with the usual values where an optimizer or a schedule has only some of its own.
  private func completedChanges() throws -> [String: JSON] {
    var changes = changes
    changes["optimizer"] = try changes["optimizer"].map { given in
      try Self.completed(given) { try Optimizer(name: $0).map { try JSON(encoding: $0) } }
    }
    changes["schedule"] = try changes["schedule"].map { given in
      try Self.completed(given) { try Schedule(name: $0).map { try JSON(encoding: $0) } }
    }
    return changes
  }

  /// A name, or `{name: values}`, with the usual values of that name where there are none.
  private static func completed(
    _ given: JSON, usual: (String) throws -> JSON?
  ) throws -> JSON {
    if let name = given.string { return try usual(name.hyphenated) ?? given }
    guard case .object(let choice) = given, choice.count == 1, let (name, own) = choice.first,
      case .object(let values) = own,
      case .object(let all)? = try usual(name.hyphenated)?[name]
    else { return given }
    return .object([name: .object(all.merging(values) { _, new in new })])
  }

  /// What is wrong with a value of the recipe.
  private static func sentence(_ error: DecodingError, _ members: [String: JSON]) -> String {
    let path: [any CodingKey] =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .dataCorrupted(let context):
        context.codingPath
      case .keyNotFound(let key, let context): context.codingPath + [key]
      @unknown default: []
      }
    let place = path.map(\.stringValue).joined(separator: ".")
    let value = path.first.flatMap { members[$0.stringValue] }?.text ?? "null"
    return
      "'\(place)' in recipe is not what a recipe has there, got \(value); expected a value like those of the "
      + "built-in recipes"
  }
}
