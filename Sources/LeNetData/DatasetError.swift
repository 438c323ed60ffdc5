import LeNetCatalog
import LeNetText
public import LeNetModel

/// Why a data set cannot be loaded.
public enum DatasetError: Error, Hashable, Sendable {
  /// There is no such folder.
  case noFolder(String)
  /// The path does not name a folder.
  case notAFolder(String)
  /// A folder lacks a file, known by its usual name.
  case noFile(name: String, folder: String)
  /// A file cannot be read; the system's reason.
  case unreadable(path: String, reason: String)
  /// A file is larger than the memory that data may take.
  case tooLarge(path: String, bytes: Int)
  /// The content of an IDX file is wrong.
  case idx(file: String, IDXError)
  /// The content of a CSV file is wrong.
  case csv(file: String, CSVError)
  /// The content of a NumPy archive is wrong.
  case npz(file: String, NPZError)
  /// The content of a MATLAB file is wrong.
  case mat(file: String, MATError)
  /// The content of a pickle is wrong.
  case pickle(file: String, PickleError)
  /// The file is of a form that is known, but not read.
  case otherForm(String, OtherForm)
  /// The content of a CIFAR-10 batch is wrong.
  case cifar(file: String, CIFARError)
  /// The content of a USPS file is wrong.
  case sparse(file: String, SparseTextError)
  /// EMNIST's list of labels and characters is wrong.
  case mapping(file: String)
  /// There is nothing at a path that should hold a data set.
  case nothingThere(String)
  /// A folder that should hold a data set is empty.
  case emptyFolder(String)
  /// A folder holds pictures, but not in one folder per class.
  case noClassFolders(String)
  /// The file or folder at a path is not in a format that can be read.
  case noForm(String)
  /// The path names an archive, which has to be unpacked.
  case archive(String)
  /// A folder holds several of EMNIST's splits.
  case splits(folder: String, [String])
  /// A folder holds several files that each might be the data set.
  case several(folder: String, [String])
  /// The data set consists of picture files, which need a `PicturePreparation`.
  case pictures(String)
  /// A label is not the name of a class.
  case className(dataset: String, String, position: Int)
  /// There are too few images for two splits with one training image of each class.
  case tooFew(dataset: String, images: Int)
  /// The list of class names is wrong; `file` is nil if it does not come from a file.
  case classes(file: String?, ClassListError)
  /// The pixels are not a whole number of images, or there are none.
  case pixels(dataset: String, count: Int, shape: Shape)
  /// A number of an image is NaN or outside the range.
  case value(dataset: String, value: Double, position: Int, smallest: Double, largest: Double)
  /// The range of the numbers has an end that is not finite, or no width.
  case valueRange(dataset: String, smallest: Double, largest: Double)
  /// A file was changed while its images were read.
  case changedFile(String)
  /// There are only test images; their file.
  case onlyTest(String)
  /// The numbers of a file show no range of brightness.
  case pixelRange(dataset: String, lowest: Double, highest: Double)
  /// There are more or fewer labels than images.
  case counts(dataset: String, images: Int, labels: Int)
  /// A label has no class.
  case label(dataset: String, label: Int, position: Int, classes: Int)
  /// The two splits have images of different sizes.
  case shapes(dataset: String, training: Shape, test: Shape)
  /// A file inside the program does not match its digest.
  case checksum(file: String, expected: String, found: String)
  /// A file of a known data set has the bytes of another set.
  case otherSet(dataset: String, file: String, set: String)
  /// A file of a known set is not the one that was published.
  case notAsPublished(dataset: String, file: String, expected: String, found: String)
  /// A validation split is negative, or leaves no image to train on.
  case validation(count: Int, images: Int)
  /// The number of images to hold out is not positive, or leaves none to train on.
  case heldBack(count: Int, images: Int)
  /// A value of a distortion is outside smallest ... largest.
  case distortion(quantity: String, value: Double, smallest: Double, largest: Double)
}

