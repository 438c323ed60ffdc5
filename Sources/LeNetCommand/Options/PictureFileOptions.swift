import ArgumentParser
import LeNet
import LeNetImages

/// How picture files become images of a data set.
struct PictureFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How picture files are prepared: digit finds the ink, resize only resizes the whole picture. "
        + "(default: digit, in colour resize)",
      valueName: "how"))
  var preparation: PictureApproach?

  /// The input that pictures are prepared for where nothing says that they have colours.
  static let usualInput = Shape(1, 28, 28)
  /// The input that pictures in colour are prepared for where no network is known.
  static let colourInput = Architecture.leNet5CIFAR10.input

  func prepared(for input: Shape) -> Result<PicturePreparation, PictureInputError> {
    Result { () throws(PictureInputError) in
      try PicturePreparation(for: input, approach: preparation)
    }
  }

  /// The input that pictures are prepared for where no network is known.
  ///
  /// Colour photographs are taken in colour unless a preparation is named, and that is said.
  func input(of choice: DataChoice, colour: Bool = false) throws -> Shape {
    if colour { return Self.colourInput }
    guard preparation == nil, try choice.holdsColourPhotographs() else { return Self.usualInput }
    choice.say([Self.inColour])
    return Self.colourInput
  }

  /// Says where a network of grey images is given colour photographs and nobody has named a preparation.
  func noteColours(of choice: DataChoice, for input: Shape) throws {
    guard preparation == nil, input.maps == 1, try choice.holdsColourPhotographs() else { return }
    choice.say([Self.inGrey])
  }

  /// What is said of colour photographs that are looked at without a network.
  static let inColour = """
    these are colour photographs, looked at as recipe cifar10 trains on them, 3 x 32 x 32 \
    (--preparation digit looks for digits in them)
    """

  /// What is said of colour photographs for a network of grey images.
  static let inGrey = """
    these are colour photographs, of which a grey network is given only what looks like ink: \
    --recipe cifar10 takes them in colour, --preparation resize in grey
    """
}
