import LeNetModel

extension DatasetParts {
  /// The training images alone, in two parts: some are held back and stand where the test images were.
  ///
  /// Each class gives its share (`ValidationSplit`), the same images every time. What is chosen by such parts has
  /// not seen a test image. Throws unless 0 < count < the number of training images.
  public func holdingBack(_ count: Int) throws(DatasetError) -> DatasetParts {
    guard count > 0 else { throw .validation(count: count, images: training.count) }
    let (kept, held) = try ValidationSplit.indices(labels: training.labels, count: count)
    return try DatasetParts(
      training: training.choosing(kept, name: training.name),
      test: training.choosing(held, name: "\(training.name), held back"))
  }
}

extension Dataset {
  /// Some of the images, in the order of their indices; they are copied.
  fileprivate func choosing(_ indices: [Int32], name: String) throws(DatasetError) -> Dataset {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * shape.count)
    for index in indices {
      pixels += images[Int(index) * shape.count..<(Int(index) + 1) * shape.count]
    }
    return try Dataset(
      name: name, shape: shape, images: pixels, labels: indices.map { labels[Int($0)] },
      classes: classes, sha256: sha256)
  }
}
