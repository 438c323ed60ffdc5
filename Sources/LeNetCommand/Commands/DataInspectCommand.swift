import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetInspection

/// `lenet data inspect`: describes a data set and finds problems in it.
struct DataInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Describe a data set and find problems in it.",
    discussion: """
      It prints counts, class balance, mean and standard deviation, and SHA-256. It
      finds files of another set, transposed or rotated digits, inverted ink and
      paper, shifted labels, images in both splits, and repeated, constant or empty
      images. Exit status 0 if nothing is wrong, else 1.

      Picture files are prepared as in lenet train: for the named network; without
      one, colour photographs as for recipe cifar10 and other pictures as for a
      network of digits.

      EXAMPLES
        lenet data inspect mnist
        lenet data inspect ~/letters
        lenet data inspect train.csv --json
        lenet data inspect photos/ --recipe cifar10
        lenet data inspect photos/ --preparation resize
      """)

  @Argument(
    help: "Name of a data set, a file or a folder.",
    completion: PathCompletion.kind(
      names: KnownDataset.all.map(\.name), extensions: ["csv", "npz"]))
  var data: String

  @OptionGroup var place: DataFolderOptions

  @Option(
    help: ArgumentHelp(
      "Prepare picture files for this architecture, as 'lenet train' does.",
      valueName: "name|file.json"),
    completion: PathCompletion.kind(
      names: Architecture.all.map(\.name), extensions: ["json"]))
  var architecture: String?

  @Option(
    help: ArgumentHelp(
      "Prepare picture files for this recipe's network, as 'lenet train' does.",
      valueName: "name"),
    completion: .list(Recipe.all.map(\.name)))
  var recipe: String?

  @OptionGroup var pictures: PictureFileOptions
  @OptionGroup var files: DataReadingOptions

  @Flag(help: "Prepare picture files in colour, 3 x 32 x 32.")
  var colour = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    try network.validate()
    if colour && network.isNamed {
      throw ValidationError(
        "--colour and \(recipe == nil ? "--architecture" : "--recipe") both choose the preparation of pictures; "
          + "give one of them")
    }
  }

  func run() throws {
    let choice = try DataChoice(data, in: place.folders, reading: files.reading)
    let look = try look(at: choice)
    let prepared = pictures.prepared(for: look.input)
    let loaded = try choice.load(prepared)
    choice.say(look.notes)
    let inspection = try DatasetInspection(
      loaded.splits, digests: choice.storedDigests(), subject: look.subject)
    let report = InspectionReport(
      inspection, name: loaded.splits.training.name, form: choice.form,
      preparation: choice.isPictures ? try prepared.get() : nil,
      notes: loaded.notes + look.notes)
    if output.json {
      try OutputStream.standard.writeJSON(report.json)
    } else {
      try OutputStream.standard.writeLines(report.lines)
    }
    guard inspection.isSound else {
      throw CommandFailure(message: nil, status: ExitStatus.failedWork)
    }
  }

  private var network: NetworkChoice { NetworkChoice(architecture: architecture, recipe: recipe) }

  /// The input to prepare pictures for, what they show, and notes on that.
  private func look(
    at choice: DataChoice
  ) throws -> (input: Shape, subject: DatasetInspection.Subject, notes: [String]) {
    let named = network.isNamed ? try network.startingRecipe().architecture.input : nil
    let given = named ?? (colour ? PictureFileOptions.colourInput : nil)
    // The preparation of digits implies pictures of digits.
    guard pictures.preparation != .digit, try choice.holdsColourPhotographs() else {
      return (given ?? PictureFileOptions.usualInput, .anything, [])
    }
    let isResized = pictures.preparation == .resize
    switch given {
    case nil where isResized: return (PictureFileOptions.usualInput, .photographs, [])
    case nil: return (PictureFileOptions.colourInput, .photographs, [PictureFileOptions.inColour])
    case let input? where input.maps > 1 || isResized: return (input, .photographs, [])
    case let input?: return (input, .photographsAsInk, [PictureFileOptions.inGrey])
    }
  }
}
