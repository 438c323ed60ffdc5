import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetFiles
import LeNetImages
import LeNetText

/// `lenet data convert`: writes a data set in another form.
struct DataConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Write a data set in another form.",
    discussion: """
      Every pixel, label and class name stays as it is, and converting back gives the
      same ones. Pictures of one size keep their pixels; others are prepared as
      digits of 28 x 28.

      EXAMPLES
        lenet data convert mnist mnist.npz
        lenet data convert train.csv digits --to idx
        lenet data convert ~/letters letters --to csv
        lenet data convert fashion-mnist pictures --to png
      """)

  /// The forms that are written.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case idx, csv, npz, png
  }

  @Argument(
    help: "Name of a data set, a file or a folder.",
    completion: PathCompletion.kind(
      names: KnownDataset.all.map(\.name), extensions: ["csv", "npz"]))
  var data: String

  @Argument(
    help: "File to write for .npz, else a new folder.",
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "Form to write: idx, csv, npz or png, a folder of pictures for each class. (default: npz for a name in .npz)",
      valueName: "form"))
  var to: Form?

  @OptionGroup var place: DataFolderOptions
  @OptionGroup var pictures: PictureFileOptions
  @OptionGroup var files: DataReadingOptions
  @OptionGroup var format: OutputOptions

  private var form: Form? { to ?? (output.lowercased().hasSuffix(".npz") ? .npz : nil) }

  func validate() throws {
    guard form != nil else {
      throw ValidationError(
        "the form of \(output) is open; give --to idx, csv, npz or png, or a name that ends in .npz"
      )
    }
    if form == .npz, !output.lowercased().hasSuffix(".npz") {
      throw ValidationError("\(output) is to be a file for NumPy; give a name that ends in .npz")
    }
    if form != .npz,
      [".csv", ".tsv", ".npz"].contains(where: { output.lowercased().hasSuffix($0) })
    {
      throw ValidationError(
        "\(output) names a file, but several are written; name a new folder for them")
    }
  }

  func run() throws {
    guard let form else { return }
    guard PathKind(output) == .nothing || (try? FolderContents(output))?.names.isEmpty == true
    else {
      throw CommandFailure.wrongUse("\(output) is already there; name a new file or folder")
    }
    let choice = try DataChoice(data, in: place.folders, reading: files.reading)
    let whole = try choice.whole(pictures)
    choice.say(whole.notes)
    let writing = DataConversion(whole, to: output)
    switch form {
    case .npz: try writing.npz()
    case .idx: try writing.idx()
    case .csv: try writing.csv()
    case .png: try writing.png()
    }
    try writing.report(json: format.json, form: form.rawValue)
  }
}

extension DataChoice {
  /// The parts as the files have them.
  func whole(_ pictures: PictureFileOptions) throws -> WholeData {
    guard case .stored(let source) = place else {
      let splits = try load(pictures.prepared(for: PictureFileOptions.usualInput)).splits
      return WholeData(training: splits.training, test: splits.test)
    }
    guard source.form == .pictures else { return try source.whole() }
    guard pictures.preparation == nil, let size = try source.pictureSize() else {
      return try source.wholePictures(pictures.prepared(for: PictureFileOptions.usualInput).get())
    }
    return try source.wholePictures(
      PicturePreparation(keeping: Shape(size.maps, size.rows, size.columns)))
  }
}
