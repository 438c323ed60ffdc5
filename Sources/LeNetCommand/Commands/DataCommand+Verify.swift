import ArgumentParser
import LeNet
import LeNetCatalog
import LeNetData
import LeNetFetching
import LeNetFiles
import LeNetText
import LeNetText

extension DataCommand {
  /// `lenet data verify`: checks every byte of a data set's files.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the sizes and digests of a data set's files.",
      discussion: """
        It recognizes a folder's files by their names and contents. The exit
        status is 1 if a file is damaged or missing.
        """)

    @Argument(
      help: ArgumentHelp("Name of a data set, or a folder.", valueName: "name|folder"),
      completion: PathCompletion.kind(names: KnownDataset.all.map(\.name)))
    var subject: String

    @OptionGroup var place: DataFolderOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      var wrong = 0
      var count = 0
      for (dataset, folder, files) in try found() {
        try show(files, of: dataset, in: folder)
        wrong += files.count { !$0.state.isRight }
        count += files.count
      }
      guard wrong == 0 else {
        throw CommandFailure(
          message: "\(wrong) of \(count) files are damaged or missing; "
            + "fetch them again with 'lenet data fetch', or replace them with intact copies",
          status: ExitStatus.failedWork)
      }
    }

    /// The sets to check, their folders, and the states of their files.
    private func found() throws -> [(KnownDataset, String, [FileVerification])] {
      if let dataset = KnownDataset.find(subject) {
        if let folder = dataset.location(in: place.folders) {
          return [(dataset, folder, dataset.verify(in: folder))]
        }
        guard dataset.isEmbedded else { throw DataChoice.absent(dataset) }
        // Loading compares the SHA-256 of each file with the known one.
        let splits = try DatasetSplits.mnist()
        let names = (splits.training.sha256.keys.sorted() + splits.test.sha256.keys.sorted())
        let files = names.map { FileVerification(name: $0, size: nil, state: .right(.content)) }
        return [(dataset, "the program", files)]
      }
      guard PathKind(subject) == .folder else {
        throw CommandFailure.wrongUse(
          "\(subject) is neither the name of a data set nor a folder; 'lenet data list' lists the "
            + "names\(didYouMean(subject, among: KnownDataset.all.map(\.name)))")
      }
      let recognized = KnownDataset.recognized(in: subject)
      guard !recognized.isEmpty else {
        throw CommandFailure.wrongUse(
          "\(subject) holds no file of a known data set; 'lenet data list' lists the sets")
      }
      warn(of: recognized)
      return recognized.map { ($0.dataset, subject, $0.files) }
    }

    /// Warns if the folder has the name of another set than its files.
    private func warn(of recognized: [(dataset: KnownDataset, files: [FileVerification])]) {
      guard let meant = KnownDataset.meant(by: subject),
        !recognized.contains(where: { $0.dataset == meant }),
        let found = recognized.first(where: { $0.files.contains(where: \.state.isRight) })
      else { return }
      let sentence =
        "\(subject) has \(found.dataset.title)'s files, but the name of \(meant.title); fetch "
        + "\(meant.name) again, or rename the folder."
      OutputStream.error.note("lenet: warning: \(sentence)")
    }

    private func show(
      _ files: [FileVerification], of dataset: KnownDataset, in folder: String
    ) throws {
      guard !output.json else {
        for file in files {
          try OutputStream.standard.writeJSON(json(file, of: dataset, in: folder))
        }
        return
      }
      var table = TextTable(columns: [.init("file"), .init("bytes", .right), .init("result")])
      for file in files {
        table.addRow([file.name, file.size.map(\.grouped) ?? "", words(file.state)])
      }
      try OutputStream.standard.writeLines(
        ["\(dataset.name) in \(folder)", ""] + table.screenLines + [""])
    }

    private func json(
      _ file: FileVerification, of dataset: KnownDataset, in folder: String
    ) -> JSON {
      var fields: [String: JSON] = [
        "dataset": .string(dataset.name), "folder": .string(folder), "file": .string(file.name),
        "bytes": file.size.map { .integer($0) } ?? .null,
      ]
      switch file.state {
      case .right(let evidence):
        fields["state"] = .string("right")
        fields["evidence"] = .string(evidence.rawValue)
      case .wrong(let reason):
        fields["state"] = .string("wrong")
        fields["reason"] = .string(reason)
      case .missing: fields["state"] = .string("missing")
      }
      return .object(fields)
    }

    private func words(_ state: FileVerification.State) -> String {
      switch state {
      case .right(.digest): "right, as published"
      case .right(.content): "right, the published content"
      case .right(.ownChecksum): "matches its own checksum; no digest is published"
      case .right(.size): "of the right size; no digest is published"
      case .right(.presence): "present; nothing is published to check it"
      case .wrong(let reason): "wrong: \(reason)"
      case .missing: "missing"
      }
    }
  }
}
