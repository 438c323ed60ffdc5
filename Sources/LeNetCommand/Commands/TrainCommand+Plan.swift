import LeNet

extension TrainCommand {
  /// The training that all options and files together describe.
  struct Plan {
    let recipe: Recipe
    let data: DatasetSplits
    let options: TrainingOptions
  }

  /// Reads the files and combines the options.
  ///
  /// A run resumed without a named recipe or network keeps its own.
  func plan() throws -> Plan {
    let stored = try storedRun()
    var recipe = try stored.map { try network.change($0.recipe) } ?? network.startingRecipe()
    let whole = try data.load(default: stored?.data, for: recipe.architecture.input)
    let heldBack = try heldBackCount()
    let splits = try heldBack.map { try whole.holdingBack($0) } ?? whole
    if stored == nil { images.fit(splits.training.shape, in: &recipe, network: network) }
    if stored == nil { self.validation.fit(splits.training, in: &recipe) }
    try applyOptions(to: &recipe)

    var options = TrainingOptions()
    machine.apply(to: &options)
    runOptions.apply(to: &options)
    options.seed = runOptions.seed ?? stored?.seed ?? options.seed
    options.output = runOptions.output ?? RunFolderName.free(for: recipe.architecture.name)
    options.testEachEpoch = validation.testEachEpoch
    try start.apply(to: &options, judges: heldBack == nil ? nil : whole)
    options.boostingMembers = try network.boost.map { try ModelFile.named($0) }
    return Plan(recipe: recipe, data: splits, options: options)
  }

  /// Applies every given option to the recipe.
  func applyOptions(to recipe: inout Recipe) throws {
    try network.apply(to: &recipe)
    start.apply(to: &recipe)
    validation.apply(to: &recipe)
    images.apply(to: &recipe)
    try distortion.apply(to: &recipe)
    length.apply(to: &recipe)
    try optimizer.apply(to: &recipe)
    try schedule.apply(to: &recipe)
  }

  /// The number of training images to hold out; a resumed run keeps its own.
  private func heldBackCount() throws -> Int? {
    let given = validation.heldBack
    guard runOptions.resume, let folder = runOptions.output,
      let stored = try? StoredRun.read(folder: folder)
    else { return given }
    guard given == nil || given == stored.heldBackCount else {
      let before = stored.heldBackCount.map { $0.of("image") } ?? "no image"
      throw CommandFailure.wrongUse(
        "the run in \(folder) holds out \(before); resume it without --held-back, or choose another --output"
      )
    }
    return stored.heldBackCount
  }

  private func storedRun() throws -> StoredRun? {
    guard runOptions.resume, let folder = runOptions.output, !network.isNamed else { return nil }
    return try StoredRun.read(folder: folder)
  }
}
