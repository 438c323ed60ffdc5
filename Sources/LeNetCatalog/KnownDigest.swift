import LeNetFiles

/// A published file of a known data set, identified by its digest.
package struct KnownDigest: Hashable, Sendable {
  /// The content of a file.
  package enum Role: String, Sendable {
    case images, labels
    case both = "images and labels"
  }

  /// The data set's title.
  package let set: String
  package let split: DatasetSplit
  package let role: Role
  /// The published name.
  package let file: String

  /// The file that hashes to this, SHA-256 or MD5, compressed as it is published or uncompressed.
  package init?(digest: String) {
    guard let found = Self.table[digest] else { return nil }
    self = found
  }

  private init(_ dataset: KnownDataset, _ file: String) {
    set = dataset.title
    split =
      file.contains("t10k") || file.contains("test") || file == "usps.t.bz2" ? .test : .training
    role = file.contains("-images") ? .images : file.contains("-labels") ? .labels : .both
    self.file = file
  }

  /// The file in a sentence, such as `MNIST's training images`.
  package var displayText: String { "\(set)'s \(split.rawValue) \(role.rawValue)" }

  /// The number of known files of a set.
  package static func count(of set: String) -> Int {
    Swift.Set(table.values.filter { $0.set == set }.map(\.file)).count
  }

  /// Whether a file with a name of the set's differs from the published one, by its
  /// content's SHA-256 or the digest of the stored file; false if unknown.
  package static func isChanged(_ name: String, of set: String, content: String, stored: String?)
    -> Bool
  {
    if set == KnownDataset.cifar10.title {
      let batch = KnownDataset.cifarPythonBatches.first { $0.name == name }
      guard let batch, let stored else { return false }
      return stored != batch.md5
    }
    // `train-images.idx3-ubyte` is read as `train-images-idx3-ubyte` is.
    func plain(_ name: String) -> String { String(name.map { $0 == "." ? "-" : $0 }) }
    let files = KnownDataset.all.first { $0.title == set }?.files ?? []
    let file = files.first { unpackedFileName($0.name).map(plain) == plain(name) }
    guard let file else { return false }
    if let known = file.content { return content != known }
    // Only the content of an unpacked file can tell.
    guard let stored, stored != content else { return false }
    return stored != file.digest.text
  }

  /// The names of the classes of a set by its title, nil if they are not known.
  package static func classes(of set: String) -> [String]? {
    KnownDataset.all.first { $0.title == set }?.classes
  }

  /// The title of the set that a folder's name contains, as in `FashionMNIST` or `kmnist-raw`; nil
  /// also for a set without known digests of its unpacked files, such as EMNIST.
  package static func set(called folder: String) -> String? { KnownDataset.called(folder)?.title }

  /// The files of sets that are published as single files, and CIFAR-10's batches for Python.
  private static let table: [String: KnownDigest] = {
    var table: [String: KnownDigest] = [:]
    for dataset in KnownDataset.all where dataset.members.isEmpty {
      for file in dataset.files {
        let known = KnownDigest(dataset, file.name)
        if let content = file.content { table[content] = known }
        table[file.digest.text] = known
      }
    }
    for batch in KnownDataset.cifarPythonBatches {
      table[batch.md5] = KnownDigest(.cifar10, batch.name)
    }
    return table
  }()
}

extension KnownDataset {
  /// The set that a folder's name speaks of, as `FashionMNIST` and `kmnist-raw` do; nil also where no
  /// digests of that set's files are known as they lie in folders.
  package static func meant(by folder: String) -> KnownDataset? { called(folderName(folder)) }

  fileprivate static func called(_ folder: String) -> KnownDataset? {
    let name = folder.lowercased().filter { $0.isLetter || $0.isNumber }
    return if name.contains("fashion") {
      .fashionMNIST
    } else if name.contains("kmnist") || name.contains("kuzushiji") {
      .kmnist
    } else if name.contains("qmnist") {
      .qmnist
    } else if name.contains("usps") {
      .usps
    } else if name.contains("mnist"), !name.contains("emnist") {
      .mnist
    } else {
      nil
    }
  }
}
