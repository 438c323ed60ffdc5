import ArgumentParser
import LeNet
import LeNetImages

/// The option for how picture files become images of a data set.
struct PictureFileOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How picture files are prepared: digit finds the ink, resize only resizes the whole picture. "
        + "(default: digit, in colour resize)",
      valueName: "how"))
  var preparation: PictureApproach?

  /// The default input for pictures: grey.
  static let usualInput = Shape(1, 28, 28)
  /// The default input for colour pictures.
  static let colourInput = Architecture.leNet5CIFAR10.input

  func prepared(for input: Shape) -> Result<PicturePreparation, PictureInputError> {
    Result { () throws(PictureInputError) in
      try PicturePreparation(for: input, approach: preparation)
    }
  }

  /// The input to prepare pictures for if no network is known.
  ///
  /// Colour photographs stay in colour unless a preparation is named; a note tells so.
  func input(of choice: DataChoice, colour: Bool = false) throws -> Shape {
    if colour { return Self.colourInput }
    guard preparation == nil, try choice.holdsColourPhotographs() else { return Self.usualInput }
    choice.say([Self.inColour])
    return Self.colourInput
  }

  /// Prints a note if a network of grey images gets colour photographs without a named preparation.
  func noteColours(of choice: DataChoice, for input: Shape) throws {
    guard preparation == nil, input.maps == 1, try choice.holdsColourPhotographs() else { return }
    choice.say([Self.inGrey])
  }

  /// The note on colour photographs without a network.
  static let inColour = """
    these are colour photographs, prepared as recipe cifar10 does, 3 x 32 x 32 \
    (--preparation digit looks for digits in them)
    """

  /// The note on colour photographs for a network of grey images.
  static let inGrey = """
    these are colour photographs, and a grey network sees only what looks like ink in them; \
    --recipe cifar10 keeps their colours, --preparation resize makes them grey
    """
}
