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

  @Flag(help: "Measure the test set after every epoch too; it never chooses.")
  var testEachEpoch = false

  func validate() throws {
    try refuse(validation, "--validation", unlessIn: 0...100_000_000)
  }

  func apply(to recipe: inout Recipe) {
    if let validation { recipe.validation = validation }
  }

  /// MNIST's share of 5,000 in 60,000 where the recipe's number would take more than a sixth.
  func fit(_ count: Int, in recipe: inout Recipe) {
    if recipe.validation > count / 6 { recipe.validation = count / 12 }
  }
}
