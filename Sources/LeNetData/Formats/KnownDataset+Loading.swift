public import LeNetCatalog
import LeNetFiles

extension KnownDataset {
  /// One part of the set, from the folder that `location(in:)` gave.
  ///
  /// Throws if a file is missing, damaged, or not the one that was published as far as its
  /// SHA-256 is known.
  public func load(_ part: DatasetPart, from folder: String) throws(DatasetError) -> Dataset {
    let found = try source(in: folder).load(part)
    for (file, sha256) in found.sha256 {
      if let other = KnownBytes(digest: sha256), other.set != title {
        throw .otherSet(dataset: title, file: "\(folder)/\(file)", set: other.set)
      }
      let known = files.first { unpackedFileName($0.name) == file }?.content
      if let known, known != sha256 {
        throw .notAsPublished(
          dataset: title, file: "\(folder)/\(file)", expected: known, found: sha256)
      }
    }
    return try Dataset(
      name: name, shape: found.shape, images: found.images, labels: found.labels,
      classes: classes, sha256: found.sha256)
  }

  /// Both parts of the set; see `load(_:from:)`.
  public func load(from folder: String) throws(DatasetError) -> DatasetParts {
    try DatasetParts.both { part throws(DatasetError) in try load(part, from: folder) }
  }

  /// The set's files in a folder, and how they are written.
  package func source(in folder: String) -> DataSource {
    let form: DataForm =
      switch format {
      case .idx: .idx
      case .emnist(let split): .emnist(split: split)
      case .qmnist: .qmnist
      case .usps: .usps
      case .cifar10:
        PathKind("\(folder)/data_batch_1.bin") == .nothing ? .cifarPython : .cifarBinary
      }
    return DataSource(path: folder, form: form)
  }
}
