import ArgumentParser
import LeNet
import LeNetData

/// `lenet data inspect`: says what a data set is made of, and what is wrong with it.
struct DataInspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what a data set is made of, and what is wrong with it.",
    discussion: """
      Counts, class balance, mean and deviation, SHA-256; whether the files are
      those of another set, digits transposed or turned, ink and paper exchanged,
      labels out of step with their images, images in both parts, repeated,
      constant or empty ones. Exit status 0 where nothing is wrong, else 1.

      EXAMPLES
        lenet data inspect mnist
        lenet data inspect ~/letters
        lenet data inspect train.csv --json
        lenet data inspect photos/ --preparation resize
      """)

  @Argument(
    help: "A data set's name, a file or a folder.",
    completion: PathCompletion.kind(
      names: KnownDataset.all.map(\.name), extensions: ["csv", "npz"]))
  var data: String

  @OptionGroup var place: DataFolderOptions
  @OptionGroup var pictures: PictureFileOptions

  @Flag(help: "Prepare picture files in colour, 3 x 32 x 32.")
  var colour = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let choice = try DataChoice(data, in: place.folders)
    let input = colour ? Architecture.leNet5CIFAR10.input : PictureFileOptions.usualInput
    let loaded = try choice.load(pictures.prepared(for: input))
    let checkup = try Checkup(loaded.parts, digests: choice.storedDigests())
    let report = InspectionReport(
      checkup, name: loaded.parts.training.name, form: choice.form, notes: loaded.notes)
    if output.json {
      try OutputStream.standard.writeLine(report.json.text)
    } else {
      try OutputStream.standard.writeLines(report.lines)
    }
    guard checkup.isSound else { throw CommandFailure(message: nil, status: ExitStatus.failedWork) }
  }
}
