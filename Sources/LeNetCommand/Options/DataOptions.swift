import ArgumentParser
import LeNet

/// Which data set is used.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Data set: 'mnist', which is built in, or a folder of IDX files, raw or gzip. "
        + "(default: mnist)",
      valueName: "name|folder"),
    completion: PathCompletion.kind(names: [DataOptions.embedded]))
  var data: String?

  /// The name of the data set in the program itself.
  static let embedded = "mnist"

  func validate() throws {
    if data?.isEmpty == true { throw ValidationError("--data is empty: give 'mnist' or a folder.") }
  }

  /// Reads all of it into memory; a folder called `mnist` is meant only as `./mnist`.
  ///
  /// Without the option the data set called `usual` is read, if it is built in.
  func load(default usual: String? = nil) throws -> DatasetParts {
    let name = data ?? usual ?? DataOptions.embedded
    if name == DataOptions.embedded { return try DatasetParts.mnist() }
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
    return try Dataset.load(folder: folder(name), part: part)
  }

  private func folder(_ name: String) throws -> String {
    guard FileKind(path: name) != .missing else {
      throw CommandFailure.wrongUse(
        "--data \(name) is neither the name of a data set nor a folder: "
          + "give 'mnist' or a folder with IDX files named as MNIST's are.")
    }
    return name
  }
}
