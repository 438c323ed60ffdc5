import ArgumentParser
import LeNet

/// The part of the training set that chooses the epoch to keep.
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
  var chooseBy: Recipe.Criterion?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Stop after n epochs in a row without a better one; 0 trains to the end. "
        + "(default: the recipe's, else 0)",
      valueName: "n"))
  var patience: Int?

  @Flag(help: "Measure the test set after every epoch too; it never chooses.")
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
    // What is usual is left out, so that saying it changes no byte of a model.
    if let chooseBy { recipe.criterion = chooseBy == .accuracy ? nil : chooseBy }
    if let patience { recipe.patience = patience == 0 ? nil : patience }
  }

  /// MNIST's share of 5,000 in 60,000 where the recipe's number would take more than a sixth.
  func fit(_ count: Int, in recipe: inout Recipe) {
    if recipe.validation > count / 6 { recipe.validation = count / 12 }
  }
}
