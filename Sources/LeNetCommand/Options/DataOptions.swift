import ArgumentParser
import LeNet

/// Which data set is used.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Data set: 'mnist', which is built in, a name of 'lenet data list', or a folder of IDX files, "
        + "raw or gzip. (default: mnist)",
      valueName: "name|folder"),
    completion: PathCompletion.kind(names: KnownDataset.all.map(\.name)))
  var data: String?

  @OptionGroup var place: DataFolderOptions

  /// The name of the data set in the program itself.
  static let embedded = "mnist"

  func validate() throws {
    if data?.isEmpty == true { throw ValidationError("--data is empty: give 'mnist' or a folder.") }
  }

  /// Reads all of it into memory; a folder that is called as a known set is meant only as `./mnist`.
  ///
  /// Without the option the data set called `usual` is read, if it is a known one.
  func load(default usual: String? = nil) throws -> DatasetParts {
    let name = data ?? usual ?? DataOptions.embedded
    if name == DataOptions.embedded { return try DatasetParts.mnist() }
    if let known = KnownDataset.find(name) { return try known.load(from: location(of: known)) }
    guard data != nil else {
      throw CommandFailure.wrongUse(
        "The run was trained on a folder called '\(name)': say with --data where it is.")
    }
    return try DatasetParts.load(folder: folder(name))
  }

  /// Reads one part into memory.
  func load(_ part: DatasetPart) throws -> Dataset {
    let name = data ?? DataOptions.embedded
    if name == DataOptions.embedded { return try Dataset.mnist(part) }
    if let known = KnownDataset.find(name) {
      return try known.load(part, from: location(of: known))
    }
    return try Dataset.load(folder: folder(name), part: part)
  }

  /// Where a known set lies; nothing is ever fetched here.
  private func location(of known: KnownDataset) throws -> String {
    guard let folder = known.location(in: place.folders) else { throw DataOptions.absent(known) }
    return folder
  }

  /// Says how a known set comes onto this machine.
  static func absent(_ known: KnownDataset) -> CommandFailure {
    .wrongUse(
      "\(known.name) is not on this machine: fetch it with 'lenet data fetch \(known.name)', or "
        + "name a folder that has its files (one called \(known.name) as ./\(known.name)).")
  }

  private func folder(_ name: String) throws -> String {
    guard FileKind(path: name) != .missing else {
      throw CommandFailure.wrongUse(
        "--data \(name) is neither the name of a data set nor a folder: "
          + "give 'mnist', a name of 'lenet data list', or a folder with IDX files named as "
          + "MNIST's are.")
    }
    return name
  }
}
