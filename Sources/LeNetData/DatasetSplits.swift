import LeNetThreads
import LeNetCatalog
import Synchronization

/// A data set with a training and a test split, with images of one size and the same classes.
public struct DatasetSplits: Sendable {
  /// The images to train on; validation images are split off from them.
  public let training: Dataset
  /// The images for the final evaluation.
  public let test: Dataset
  /// Whether the test images are held-out training images, see `holdingBack(_:)`.
  public package(set) var holdsBack = false

  /// Two splits; throws if their images differ in size.
  public init(training: Dataset, test: Dataset) throws(DatasetError) {
    guard training.shape == test.shape else {
      throw .shapes(dataset: training.name, training: training.shape, test: test.shape)
    }
    self.training = training
    self.test = test
  }

  /// MNIST, 60,000 and 10,000 digits of 28 x 28, which is built into the program.
  ///
  /// Throws if the SHA-256 of one of the four files is not the known one.
  public static func mnist() throws(DatasetError) -> DatasetSplits {
    try both(Dataset.mnist)
  }

  /// IDX files in a folder, with MNIST's file names; see `Dataset.load(folder:split:)`.
  public static func load(folder: String) throws(DatasetError) -> DatasetSplits {
    try both { split throws(DatasetError) in try Dataset.load(folder: folder, split: split) }
  }

  /// Loads the two splits in parallel; of two errors it throws that of the training split.
  static func both(
    _ load: @Sendable (DatasetSplit) throws(DatasetError) -> Dataset
  ) throws(DatasetError) -> DatasetSplits {
    let splits = DatasetSplit.allCases
    let results = Mutex<[DatasetSplit: Result<Dataset, DatasetError>]>([:])
    inParallel(splits.count) { index in
      let result = Result { () throws(DatasetError) in try load(splits[index]) }
      results.withLock { $0[splits[index]] = result }
    }
    let loaded = results.withLock { $0 }
    guard let training = loaded[.training], let test = loaded[.test] else {
      preconditionFailure("a split of the data set was not loaded")
    }
    return try DatasetSplits(training: training.get(), test: test.get())
  }
}
