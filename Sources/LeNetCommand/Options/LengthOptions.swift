import ArgumentParser
import LeNet

/// The options for the length of a training and its batches.
struct LengthOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Number of epochs; each takes every training image once.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Total number of steps, instead of epochs.", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Images per step.", valueName: "n"))
  var batchSize: Int?

  @Option(
    help: ArgumentHelp("Order of the images: shuffled in every epoch or once.", valueName: "name")
  )
  var order: Recipe.Order?

  func validate() throws {
    if epochs != nil && steps != nil {
      throw ValidationError("--epochs and --steps exclude each other; give one of them")
    }
    try refuse(epochs, "--epochs", unlessIn: 1...1_000_000)
    try refuse(steps, "--steps", unlessIn: 1...1_000_000_000)
    try refuse(batchSize, "--batch-size", unlessIn: 1...65_536)
  }

  func apply(to recipe: inout Recipe) {
    if let epochs { recipe.length = .epochs(epochs) }
    if let steps { recipe.length = .steps(steps) }
    if let batchSize { recipe.batchSize = batchSize }
    if let order { recipe.order = order }
  }
}

/// Reads a seed; throws an error that says what a seed is.
@Sendable func readSeed(_ text: String) throws -> UInt64 {
  guard let seed = UInt64(text) else {
    throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
  }
  return seed
}

/// Throws for a number outside its range; the error names the option.
func refuse(_ value: Int?, _ option: String, unlessIn range: ClosedRange<Int>) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    "\(option) is \(value); expected a number from \(range.lowerBound) to \(range.upperBound)")
}
