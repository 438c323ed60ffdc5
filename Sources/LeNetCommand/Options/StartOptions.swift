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
      "Whether the last layer starts anew beside --init. (default: where the classes are called otherwise)"
    ))
  var newHead: Bool?

  @Option(
    help: ArgumentHelp(
      "Layers that training leaves as they are: C1,C3, all-but-last or none.",
      valueName: "layers"))
  var freeze: LayerList?

  func validate() throws {
    if newHead != nil && initialModel == nil {
      throw ValidationError(
        "--\(newHead == true ? "" : "no-")new-head needs a model to start from: add --init MODEL.")
    }
  }

  func apply(to recipe: inout Recipe) {
    guard let freeze else { return }
    let layers = Recipe.trainableLayers(of: recipe.architecture)
    recipe = recipe.freezing(
      freeze.isAllButLast ? Array(layers.dropLast()) : freeze.names)
  }

  func apply(to options: inout TrainingOptions) throws {
    options.initial = try initialModel.map { try ModelFile.read($0) }
    options.newHead = newHead
  }
}

/// Names of layers: `C1,C3`; `none` for no layer, `all-but-last` for what stands before the last one.
struct LayerList: ExpressibleByArgument, Equatable {
  let names: [String]
  let isAllButLast: Bool

  init?(argument: String) {
    isAllButLast = argument == "all-but-last"
    guard argument != "none", !isAllButLast else {
      names = []
      return
    }
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains(where: \.isEmpty) else { return nil }
  }
}
