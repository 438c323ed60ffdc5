import ArgumentParser
import LeNet
import LeNetFetching

/// The option for the folder of data sets.
struct DataFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the named data sets. (default: lenet in the XDG data folder)", valueName: "folder"),
    completion: .directory)
  var dataDir: String?

  /// The folders to search, the named one first.
  var folders: DataFolders { DataFolders(named: dataDir) }

  func validate() throws {
    if dataDir?.isEmpty == true { throw ValidationError("--data-dir is empty; give a folder") }
  }
}
