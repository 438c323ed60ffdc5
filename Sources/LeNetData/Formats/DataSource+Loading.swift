public import LeNetCatalog
import LeNetFiles

extension DatasetSplits {
  /// The data set at a path, in any format; see `DataSource`.
  ///
  /// Throws if there is none, it is damaged, or it consists of picture files.
  public static func load(path: String) throws(DatasetError) -> DatasetSplits {
    try DataSource(path: path).load().splits
  }
}

/// A data set and notes on how it was read.
public struct LoadedData: Sendable {
  /// The data.
  public let splits: DatasetSplits
  /// The choices made in reading the data, each a sentence without a full stop.
  public let notes: [String]

  package init(splits: DatasetSplits, notes: [String] = []) {
    self.splits = splits
    self.notes = notes
  }
}

extension DataSource {
  /// Reads both splits.
  ///
  /// If there is no test split, one image in seven of each class forms it, the same ones
  /// every time.
  public func load() throws(DatasetError) -> LoadedData {
    switch form {
    case .npz, .csv: return try loadFiles()
    case .pictures: throw .pictures(path)
    case .idx where !IDXFolder(folder: path, form: form).has(.test):
      return LoadedData(splits: try .dividing(published(.training)), notes: [Self.heldOut])
    default:
      return LoadedData(
        splits: try DatasetSplits.both { split throws(DatasetError) in try load(split) })
    }
  }

  /// Reads one split, and the files of the other one only if they are the same or there is no test split.
  public func load(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    guard form == .idx, !IDXFolder(folder: path, form: form).has(.test) else {
      return try published(split)
    }
    let splits = try load().splits
    return split == .training ? splits.training : splits.test
  }

  /// Reads one split as its files have it.
  func published(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    switch form {
    case .idx, .emnist, .qmnist: return try IDXFolder(folder: path, form: form).load(split)
    case .usps: return try loadUSPS(split)
    case .cifarBinary: return try CIFAR.load(folder: path, split: split, isBinary: true)
    case .cifarPython: return try CIFAR.load(folder: path, split: split, isBinary: false)
    case .npz, .csv:
      if split == .test, let test = try readFiles().testAlone { return test }
      let splits = try loadFiles().splits
      return split == .training ? splits.training : splits.test
    case .pictures: throw .pictures(path)
    }
  }

  private func loadUSPS(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    let name = split == .training ? "usps" : "usps.t"
    let contents = try folderContents(path)
    guard let file = contents.first([name], endings: ["", ".bz2"]) else {
      throw .noFile(name: name, folder: path)
    }
    let bytes = try fileBytes(contents.path(file))
    let read: (images: [UInt8], labels: [UInt8], sha256: String)
    do {
      read = try SparseText.read(bytes)
    } catch {
      throw .sparse(file: contents.path(file), error)
    }
    return try Dataset(
      name: "usps", shape: SparseText.shape, images: read.images, labels: read.labels,
      classes: contents.classNames() ?? Dataset.digits, sha256: [name: read.sha256])
  }

  /// What the files of both splits, or of one, hold before the classes are numbered.
  private struct FileContents {
    let name: String
    let classes: [String]?
    var training: UnnumberedSplit?
    var test: UnnumberedSplit?
    var notes: [String] = []

    /// The test split of files that have no training images; nil if they have some.
    var testAlone: Dataset? {
      get throws(DatasetError) {
        guard training == nil, let test else { return nil }
        let numbering = try ClassNumbering([test.labels], names: classes, dataset: name)
        return try DataSource.dataset(test, name: name, numbering)
      }
    }
  }

  private func readFiles() throws(DatasetError) -> FileContents {
    let (folder, file) = PathKind(path) == .folder ? (path, folderName(path)) : splitPath(path)
    var contents = FileContents(
      name: file.split(separator: ".").first.map(String.init) ?? file,
      classes: try folderContents(folder).classNames())
    if form == .npz {
      let bytes = try fileBytes(path)
      do {
        let read = try NPZ.read(bytes, name: file)
        (contents.training, contents.test, contents.notes) = (read.training, read.test, read.notes)
      } catch {
        throw .npz(file: path, error)
      }
    } else {
      let read = try CSVFiles(path).read()
      (contents.training, contents.test) = (read.training, read.test)
      contents.notes = read.note.map { [$0] } ?? []
    }
    return contents
  }

  private func loadFiles() throws(DatasetError) -> LoadedData {
    let read = try readFiles()
    guard let first = read.training else { throw .npz(file: path, .onlyTest) }
    let numbering = try ClassNumbering(
      [first.labels] + (read.test.map { [$0.labels] } ?? []), names: read.classes,
      dataset: read.name)
    let training = try Self.dataset(first, name: read.name, numbering)
    guard let test = read.test else {
      return LoadedData(splits: try .dividing(training), notes: read.notes + [Self.heldOut])
    }
    return LoadedData(
      splits: try DatasetSplits(
        training: training, test: try Self.dataset(test, name: read.name, numbering)),
      notes: read.notes)
  }

  /// The note on data without a test split.
  package static let heldOut = """
    there is no test split, so one image in \(DatasetSplits.heldOutShare) of each class is kept for \
    it, the same ones every time
    """

  private static func dataset(
    _ split: UnnumberedSplit, name: String, _ numbering: ClassNumbering
  ) throws(DatasetError) -> Dataset {
    guard split.images.count <= IDX.largestFile else {
      throw .tooLarge(path: name, bytes: split.images.count)
    }
    return try Dataset(
      name: name, shape: split.shape, images: split.images,
      labels: numbering.numbered(split.labels, dataset: name), classes: numbering.classes,
      sha256: split.sha256)
  }
}
