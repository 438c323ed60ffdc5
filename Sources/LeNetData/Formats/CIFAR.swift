import LeNetCatalog
import LeNetFiles
import LeNetModel

/// CIFAR-10's batches, <https://www.cs.toronto.edu/~kriz/cifar.html>: 3 x 32 x 32, red, green, blue.
enum CIFAR {
  static let shape = Shape(3, 32, 32)
  /// A label and an image.
  static let record = 1 + shape.count

  /// The names of the files of a split, with `.bin` in the binary form.
  static func files(_ split: DatasetSplit, ending: String) -> [String] {
    switch split {
    case .training: (1...5).map { "data_batch_\($0)\(ending)" }
    case .test: ["test_batch\(ending)"]
    }
  }

  /// Reads one split of either form from a folder.
  static func load(
    folder: String, split: DatasetSplit, isBinary: Bool
  ) throws(DatasetError) -> Dataset {
    let files = files(split, ending: isBinary ? ".bin" : "")
    for file in files where PathKind("\(folder)/\(file)") == .nothing {
      throw .noFile(name: file, folder: folder)
    }
    let classes = try classes(folder: folder, isBinary: isBinary)
    if isBinary, let mapped = try MappedImages.cifar(files.map { "\(folder)/\($0)" }) {
      return try Dataset(
        name: folderName(folder), shape: shape, store: mapped.store, labels: mapped.labels,
        classes: classes, sha256: Dictionary(uniqueKeysWithValues: zip(files, mapped.sha256)))
    }
    var images: [UInt8] = []
    var labels: [UInt8] = []
    var hashes: [String: String] = [:]
    for file in files {
      let path = "\(folder)/\(file)"
      let bytes = try fileBytes(path)
      hashes[file] = LeNetCatalog.sha256(of: bytes)
      do throws(CIFARError) {
        guard images.count + bytes.count <= DataMemory.limit else { throw CIFARError.tooLarge }
        let batch = try isBinary ? binary(bytes) : PickledBatch.read(bytes)
        images += batch.images
        labels += batch.labels
      } catch {
        throw .cifar(file: path, error)
      }
    }
    return try Dataset(
      name: folderName(folder), shape: shape, images: images, labels: labels, classes: classes,
      sha256: hashes)
  }

  /// The images and labels of a binary batch.
  static func binary(
    _ bytes: [UInt8]
  ) throws(CIFARError) -> (images: [UInt8], labels: [UInt8]) {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: record) else { throw .records(bytes.count) }
    let count = bytes.count / record
    var images: [UInt8] = []
    var labels: [UInt8] = []
    images.reserveCapacity(count * shape.count)
    labels.reserveCapacity(count)
    for start in stride(from: 0, to: bytes.count, by: record) {
      guard bytes[start] < KnownDataset.cifar10.classes.count else {
        throw .label(Int(bytes[start]), position: start / record)
      }
      labels.append(bytes[start])
      images += bytes[start + 1..<start + record]
    }
    return (images, labels)
  }

  private static func classes(
    folder: String, isBinary: Bool
  ) throws(DatasetError) -> [String] {
    if let given = try folderContents(folder).classNames() { return given }
    let file = "\(folder)/\(isBinary ? "batches.meta.txt" : "batches.meta")"
    guard PathKind(file) != .nothing else { return KnownDataset.cifar10.classes }
    let bytes = try fileBytes(file)
    if isBinary {
      do {
        return try ClassList.parse(bytes)
      } catch {
        throw .classes(file: file, error)
      }
    }
    let names: [String]
    do {
      names = try PickledBatch.classes(bytes)
    } catch {
      throw .cifar(file: file, error)
    }
    do {
      try ClassList.check(names)
    } catch {
      throw .classes(file: file, error)
    }
    return names
  }
}

/// What is wrong with one of CIFAR-10's batches.
public enum CIFARError: Error, Hashable, Sendable {
  /// The bytes are not a whole number of records.
  case records(Int)
  /// A label is not from 0 to 9.
  case label(Int, position: Int)
  /// The batches together are larger than a data set may be.
  case tooLarge
  /// The pickled data cannot be read.
  case pickle(PickleError)
  /// The pickled object is not a dictionary, or lacks an entry of the expected kind.
  case entry(String, expected: String)
  /// There are more or fewer labels than images.
  case counts(images: Int, labels: Int)
}

extension CIFARError: CustomStringConvertible {
  /// What is wrong and what to do, as a sentence without the name of the file.
  public var description: String {
    switch self {
    case .records(let bytes):
      "\(bytes) bytes are not a whole number of records of \(CIFAR.record), a label and 3 x 32 x 32 "
        + "pixels; copy or download the file again"
    case .label(let label, let position):
      "label \(label) of image \(position) is not CIFAR-10's, expected 0 to 9; is it the right file?"
    case .tooLarge:
      "the batches have more than \(DataMemory.limit) bytes together; divide the data set"
    case .pickle(let error): error.description
    case .entry(let name, let expected):
      "the pickled batch has no '\(name)' that is \(expected); is it one of CIFAR-10's batches?"
    case .counts(let images, let labels):
      "there are \(images) images but \(labels) labels; copy or download the file again"
    }
  }
}
