extension DatasetSplits {
  /// The training images in two splits: some are held out and replace the test images.
  ///
  /// Each class gives its share (`ValidationSplit`), the same images every time. A choice on these splits never
  /// uses a test image. Throws unless 0 < count < the number of training images.
  public func holdingBack(_ count: Int) throws(DatasetError) -> DatasetSplits {
    guard count > 0, count < training.count else {
      throw .heldBack(count: count, images: training.count)
    }
    let own = training.validation ?? []
    let apart = Set(own)
    let free = (0..<Int32(training.count)).filter { !apart.contains($0) }
    guard count < free.count else { throw .heldBack(count: count, images: free.count) }
    let places = try ValidationSplit.indices(
      labels: free.map { training.labels[Int($0)] }, count: count)
    let kept = places.training.map { free[Int($0)] }
    let held = places.validation.map { free[Int($0)] }
    var rest = try training.selecting(kept + own)
    if !own.isEmpty { rest.validation = (kept.count..<rest.count).map { Int32($0) } }
    var splits = try DatasetSplits(
      training: rest,
      test: training.selecting(held, named: "\(training.name), held back"))
    splits.holdsBack = true
    return splits
  }
}
