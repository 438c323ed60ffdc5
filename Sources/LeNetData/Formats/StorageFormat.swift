/// The formats of data sets that can be read.
public enum StorageFormat: Hashable, Sendable {
  /// IDX files under the names of MNIST's.
  case idx
  /// IDX files of one of EMNIST's splits, such as `letters`.
  case emnist(split: String)
  /// IDX files of QMNIST, whose labels have eight columns.
  case qmnist
  /// The text files `usps` and `usps.t`, also in bzip2.
  case usps
  /// CIFAR-10's binary batches.
  case cifarBinary
  /// CIFAR-10's batches as pickled by Python.
  case cifarPython
  /// NumPy's archive with `x_train`, `y_train`, `x_test` and `y_test`.
  case npz
  /// A folder of NumPy's files, an array in each.
  case arrays
  /// One file of MATLAB, or a pickle, with arrays.
  case collection
  /// Text with a label and the pixels of an image in each line.
  case csv
  /// Picture files, in one folder per class.
  case pictures

  /// The format's name, for people and in JSON.
  public var name: String {
    switch self {
    case .idx: "IDX files"
    case .emnist(let split): "EMNIST \(split)"
    case .qmnist: "QMNIST"
    case .usps: "USPS"
    case .cifarBinary: "CIFAR-10, binary"
    case .cifarPython: "CIFAR-10, Python"
    case .npz: "NumPy archive"
    case .arrays: "NumPy arrays"
    case .collection: "arrays of MATLAB or Python"
    case .csv: "CSV"
    case .pictures: "picture folders"
    }
  }

  /// All formats, as the end of a sentence.
  static let list = """
    IDX files named as MNIST's (train-images-idx3-ubyte and so on), EMNIST's or QMNIST's are; usps \
    and usps.t; CIFAR-10's batches, \
    binary or Python's; an .npz or .npy files with x_train, y_train, x_test and y_test, also MATLAB's .mat and mnist.pkl.gz; train.csv and test.csv, \
    or one CSV file, with a label column; pictures in train/CLASS/ and test/CLASS/, or in CLASS/
    """
}
