import ArgumentParser
import LeNet

/// How long a training is, and in what portions.
struct LengthOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Epochs, each the whole training set once.", valueName: "n"))
  var epochs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps in all, instead of epochs.", valueName: "n"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Images in a step.", valueName: "n"))
  var batchSize: Int?

  @Option(
    help: ArgumentHelp("Order of the images: shuffled anew every epoch or once.", valueName: "name")
  )
  var order: Recipe.Order?

  func validate() throws {
    if epochs != nil && steps != nil {
      throw ValidationError("--epochs and --steps exclude each other: give one of them.")
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

/// Reads a seed, or says what one is.
@Sendable func readSeed(_ text: String) throws -> UInt64 {
  guard let seed = UInt64(text) else {
    throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
  }
  return seed
}

/// Refuses a number out of its range, in one sentence that names the option.
func refuse(_ value: Int?, _ option: String, unlessIn range: ClosedRange<Int>) throws {
  guard let value, !range.contains(value) else { return }
  throw ValidationError(
    "\(option) is \(value): expected a number from \(range.lowerBound) to \(range.upperBound).")
}
