extension ModelFile {
  /// An untrained network, with the initial values of a seed.
  ///
  /// Pixels become pixel / 255. Without names, the classes are their numbers. Throws
  /// if the architecture cannot be laid out, or the number of names is not that of the classes.
  public init(
    untrained architecture: Architecture, initialization: Initialization = .pytorch,
    seed: UInt64 = 1, classes: [String]? = nil
  ) throws(ArchitectureError) {
    let layout = try architecture.layout()
    if let classes, classes.count != layout.classes {
      throw .classNames(
        architecture: architecture.name, names: classes.count, classes: layout.classes)
    }
    self.init(
      preparation: Preparation(for: architecture.input),
      classes: classes ?? (0..<layout.classes).map { "\($0)" }, training: nil,
      parameters: initialization.parameters(for: layout, seed: seed))
  }
}
