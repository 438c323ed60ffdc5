import ArgumentParser
import LeNet

/// From which values a training starts, and what of them stays.
struct StartOptions: ParsableArguments {
  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Start from a model file: every layer of the same name and sizes takes over its values.",
      valueName: "model"),
    completion: .file(extensions: ["safetensors"]))
  var initialModel: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Whether the last layer starts anew beside --init. (default: where the classes have other names)"
    ))
  var newHead: Bool?

  @Option(
    help: ArgumentHelp(
      "Layers that training leaves as they are: C1,C3, all-but-last or none.",
      valueName: "layers"), transform: LayerList.read)
  var freeze: [LayerList] = []

  func validate() throws {
    if newHead != nil && initialModel == nil {
      throw ValidationError(
        "--\(newHead == true ? "" : "no-")new-head needs a model to start from: add --init MODEL.")
    }
    if freeze.count > 1, freeze.contains(where: \.names.isEmpty) {
      throw ValidationError(
        "--freeze is given \(freeze.count) times: name all layers, or give none or all-but-last alone."
      )
    }
  }

  func apply(to recipe: inout Recipe) {
    guard let first = freeze.first else { return }
    let head = recipe.architecture.head
    let layers = Recipe.trainableLayers(of: recipe.architecture).filter { !head.contains($0) }
    recipe = recipe.freezing(first.isAllButLast ? layers : freeze.flatMap(\.names))
  }

  /// Reads the model; throws where it was trained on `judges`, of which images are held back to judge by.
  func apply(to options: inout TrainingOptions, judges: DatasetParts? = nil) throws {
    options.initialWeights = try initialModel.map { path in
      let model = try ModelFile.read(path)
      let seen = Set((model.training?.sha256 ?? [:]).values)
      if let judges, !seen.isDisjoint(with: judges.training.sha256.values) {
        throw CommandFailure.wrongUse(
          "The model \(path) was trained on \(judges.training.name) already, so images of it cannot judge: "
            + "give other data, or leave --init out.")
      }
      return model
    }
    options.newHead = newHead
  }
}

/// Names of layers: `C1,C3`; `none` for no layer, `all-but-last` for what stands before the last one.
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

  /// The parts between commas; blanks, which no name of a layer has, are left out.
  static func names(in text: String) -> [String] {
    text.filter { $0 != " " }.split(separator: ",", omittingEmptySubsequences: false).map(
      String.init)
  }
}
