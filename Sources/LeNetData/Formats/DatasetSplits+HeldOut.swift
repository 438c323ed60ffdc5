import LeNetCatalog
import LeNetModel

extension DatasetSplits {
  /// One image in seven forms the test split of data without one, the proportion of MNIST:
  /// 10,000 of 70,000.
  package static let heldOutShare = 7

  /// Splits a data set without a test split: each class gives one image in seven, the same ones
  /// every time, but never the only image of a class.
  package static func dividing(_ whole: Dataset) throws(DatasetError) -> DatasetSplits {
    let count = max(1, whole.count / heldOutShare)
    guard whole.count > 1 else { throw .tooFew(dataset: whole.name, images: whole.count) }
    let split = ValidationSplit.keepingClasses(labels: whole.labels, count: count)
    guard !split.validation.isEmpty else {
      throw .tooFew(dataset: whole.name, images: whole.count)
    }
    return try DatasetSplits(
      training: whole.selecting(split.training), test: whole.selecting(split.validation))
  }
}

extension Dataset {
  /// A data set of some of the images, of the same name unless another is given; those in memory are copied.
  package func selecting(
    _ indices: [Int32], named name: String? = nil
  ) throws(DatasetError) -> Dataset {
    var selected = try Dataset(
      name: name ?? self.name, shape: shape, store: store.selecting(indices),
      labels: indices.map { labels[Int($0)] },
      classes: classes, sha256: sha256)
    selected.files = files.map { files in indices.map { files[Int($0)] } }
    return selected
  }
}
