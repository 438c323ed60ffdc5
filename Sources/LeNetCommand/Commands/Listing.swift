import LeNet
import LeNetText

/// The rows of a list, as a table for people and as JSON objects for programs.
struct Listing {
  var table: TextTable
  var objects: [JSON] = []
  /// The lines under the table.
  var notes: [String] = []

  var lines: [String] { table.screenLines + (notes.isEmpty ? [] : [""] + notes) }

  static func architectures() throws -> Listing {
    var listing = Listing(
      table: TextTable(columns: [
        .init("name"), .init("input"), .init("trained", .right), .init("recipe"),
        .init("layers"),
      ]))
    for architecture in Architecture.all {
      let layout = try architecture.layout()
      let recipe = Recipe.proposed(for: architecture.name).name
      let layers = architecture.layers.map(\.name).joined(separator: " ")
      listing.table.addRow([
        architecture.name, architecture.input.text,
        layout.trainableCount.grouped, recipe, layers,
      ])
      listing.objects.append(
        .object([
          "name": .string(architecture.name), "input": architecture.input.json,
          "parameters": .integer(layout.trainableCount), "recipe": .string(recipe),
          "layers": .array(architecture.layers.map { .string($0.name) }),
        ]))
    }
    return listing
  }

  static func recipes() -> Listing {
    var listing = Listing(
      table: TextTable(columns: [
        .init("name"), .init("architecture"), .init("optimizer"), .init("rate", .right),
        .init("schedule"), .init("batch", .right), .init("length", .right),
      ]))
    for recipe in Recipe.all {
      listing.table.addRow([
        recipe.name, recipe.architecture.name, recipe.optimizer.name,
        NumberText.plain(recipe.learningRate),
        recipe.schedule.name, "\(recipe.batchSize)", recipe.length.description,
      ])
      listing.objects.append(
        .object([
          "name": .string(recipe.name), "summary": .string(recipe.summary),
          "architecture": .string(recipe.architecture.name),
          "optimizer": recipe.optimizer.settings.json, "learningRate": JSON(recipe.learningRate),
          "biasRate": recipe.biasRate.map { JSON($0) } ?? .null,
          "frozen": recipe.frozen.map { .array($0.map(JSON.string)) } ?? .null,
          "schedule": recipe.schedule.settings.json, "batchSize": .integer(recipe.batchSize),
          "length": recipe.length.json, "validation": .integer(recipe.validation),
          "initialization": .string(recipe.initialization.argumentName),
          "loss": .string(recipe.loss.argumentName), "j": recipe.loss.json["j"] ?? .null,
          "order": .string(recipe.order.argumentName),
          "resizeMode": .string(recipe.resizeMode.argumentName),
          "mean": .array(recipe.mean.map { JSON($0) }),
          "standardDeviation": .array(recipe.standardDeviation.map { JSON($0) }),
          "distortion": recipe.distortion?.settings.json ?? .null,
          "variants": recipe.variants.map { .integer($0) } ?? .null,
        ]))
      listing.notes += notes(recipe)
    }
    return listing
  }

  /// A recipe's summary, its settings, and the data it needs if they are not built in.
  private static func notes(_ recipe: Recipe) -> [String] {
    var notes = [
      "\(recipe.name): \(recipe.summary)",
      "  \(recipe.optimizer.settings.text)\(recipe.biasRateText)",
      "  \(recipe.schedule.settings.text); mean \(words(recipe.mean)), "
        + "std \(words(recipe.standardDeviation))",
    ]
    if let distortion = recipe.distortion { notes.append("  \(distortion.settings.text)") }
    if recipe.architecture.input.maps > 1 {
      notes.append("  needs --data PATH with colour images: CIFAR-10's files, pictures and others")
    }
    return notes
  }

  private static func words(_ numbers: [Double]) -> String {
    numbers.map { NumberText.plain(($0 * 10_000).rounded() / 10_000) }.joined(separator: ",")
  }
}
