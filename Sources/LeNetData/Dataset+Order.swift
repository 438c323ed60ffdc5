import LeNetRandom

extension Dataset {
  /// The indices of all images in the random order that `TrainingRun` takes them in, for `DatasetBatch`.
  ///
  /// A function of the number of images, the seed and the epoch, counted from 1. It is that of a recipe without
  /// validation images.
  public func order(seed: UInt64, epoch: UInt32) -> [Int32] {
    permutation(of: count, stream: RandomStream(seed: seed, purpose: .shuffle, epoch: epoch))
  }
}
