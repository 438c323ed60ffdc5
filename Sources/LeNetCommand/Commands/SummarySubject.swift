import LeNet
import LeNetFiles

/// The network of a summary: an architecture, or the one in a model file.
struct SummarySubject {
  let architecture: Architecture
  let model: ModelFile?

  /// A built-in name wins over a file of that name; a `.json` file describes an
  /// architecture, any other file is a model.
  init(_ name: String) throws {
    let isModel =
      Architecture.named(name) == nil && !name.hasSuffix(".json")
      && (name.hasSuffix(".safetensors") || name.contains("/")
        || PathKind(RunFolderName.named(name)) != .nothing)
    NetworkChoice.explain(name)
    model = isModel ? try ModelFile.named(name) : nil
    architecture = try model?.architecture ?? Architecture.find(name)
  }

  /// The architecture with changes; throws if it comes from a model file.
  func changed(by changes: NetworkChangeOptions) throws -> Architecture {
    guard model == nil || !changes.isGiven else {
      throw CommandFailure.wrongUse(
        "the network of a model file cannot change, because of its weights; name an architecture to "
          + "change it")
    }
    return try changes.changed(architecture)
  }
}
