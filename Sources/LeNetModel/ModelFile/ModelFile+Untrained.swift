extension ModelFile {
  /// A network as it is before any training, with initial values of a seed.
  ///
  /// Images of bytes become pixel / 255. Classes are called by their numbers where no names are given. Throws
  /// where the architecture cannot be laid out, or there are more or fewer names than classes.
  public init(
    untrained architecture: Architecture, initialization: Initialization = .pytorch,
    seed: UInt64 = 1, classes: [String]? = nil
  ) throws(ArchitectureError) {
    let layout = try architecture.layout()
    let input = architecture.input
    if let classes, classes.count != layout.classes {
      throw .classNames(
        architecture: architecture.name, names: classes.count, classes: layout.classes)
    }
    self.init(
      preparation: Preparation(
        rows: input.rows, columns: input.columns, fit: .none,
        mean: Array(repeating: 0, count: input.maps),
        deviation: Array(repeating: 1, count: input.maps)),
      classes: classes ?? (0..<layout.classes).map { "\($0)" }, training: nil,
      parameters: initialization.parameters(for: layout, seed: seed))
  }
}
