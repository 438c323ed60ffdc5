import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetData
import LeNetImages
import LeNetInspection

/// The options that choose the data set.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Data set: 'mnist', which is built in, a name of 'lenet data list', or a file or folder: IDX, "
        + "CSV, .npz, CIFAR-10, pictures. (default: mnist, or the named set that the model was trained on)",
      valueName: "name|path"),
    completion: PathCompletion.kind(
      names: KnownDataset.all.map(\.name), extensions: ["csv", "npz"]))
  var data: String?

  @OptionGroup var place: DataFolderOptions
  @OptionGroup var pictures: PictureFileOptions
  @OptionGroup var files: DataReadingOptions

  /// The name of the data set in the program itself.
  static let embedded = "mnist"

  func validate() throws {
    if data?.isEmpty == true {
      throw ValidationError("--data is empty; give 'mnist', a file or a folder")
    }
  }

  /// The options as they were given.
  var arguments: [String] {
    [
      ("--data", data), ("--data-dir", place.dataDir),
      ("--preparation", pictures.preparation?.rawValue),
    ].flatMap { name, value in value.map { [name, $0] } ?? [] } + files.arguments
  }

  /// Reads the whole data set into memory for training; a folder with the name of a known set is written
  /// `./mnist`.
  ///
  /// Without the option, reads the data set called `usual` if it is a known one. Pictures get the size of
  /// the network's input.
  func load(default usual: String? = nil, for input: Shape) throws -> DatasetSplits {
    let name = data ?? usual ?? DataOptions.embedded
    guard data != nil || KnownDataset.find(name) != nil else {
      throw CommandFailure.wrongUse(
        "the run was trained on data called '\(name)'; give their path with --data")
    }
    let choice = try DataChoice(
      name, in: place.folders, reading: files.reading, option: "--data ")
    try pictures.noteColours(of: choice, for: input)
    let splits = try choice.load(pictures.prepared(for: input)).splits
    var notes = splits.classNotes + splits.training.darkNotes
    if choice.isStored, let turned = try DigitNumbering.turnedNote(splits.training) {
      notes.append("\(turned); 'lenet data inspect' says more")
    }
    choice.say(notes)
    return splits
  }

  /// Reads one split into memory; without the option, of `usual` if it is a known set.
  ///
  /// Without an input, the pictures decide whether they are prepared in colour.
  func load(
    _ split: DatasetSplit, for input: Shape? = nil, default usual: String? = nil
  ) throws -> Dataset {
    let known = usual.flatMap { KnownDataset.find($0)?.name }
    let choice = try DataChoice(
      data ?? known ?? DataOptions.embedded, in: place.folders, reading: files.reading,
      option: "--data ")
    if let input { try pictures.noteColours(of: choice, for: input) }
    return try choice.load(
      split, pictures.prepared(for: input ?? pictures.input(of: choice)))
  }
}

extension DataOptions {
  /// Prepares picture files as the runs trained on them did; returns why that is impossible, as the end of a
  /// sentence.
  mutating func prepare(as runs: [RecordedRun]) throws -> String? {
    guard let first = runs.first, let own = first.preparation else { return nil }
    if let other = runs.first(where: { $0.preparation != own }) {
      return
        "\(first.folder) and \(other.folder) prepared the picture files differently, \(own) and "
        + "\(other.preparation ?? "not at all")"
    }
    if let asked = pictures.preparation, asked.argumentName != own {
      throw CommandFailure.wrongUse(
        "--preparation is \(asked.argumentName), but the runs were trained with \(own); leave the option out"
      )
    }
    pictures.preparation = PictureApproach(argument: own)
    return nil
  }
}

extension Dataset {
  /// That the images are dark, as values of another range are that were stored as bytes.
  fileprivate var darkNotes: [String] {
    guard !store.isMapped else { return [] }
    let brightest = images.max() ?? 0
    guard 1..<128 ~= brightest else { return [] }
    return [
      "no pixel of the training images is above \(brightest), of 255; if \(brightest) is full ink, give "
        + "--pixel-range 0..\(brightest)"
    ]
  }
}
