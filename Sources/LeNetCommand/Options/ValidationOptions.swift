import ArgumentParser
import LeNet

/// The options for validation, which chooses the epoch to keep.
struct ValidationOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Images split off the training set; 0 keeps the last epoch. "
        + "(default: the recipe's, or a twelfth of a small set)",
      valueName: "n"))
  var validation: Int?

  @Option(
    help: ArgumentHelp(
      "Validation measure that selects the epoch to keep: accuracy or loss. "
        + "(default: the recipe's, else accuracy)",
      valueName: "measure"))
  var monitor: Recipe.Monitor?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop after n epochs in a row without improvement; 0 trains to the end. "
        + "(default: the recipe's, else 0)",
      valueName: "n"))
  var patience: Int?

  @Flag(help: "Also evaluate on the test set after every epoch; it never chooses.")
  var testEachEpoch = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Hold out n training images and evaluate on them instead of the test set, as a sweep does.",
      valueName: "n"))
  var heldBack: Int?

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
    try refuse(heldBack, "--held-back", unlessIn: 1...100_000_000)
    try refuse(patience, "--patience", unlessIn: 0...Recipe.largestEpochs)
  }

  func apply(to recipe: inout Recipe) {
    if let validation { recipe.validation = validation }
    // The default stays out of the record, so naming it does not change the model's bytes.
    if let monitor { recipe.monitor = monitor == .accuracy ? nil : monitor }
    if let patience { recipe.patience = patience == 0 ? nil : patience }
  }

  /// The images that the data set apart; else a twelfth, as 5,000 of 60,000, if the recipe's number would take more
  /// than a sixth.
  func fit(_ training: Dataset, in recipe: inout Recipe) {
    if let own = training.validation {
      recipe.validation = own.count
      return
    }
    recipe.fitValidation(to: training.count)
  }
}
