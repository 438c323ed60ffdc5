extension Checkup {
  /// What is known of the bytes of files.
  static func identity(
    _ parts: DatasetParts, name: String, digests: [String: String]
  ) -> [Finding] {
    var known: [DatasetPart: [KnownBytes]] = [:]
    for (part, dataset) in [(DatasetPart.training, parts.training), (.test, parts.test)] {
      var hashes = dataset.sha256
      for file in dataset.sha256.keys {
        if let digest = digests[file] { hashes[file + ".gz"] = digest }
      }
      known[part] = Set(hashes.values.compactMap(KnownBytes.init)).sorted {
        ($0.set, $0.role.rawValue) < ($1.set, $1.role.rawValue)
      }
    }
    let all = DatasetPart.allCases.flatMap { known[$0] ?? [] }
    let sets = Set(all.map(\.set)).sorted()
    let meant = KnownBytes.set(called: name)
    guard let set = sets.first else { return unknown(meant) }
    if sets.count > 1 {
      let list = DatasetPart.allCases.flatMap { part in
        (known[part] ?? []).map { "the \(part.words) \($0.role.rawValue) are \($0.set)'s" }
      }
      return [
        Finding(
          .mixedSets, .wrong,
          "Files of different sets lie together: \(list.joined(separator: ", ")).",
          advice: "Put the files of each set into a folder of its own.")
      ]
    }
    for part in DatasetPart.allCases {
      if let moved = known[part]?.first(where: { $0.part != part }) {
        return [
          Finding(
            .mixedSets, .wrong,
            "The \(part.words) \(moved.role.rawValue) are the \(moved.part.words) part of \(set).",
            advice: "Give each file its right name again.")
        ]
      }
    }
    let isWhole = all.count >= 4
    if let meant, meant != set {
      return [
        Finding(
          .identity, .wrong, "These are \(set)'s bytes, in a folder that speaks of \(meant).",
          advice: "Fetch \(meant) anew, or rename the folder.")
      ]
    }
    let what = isWhole ? "These are \(set)'s bytes." : "Some of these files are \(set)'s bytes."
    return [Finding(.identity, .note, what)]
  }

  /// A set whose original bytes are known, under its name, but with others.
  private static func unknown(_ meant: String?) -> [Finding] {
    guard let meant else { return [] }
    return [
      Finding(
        .changedBytes, .warning,
        "The name speaks of \(meant), but no file has the bytes of \(meant)'s.",
        advice: "Compare them with the original, or give the folder another name.")
    ]
  }
}

extension DataSource {
  /// SHA-256 of the compressed files, by the names of what is in them, for sets known by these only.
  public func compressedDigests() throws(DatasetError) -> [String: String] {
    guard form == .idx else { return [:] }
    let contents = try FolderContents(path)
    var digests: [String: String] = [:]
    for name in contents.names where name.hasSuffix(".gz") && name.contains("-ubyte") {
      digests[String(name.dropLast(3))] = sha256(of: try fileBytes(contents.path(name)))
    }
    return digests
  }
}
