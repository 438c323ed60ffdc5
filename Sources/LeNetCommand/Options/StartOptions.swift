import ArgumentParser
import LeNet
import LeNetCatalog

/// The options for starting values and frozen layers.
struct StartOptions: ParsableArguments {
  @Option(
    name: .customLong("weights"),
    help: ArgumentHelp(
      "Start from a model file: layers with the same name and sizes take its values.",
      valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var initialModel: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether --weights skips the last layer. (default: if the classes have other names)"
    ))
  var newHead: Bool?

  @Option(
    help: ArgumentHelp(
      "Layers that training does not change: C1,C3, all-but-last or none.",
      valueName: "layers"),
    completion: ValueCompletion.trainedLayers, transform: LayerList.read)
  var freeze: [LayerList] = []

  func validate() throws {
    if newHead != nil && initialModel == nil {
      throw ValidationError(
        "--\(newHead == true ? "" : "no-")new-head needs a model to start from; add --weights MODEL"
      )
    }
    if freeze.count > 1, freeze.contains(where: \.names.isEmpty) {
      throw ValidationError(
        "got --freeze \(freeze.count) times; name all layers once, or give none or all-but-last alone"
      )
    }
  }

  func apply(to recipe: inout Recipe) {
    guard let first = freeze.first else { return }
    let head = recipe.architecture.head
    let layers = Recipe.trainableLayers(of: recipe.architecture).filter { !head.contains($0) }
    recipe = recipe.freezing(first.isAllButLast ? layers : freeze.flatMap(\.names))
  }

  /// Reads the model; throws if it was trained on `judges`, whose held-out images evaluate the run.
  func apply(to options: inout TrainingOptions, judges: DatasetSplits? = nil) throws {
    options.initialWeights = try initialModel.map { path in
      let model = try ModelFile.named(path)
      let seen = Set((model.training?.sha256 ?? [:]).values)
      if let judges, !seen.isDisjoint(with: judges.training.sha256.values) {
        throw CommandFailure.wrongUse(
          "the model \(path) was already trained on \(judges.training.name), so its images cannot evaluate it; "
            + "give other data, or leave --weights out")
      }
      return model
    }
    options.newHead = newHead
  }
}

/// Names of layers: `C1,C3`; `none` for no layer, `all-but-last` for all layers before the last.
struct LayerList: Equatable {
  let names: [String]
  let isAllButLast: Bool

  @Sendable static func read(_ text: String) throws -> LayerList {
    if text == "none" { return LayerList(names: [], isAllButLast: false) }
    if text == "all-but-last" { return LayerList(names: [], isAllButLast: true) }
    let names = names(in: text)
    guard !names.contains(where: \.isEmpty), Set(names).count == names.count else {
      throw ValidationError(
        "expected names of layers with commas between, each once, as in C1,C3, or all-but-last or none"
      )
    }
    return LayerList(names: names, isAllButLast: false)
  }

  /// The parts between commas, without blanks.
  static func names(in text: String) -> [String] {
    text.filter { $0 != " " }.split(separator: ",", omittingEmptySubsequences: false).map(
      String.init)
  }
}
