public import LeNetModel

/// Why a data set cannot be had.
public enum DatasetError: Error, Hashable, Sendable {
  /// There is no such folder.
  case noFolder(String)
  /// The path names something else than a folder.
  case notAFolder(String)
  /// A folder lacks a file, known by its usual name.
  case noFile(name: String, folder: String)
  /// A file cannot be read; the system's reason.
  case unreadable(path: String, reason: String)
  /// A file is larger than `IDX.largestFile`.
  case tooLarge(path: String, bytes: Int)
  /// The content of an IDX file is not right.
  case idx(file: String, IDXError)
  /// The content of a CSV file is not right.
  case csv(file: String, CSVError)
  /// The content of a NumPy archive is not right.
  case npz(file: String, NPZError)
  /// The content of one of CIFAR-10's batches is not right.
  case cifar(file: String, CIFARError)
  /// The content of one of USPS' files is not right.
  case sparse(file: String, SparseTextError)
  /// EMNIST's list of labels and characters is not right.
  case mapping(file: String)
  /// There is nothing at a path that should hold a data set.
  case nothingThere(String)
  /// A folder that should hold a data set is empty.
  case emptyFolder(String)
  /// A folder holds pictures, but not in a folder of their own for each class.
  case noClassFolders(String)
  /// What is at a path is of no form that is read.
  case noForm(String)
  /// What is at a path is an archive that has to be unpacked.
  case archive(String)
  /// A folder holds several of EMNIST's splits.
  case splits(folder: String, [String])
  /// A folder holds several files that each might be the data set.
  case several(folder: String, [String])
  /// The data set consists of picture files, which this module does not read.
  case pictures(String)
  /// A label is none of the classes' names.
  case className(dataset: String, String, position: Int)
  /// There are too few images for two parts, the training part with one of each class.
  case tooFew(dataset: String, images: Int)
  /// The list of class names is not right; `file` is nil where no file gave it.
  case classes(file: String?, ClassListError)
  /// The pixels are no whole number of images, or none at all.
  case pixels(dataset: String, count: Int, shape: Shape)
  /// There are more or fewer labels than images.
  case counts(dataset: String, images: Int, labels: Int)
  /// A label has no class.
  case label(dataset: String, label: Int, position: Int, classes: Int)
  /// The two parts have images of different sizes.
  case shapes(dataset: String, training: Shape, test: Shape)
  /// A file of the program's own data is not what it was.
  case checksum(file: String, expected: String, found: String)
  /// A file of a known data set has the bytes of another set.
  case otherSet(dataset: String, file: String, set: String)
  /// A file of a known set is not the one that was published.
  case notAsPublished(dataset: String, file: String, expected: String, found: String)
  /// A validation part does not leave an image to train on, or is less than nothing.
  case validation(count: Int, images: Int)
  /// Images held back do not leave one to train on, or are none.
  case heldBack(count: Int, images: Int)
  /// A value of a distortion is not a number in smallest ... largest.
  case distortion(quantity: String, value: Double, smallest: Double, largest: Double)
}

extension DatasetError: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .noFolder(let path):
      "there is no folder \(path); name a folder with MNIST-like IDX files, or mnist"
    case .notAFolder(let path):
      "\(path) is not a folder; name the folder that holds the IDX files"
    case .noFile(let name, let folder):
      "there is no \(name) (nor \(name).gz) in \(folder); put it there or name another folder"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .tooLarge(let path, let bytes):
      "\(path) has \(bytes) bytes, more than the \(IDX.largestFile) that a file may have; "
        + "divide the data set"
    case .idx(let file, let error):
      "\(file): \(error)"
    case .csv(let file, let error):
      "\(file): \(error)"
    case .npz(let file, let error):
      "\(file): \(error)"
    case .cifar(let file, let error):
      "\(file): \(error)"
    case .sparse(let file, let error):
      "\(file): \(error)"
    case .mapping(let file):
      "\(file): expected lines of a label, rising by 1, and the code of a character; "
        + "copy or download the file again"
    case .nothingThere(let path):
      "there is nothing at \(path); name a file or folder with a data set, or mnist"
    case .emptyFolder(let path):
      "there is nothing in the folder \(path); put a data set there, or name another folder"
    case .noClassFolders(let path):
      "\(path) holds pictures but no folder for each class; put those of a class into a folder with "
        + "its name"
    case .noForm(let path):
      "\(path) is no file or folder of a form that is read, which are: \(DataForm.list)"
    case .archive(let path):
      "\(path) is an archive; unpack it and name the folder"
    case .splits(let folder, let splits):
      "\(folder) holds several of EMNIST's splits (\(splits.joined(separator: ", "))); name a file of "
        + "the one that is meant, such as emnist-\(splits[0])-train-images-idx3-ubyte.gz"
    case .several(let folder, let files):
      "\(folder) holds several files that might be meant (\(files.prefix(8).joined(separator: ", "))); "
        + "name one of them, or call two train.csv and test.csv"
    case .pictures(let path):
      "\(path) holds picture files, which LeNetVision reads: use DatasetParts.load(path:pictures:)"
    case .className(let dataset, let name, let position):
      "\(dataset): label '\(name)' of image \(position) is none of the classes; "
        + "mend it or add it to the list of names"
    case .tooFew(let dataset, let images):
      "\(dataset): \(images) image\(images == 1 ? "" : "s") cannot be divided into a training and a test part, with one "
        + "of each class to train on; add more"
    case .classes(let file, let error):
      "\(file ?? "the list of classes"): \(error)"
    case .pixels(let dataset, let count, let shape):
      "\(dataset): \(count) pixels are no whole number of images of \(shape); "
        + "give all pixels of at least one image"
    case .counts(let dataset, let images, let labels):
      "\(dataset): there are \(images) images but \(labels) labels; "
        + "use image and label files that belong together"
    case .label(let dataset, let label, let position, let classes):
      "\(dataset): label \(label) of image \(position) has no class, expected 0 to \(classes - 1); "
        + "for other classes put a classes.txt with one name a line beside the files"
    case .shapes(let dataset, let training, let test):
      "\(dataset): the training images are \(training) (maps x rows x columns), the test images "
        + "\(test); use parts that belong together"
    case .checksum(let file, let expected, let found):
      "\(file) in the program has SHA-256 \(found), expected \(expected); "
        + "the program is damaged, build or install it again"
    case .otherSet(let dataset, let file, let set):
      "\(file) has \(set)'s bytes and not \(dataset)'s; put the right file there, or name the folder itself"
    case .notAsPublished(let dataset, let file, let expected, let found):
      "\(file) is not the file that \(dataset) was published as (SHA-256 of its content \(found), "
        + "expected \(expected)); fetch it again, or name the folder itself for other data"
    case .validation(let count, let images):
      "a validation part of \(count) images cannot be taken from \(images); the number is what the "
        + "model was trained with unless --validation N changes it: "
        + "choose 0 to \(max(images - 1, 0)) there"
    case .heldBack(let count, let images):
      "of \(images) training images \(count) cannot be held back; choose 1 to \(max(images - 1, 1)) with "
        + "--held-back"
    case .distortion(let quantity, let value, let smallest, let largest):
      "a distortion's \(quantity) of \(value.displayText) is not possible; "
        + "choose \(smallest.displayText) to \(largest.displayText)"
    }
  }
}
