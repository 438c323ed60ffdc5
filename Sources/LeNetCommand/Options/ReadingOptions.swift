import ArgumentParser
import LeNet
import LeNetImport

/// What a person says of a model of another program that its file does not say.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Activation between the layers. (default: what reads MNIST best)", valueName: "name"))
  var activation: Activation?

  @Option(
    help: ArgumentHelp(
      "Activation of full connections, where it differs.", valueName: "name"))
  var unitActivation: Activation?

  @Option(help: ArgumentHelp("Kind of pooling: max or average.", valueName: "kind"))
  var pooling: PoolingKind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Rows and columns of the input.", valueName: "n"))
  var side: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Padding of the first convolution.", valueName: "n"))
  var padding: Int?

  @Option(
    help: ArgumentHelp("Order in which maps become a vector.", valueName: "order"))
  var flatten: FlattenOrder?

  @OptionGroup var preparation: PreparationOptions

  /// The kinds of pooling.
  enum PoolingKind: String, CaseIterable, ExpressibleByArgument {
    case max, average
  }

  func validate() throws {
    try refuse(side, "--side", unlessIn: 1...4096)
    try refuse(padding, "--padding", unlessIn: 0...64)
    for activation in [activation, unitActivation] where activation == .softmax {
      throw ValidationError(
        "--activation softmax is for a last layer only; choose one of identity, relu, sigmoid, tanh, scaled-tanh"
      )
    }
  }

  /// The sentence for a file whose reading is in doubt.
  static func undecided(_ file: String, _ question: String) -> String {
    "how to read \(file) is in doubt: \(question); choose with lenet import and --activation, --pooling, "
      + "--mean, --std, --resize-mode, --side or --padding"
  }

  var options: ImportOptions {
    var options = ImportOptions()
    options.activation = activation
    options.unitActivation = unitActivation
    options.isMaxPooling = pooling.map { $0 == .max }
    options.side = side
    options.padding = padding
    options.flattenOrder = flatten
    options.resizeMode = preparation.resizeMode
    options.mean = preparation.mean?.values
    options.standardDeviation = preparation.standardDeviation?.values
    return options
  }
}

extension FlattenOrder: HyphenatedArgument {}
