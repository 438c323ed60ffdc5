import ArgumentParser
import LeNet
import LeNetFetching

/// `lenet data`: what data sets there are, and how they come onto this machine.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, fetch, verify, inspect and show data sets.",
    discussion: """
      Fetched sets lie in lenet/ in the XDG data folder (~/.local/share), or in
      --data-dir. Files that torchvision, Keras or Debian's package have put on
      this machine are found there. Training never fetches anything by itself.

      EXAMPLES
        lenet data list                          what there is, and where
        lenet data fetch fashion-mnist
        lenet data fetch emnist --data-dir /data
        lenet data verify fashion-mnist          every byte, by its digests
        lenet data verify ~/downloads/mnist
        lenet data inspect ~/letters             what is wrong with my data?
        lenet data show ~/letters -o sheet.svg   a sheet of samples
        lenet train --data fashion-mnist
      """,
    subcommands: [
      List.self, Fetch.self, Verify.self, DataInspectCommand.self, DataShowCommand.self,
    ])
}

/// Where data sets are kept.
struct DataFolderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of data sets by name. (default: lenet in the XDG data folder)", valueName: "folder"),
    completion: .directory)
  var dataDir: String?

  /// The folders that are searched, the named one first.
  var folders: DataFolders { DataFolders(named: dataDir) }

  func validate() throws {
    if dataDir?.isEmpty == true { throw ValidationError("--data-dir is empty: give a folder.") }
  }
}

extension DataCommand {
  /// `lenet data list`: the known sets, and where they are.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the known data sets and where they are on this machine.")

    @OptionGroup var place: DataFolderOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let listing = Listing.data(in: place.folders)
      if output.json {
        try OutputStream.standard.writeLine(listing.objects.map(\.text).joined(separator: "\n"))
      } else {
        try OutputStream.standard.writeLines(listing.lines)
      }
    }
  }
}
