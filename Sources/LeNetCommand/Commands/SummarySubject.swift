import LeNet
import LeNetFiles

/// What a summary is about: an architecture alone, or the one in a model file.
struct SummarySubject {
  let architecture: Architecture
  let model: ModelFile?

  /// A built-in name wins over a file of that name; what ends in `.json` describes an
  /// architecture, any other file is a model.
  init(_ name: String) throws {
    let isModel =
      Architecture.named(name) == nil && !name.hasSuffix(".json")
      && (name.hasSuffix(".safetensors") || PathKind(name) != .nothing)
    model = isModel ? try ModelFile.read(name) : nil
    architecture = try model?.architecture ?? Architecture.find(name)
  }

  /// The architecture with changes; throws where it is that of a model file.
  func changed(by changes: NetworkChangeOptions) throws -> Architecture {
    guard model == nil || !changes.isGiven else {
      throw CommandFailure.wrongUse(
        "A model file has weights for its network as it is: give the name of an architecture to "
          + "change it.")
    }
    return try changes.changed(architecture)
  }
}
