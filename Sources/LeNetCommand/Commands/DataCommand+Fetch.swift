import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetFetching
import LeNetText

extension DataCommand {
  /// `lenet data fetch`: downloads known sets.
  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fetch data sets over https and check their published digests.",
      discussion: """
        Interrupted downloads resume. Proxies come from the environment
        (https_proxy, no_proxy). MNIST is built into the program, so its files are
        fetched only with --data-dir or --force.
        """)

    @Argument(
      help: "Names of data sets; 'emnist' is all of its splits.",
      completion: .list(KnownDataset.all.map(\.name)))
    var names: [String]

    @Flag(help: "Fetch again what is already there.")
    var force = false

    @OptionGroup var place: DataFolderOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      for name in names where Fetch.named(name).isEmpty {
        throw ValidationError(
          "there is no known data set '\(name)'; choose one of "
            + "\(KnownDataset.all.map(\.name).joined(separator: ", "))"
            + didYouMean(name, among: KnownDataset.all.map(\.name)))
      }
    }

    /// The sets of a name.
    private static func named(_ name: String) -> [KnownDataset] {
      KnownDataset.all.filter { $0.name == name || $0.folder == name }
    }

    func run() throws {
      Interruption.watch()
      var fetched: Set<String> = []
      for dataset in names.flatMap(Fetch.named) {
        let report = FetchReport(dataset, json: output.json)
        if dataset.isEmbedded, !force, place.dataDir == nil {
          try report.finishEmbedded()
          continue
        }
        guard let folder = place.folders.own else {
          report.fail(.noFolder)
          throw FetchError.noFolder
        }
        if let found = elsewhere(dataset, but: folder) {
          try report.finish(in: found)
          continue
        }
        let place: String
        do throws(FetchError) {
          place = try report.follow(
            DatasetFetcher(into: folder),
            // Sets of one archive share it.
            force: force && fetched.insert(dataset.folder).inserted)
        } catch {
          report.fail(error)
          if case .interrupted = error, let signal = Interruption.signal {
            throw CommandFailure(
              message: error.sentence, status: ExitStatus.interrupted(by: signal))
          }
          report.explain(error, in: "\(folder)/\(dataset.folder)")
          throw error
        }
        try report.finish(in: place)
      }
    }

    /// A folder with the complete set that something else put there; nil if a folder or new files are wanted.
    private func elsewhere(_ dataset: KnownDataset, but own: String) -> String? {
      guard !force, place.dataDir == nil, let found = dataset.location(in: place.folders),
        !found.hasPrefix("\(own)/"),
        dataset.verify(in: found).allSatisfy(\.state.isRight)
      else { return nil }
      return found
    }
  }
}
