import ArgumentParser
import LeNet
import LeNetFetching

/// `lenet data`: lists, fetches, verifies, inspects and shows data sets.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, fetch, verify, inspect, show and convert data sets.",
    discussion: """
      Fetched sets are in lenet/ in the XDG data folder (~/.local/share), or in
      --data-dir. lenet also finds the files of torchvision, Keras and Debian's
      package. Training never fetches anything by itself.

      EXAMPLES
        lenet data list                          the known sets, and where they are
        lenet data fetch fashion-mnist
        lenet data fetch emnist --data-dir /data
        lenet data verify fashion-mnist          check every byte
        lenet data verify ~/downloads/mnist
        lenet data inspect ~/letters             find problems in your data
        lenet data show ~/letters -o sheet.svg   a sheet of samples
        lenet data convert train.csv train.npz   the same data in another form
        lenet train --data fashion-mnist
      """,
    subcommands: [
      List.self, Fetch.self, Verify.self, DataInspectCommand.self, DataShowCommand.self,
      DataConvertCommand.self,
    ])
}

extension DataCommand {
  /// `lenet data list`: lists the known sets and their folders.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the known data sets and where they are on this machine.")

    @OptionGroup var place: DataFolderOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let listing = Listing.data(in: place.folders)
      if output.json {
        for object in listing.objects { try OutputStream.standard.writeJSON(object) }
      } else {
        try OutputStream.standard.writeLines(listing.lines)
      }
    }
  }
}
