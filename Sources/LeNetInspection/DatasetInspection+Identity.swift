import LeNetCatalog
public import LeNetData
import LeNetFiles

extension DatasetInspection {
  /// Findings from files with known bytes.
  static func identity(
    _ splits: DatasetSplits, name: String, digests: [String: String]
  ) -> [Finding] {
    var known: [DatasetSplit: [KnownDigest]] = [:]
    for (split, dataset) in [(DatasetSplit.training, splits.training), (.test, splits.test)] {
      var hashes = dataset.sha256
      for file in dataset.sha256.keys {
        if let digest = digests[file] { hashes[file + " as stored"] = digest }
      }
      known[split] = Set(hashes.values.compactMap(KnownDigest.init)).sorted {
        ($0.set, $0.file) < ($1.set, $1.file)
      }
    }
    let all = DatasetSplit.allCases.flatMap { known[$0] ?? [] }
    let sets = Set(all.map(\.set)).sorted()
    let meant = KnownDigest.set(called: name)
    guard let set = sets.first else { return unknown(meant) }
    if sets.count > 1 {
      var list: [String] = []
      for split in DatasetSplit.allCases {
        for file in known[split] ?? [] {
          let words = "the \(split.rawValue) \(file.role.rawValue) are \(file.set)'s"
          if !list.contains(words) { list.append(words) }
        }
      }
      return [
        Finding(
          .mixedSets, .wrong,
          "Files of different sets lie together: \(list.joined(separator: ", ")).",
          advice: "Put the files of each set into a separate folder.")
      ]
    }
    for split in DatasetSplit.allCases {
      if let moved = known[split]?.first(where: { $0.split != split }) {
        return [
          Finding(
            .mixedSets, .wrong,
            "The \(split.rawValue) \(moved.role.rawValue) are the \(moved.split.rawValue) split of \(set).",
            advice: "Give each file its original name.")
        ]
      }
    }
    let isWhole = Set(all.map(\.file)).count == KnownDigest.count(of: set)
    let changed = isWhole ? [] : changes(splits, set: set, digests: digests)
    if let meant, meant != set {
      return [
        Finding(
          .identity, .wrong, "These are \(set)'s bytes, in a folder with the name of \(meant).",
          advice: "Fetch \(meant) again, or rename the folder.")
      ] + changed
    }
    let what = isWhole ? "These are \(set)'s bytes." : "Some of these files are \(set)'s bytes."
    return [Finding(.identity, .note, what)] + changed
  }

  /// Files with the names of a set's files, but not with the published bytes.
  private static func changes(
    _ splits: DatasetSplits, set: String, digests: [String: String]
  ) -> [Finding] {
    var names: [String] = []
    for dataset in [splits.training, splits.test] {
      for (name, content) in dataset.sha256.sorted(by: { $0.key < $1.key })
      where KnownDigest.isChanged(name, of: set, content: content, stored: digests[name]) {
        names.append(name)
      }
    }
    guard !names.isEmpty else { return [] }
    return [
      Finding(
        .changedBytes, .warning,
        "\(someNames(names)) \(names.count == 1 ? "is" : "are") not as published for \(set).",
        advice: "Fetch \(names.count == 1 ? "it" : "them") again, unless the change is intended.")
    ]
  }

  /// The finding on files with the name of a known set, but other bytes.
  private static func unknown(_ meant: String?) -> [Finding] {
    guard let meant else { return [] }
    return [
      Finding(
        .changedBytes, .warning,
        "The name is that of \(meant), but no file has the bytes of \(meant).",
        advice: "Compare them with the original, or give the folder another name.")
    ]
  }
}

extension DataSource {
  /// Digests of the stored files, by the names of `Dataset.sha256`, for sets whose source publishes
  /// only digests of stored files: SHA-256 of compressed files, MD5 of
  /// CIFAR-10's batches for Python.
  ///
  /// Throws if a file cannot be read.
  public func storedDigests() throws(DatasetError) -> [String: String] {
    guard [.idx, .qmnist, .usps, .cifarPython].contains(form) else { return [:] }
    let contents = try folderContents(path)
    var digests: [String: String] = [:]
    for name in contents.names {
      if form == .cifarPython {
        guard KnownDataset.cifarPythonBatches.contains(where: { $0.name == name }) else { continue }
        digests[name] = FileDigest.md5(of: try fileBytes(contents.path(name))).text
      } else if name.contains("idx") || name.hasPrefix("usps"),
        let unpacked = unpackedFileName(name)
      {
        digests[unpacked] = FileDigest.sha256(of: try fileBytes(contents.path(name))).text
      }
    }
    return digests
  }
}
