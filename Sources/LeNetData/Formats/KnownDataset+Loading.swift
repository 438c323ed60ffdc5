public import LeNetCatalog
import LeNetFiles

extension KnownDataset {
  /// One split of the set, from the folder that `location(in:)` gave.
  ///
  /// Throws if a file is missing, damaged, or not the one that was published as far as its
  /// SHA-256 is known.
  public func load(_ split: DatasetSplit, from folder: String) throws(DatasetError) -> Dataset {
    let found = try source(in: folder).published(split)
    for (file, sha256) in found.sha256 {
      if let other = KnownDigest(digest: sha256), other.set != title {
        throw .otherSet(dataset: title, file: "\(folder)/\(file)", set: other.set)
      }
      let known = files.first { unpackedFileName($0.name) == file }?.content
      if let known, known != sha256 {
        throw .notAsPublished(
          dataset: title, file: "\(folder)/\(file)", expected: known, found: sha256)
      }
    }
    return try Dataset(
      name: name, shape: found.shape, store: found.store, labels: found.labels,
      classes: classes, sha256: found.sha256)
  }

  /// Both splits of the set; see `load(_:from:)`.
  public func load(from folder: String) throws(DatasetError) -> DatasetSplits {
    try DatasetSplits.both { split throws(DatasetError) in try load(split, from: folder) }
  }

  /// The set's files in a folder, and how they are written.
  package func source(in folder: String) -> DataSource {
    let form: StorageFormat =
      switch format {
      case .idx: .idx
      case .emnist(let name): .emnist(split: name)
      case .qmnist: .qmnist
      case .usps: .usps
      case .cifar10:
        PathKind("\(folder)/data_batch_1.bin") == .nothing ? .cifarPython : .cifarBinary
      }
    return DataSource(path: folder, form: form)
  }
}
