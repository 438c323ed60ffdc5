extension DatasetSplits {
  /// The training images in two splits: some are held out and replace the test images.
  ///
  /// Each class gives its share (`ValidationSplit`), the same images every time. A choice on these splits never
  /// uses a test image. Throws unless 0 < count < the number of training images.
  public func holdingBack(_ count: Int) throws(DatasetError) -> DatasetSplits {
    guard count > 0, count < training.count else {
      throw .heldBack(count: count, images: training.count)
    }
    let (kept, held) = try ValidationSplit.indices(labels: training.labels, count: count)
    var splits = try DatasetSplits(
      training: training.selecting(kept),
      test: training.selecting(held, named: "\(training.name), held back"))
    splits.holdsBack = true
    return splits
  }
}
