import Dispatch
import LeNetCatalog
import Synchronization

/// A data set with its two parts, which have images of one size and the same classes.
public struct DatasetParts: Sendable {
  /// What a network is trained on, and the validation part is taken from.
  public let training: Dataset
  /// What it is judged by in the end.
  public let test: Dataset
  /// Whether that are images held back from the training part, see `holdingBack(_:)`.
  public package(set) var holdsBack = false

  /// Two parts; throws where their images differ in size.
  public init(training: Dataset, test: Dataset) throws(DatasetError) {
    guard training.shape == test.shape else {
      throw .shapes(dataset: training.name, training: training.shape, test: test.shape)
    }
    self.training = training
    self.test = test
  }

  /// MNIST, 60,000 and 10,000 digits of 28 x 28, from the program itself.
  ///
  /// Throws where the SHA-256 of one of the four files is not the known one.
  public static func mnist() throws(DatasetError) -> DatasetParts {
    try both(Dataset.mnist)
  }

  /// The IDX files of a folder under the names of MNIST's; see `Dataset.load(folder:part:)`.
  public static func load(folder: String) throws(DatasetError) -> DatasetParts {
    try both { part throws(DatasetError) in try Dataset.load(folder: folder, part: part) }
  }

  /// Loads the two parts at the same time; of two errors the training part's is thrown.
  static func both(
    _ load: @Sendable (DatasetPart) throws(DatasetError) -> Dataset
  ) throws(DatasetError) -> DatasetParts {
    let parts = DatasetPart.allCases
    let results = Mutex<[DatasetPart: Result<Dataset, DatasetError>]>([:])
    DispatchQueue.concurrentPerform(iterations: parts.count) { index in
      let result = Result { () throws(DatasetError) in try load(parts[index]) }
      results.withLock { $0[parts[index]] = result }
    }
    let loaded = results.withLock { $0 }
    guard let training = loaded[.training], let test = loaded[.test] else {
      preconditionFailure("a part of the data set was not loaded")
    }
    return try DatasetParts(training: training.get(), test: test.get())
  }
}
