import LeNet

/// What a summary is about: an architecture alone, or the one in a model file.
struct SummarySubject {
  let architecture: Architecture
  let model: ModelFile?

  /// A built-in name wins over a file of that name; what ends in `.json` describes an
  /// architecture, any other file is a model.
  init(_ name: String) throws {
    let isModel =
      Architecture.named(name) == nil && !name.hasSuffix(".json")
      && (name.hasSuffix(".safetensors") || FileKind(path: name) != .missing)
    model = isModel ? try ModelFile.read(name) : nil
    architecture = try model?.architecture ?? Architecture.find(name)
  }
}
