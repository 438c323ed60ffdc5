extension KnownDataset {
  /// One part of the set, from the folder that `location(in:)` gave.
  ///
  /// Throws where a file is missing, damaged, or not the one that was published as far as its
  /// SHA-256 is known.
  public func load(_ part: DatasetPart, from folder: String) throws(DatasetError) -> Dataset {
    let found = try read(part, in: folder)
    for (file, sha256) in found.sha256 {
      let known = files.first { $0.name == file || $0.name == file + ".gz" }?.content
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

  /// Reads the files, by the format that they are in.
  private func read(
    _ part: DatasetPart, in folder: String
  ) throws(DatasetError) -> Dataset {
    switch format {
    case .idx, .emnist, .qmnist, .usps, .cifar10:
      try Dataset.load(folder: folder, part: part)
    }
  }
}