extension DatasetError: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(path); name a folder with MNIST-like IDX files\(Self.ownMNIST(path))"
    case .notAFolder(let path):
      "\(path) is not a folder; name the folder that holds the IDX files"
    case .noFile(let name, let folder):
      "there is no \(name) (nor \(name).gz) in \(folder); put it there or name another folder"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .tooLarge(let path, let bytes):
      "\(path) has \(bytes) bytes, more than the \(DataMemory.limit) that a file may have; "
        + "divide the data set"
    case .idx(let file, let error):
      "\(file): \(error)"
    case .csv(let file, let error):
      "\(file): \(error)"
    case .npz(let file, let error):
      "\(file): \(error)"
    case .mat(let file, let error):
      "\(file): \(error)"
    case .pickle(let file, let error):
      "\(file): \(error)"
    case .otherForm(let path, let form):
      "\(path) is \(form.name), which is not read; \(form.advice)"
    case .cifar(let file, let error):
      "\(file): \(error)"
    case .sparse(let file, let error):
      "\(file): \(error)"
    case .mapping(let file):
      "\(file): expected lines of a label, rising by 1, and the code of a character; "
        + "copy or download the file again"
    case .nothingThere(let path):
      "there is nothing at \(path); name a file or folder with a data set\(Self.ownMNIST(path))"
    case .emptyFolder(let path):
      "there is nothing in the folder \(path); put a data set there, or name another folder"
    case .noClassFolders(let path):
      "\(path) holds pictures but no folder for each class; put those of a class into a folder with "
        + "its name"
    case .noForm(let path):
      "\(path) is not in a format that can be read, which are: \(StorageFormat.list)"
    case .archive(let path):
      "\(path) is an archive; unpack it and name the folder"
    case .splits(let folder, let splits):
      "\(folder) holds several of EMNIST's splits (\(splits.joined(separator: ", "))); name a file of "
        + "one of them, such as emnist-\(splits[0])-train-images-idx3-ubyte.gz"
    case .several(let folder, let files):
      "\(folder) holds several possible files (\(files.prefix(8).joined(separator: ", "))); "
        + "name one of them, or call two train.csv and test.csv"
    case .pictures(let path):
      "\(path) holds picture files, which LeNetVision reads: use DatasetSplits.load(path:pictures:)"
    case .className(let dataset, let name, let position):
      "\(dataset): label '\(name)' of image \(position) is not a class; "
        + "correct it, or add it to the list of names"
    case .tooFew(let dataset, let images):
      "\(dataset): \(images.of("image")) cannot be split into a training and a test split, with one "
        + "of each class to train on; add more"
    case .classes(let file, let error):
      "\(file ?? "the list of classes"): \(error)"
    case .pixels(let dataset, let count, let shape):
      "\(dataset): \(count) pixels are not a whole number of images of \(shape); "
        + "give all pixels of at least one image"
    case .value(let dataset, let value, let position, let smallest, let largest):
      "\(dataset): image \(position) has the number \(value.displayText), expected "
        + "\(smallest.displayText) to \(largest.displayText); scale the numbers, or give their range"
    case .valueRange(let dataset, let smallest, let largest):
      "\(dataset): the range of the numbers is \(smallest.displayText) to \(largest.displayText); "
        + "give two finite ends that differ"
    case .changedFile(let path):
      "\(path) was changed while its images were read; leave the file as it is, and begin again"
    case .onlyTest(let file):
      "\(file) has only test images, enough to evaluate a model, but not to train one; add training images, such as a train.csv"
    case .pixelRange(let dataset, let lowest, let highest):
      "\(dataset): the pixels are from \(shortText(lowest)) to \(shortText(highest)), which is no usual range; "
        + "give the numbers of black and white, such as \(shortText(lowest))..\(shortText(highest))"
    case .counts(let dataset, let images, let labels):
      "\(dataset): there are \(images) images but \(labels) labels; "
        + "give each image one label"
    case .label(let dataset, let label, let position, let classes):
      "\(dataset): label \(label) of image \(position) has no class, expected 0 to \(classes - 1); "
        + (classes < ClassList.largestCount
          ? "correct it, or name all classes: `classes` for images in memory, a classes.txt beside files"
          : "number the classes from 0")
    case .shapes(let dataset, let training, let test):
      "\(dataset): the training images are \(training) (maps x rows x columns), the test images "
        + "\(test); use splits that belong together"
    case .checksum(let file, let expected, let found):
      "\(file) in the program has SHA-256 \(found), expected \(expected); "
        + "the program is damaged, build or install it again"
    case .otherSet(let dataset, let file, let set):
      "\(file) has the bytes of \(set), not of \(dataset); put the right file there, or name the folder itself"
    case .notAsPublished(let dataset, let file, let expected, let found):
      "\(file) differs from the published file of \(dataset) (SHA-256 of its content \(found), "
        + "expected \(expected)); fetch it again, or name the folder itself for other data"
    case .validation(let count, let images):
      "cannot split a validation split of \(count) images from \(images); choose 0 to \(max(images - 1, 0))"
    case .heldBack(let count, let images):
      "cannot hold out \(count) of \(images) training images; choose 1 to \(max(images - 1, 1))"
    case .distortion(let quantity, let value, let smallest, let largest):
      "a distortion's \(quantity) of \(value.displayText) is not possible; "
        + "choose \(smallest.displayText) to \(largest.displayText)"
    }
  }

  /// The advice for the name of a data set that is no path.
  private static func ownMNIST(_ path: String) -> String {
    path.lowercased() == KnownDataset.mnist.name ? ", or use DatasetSplits.mnist()" : ""
  }
}
