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
    case .npz, .arrays, .collection, .csv: return try loadFiles()
    case .pictures: throw .pictures(path)
    case .idx where !IDXFolder(folder: path, form: form).has(.test):
      return try scaled(
        LoadedData(splits: try .dividing(published(.training)), notes: [Self.heldOut]))
    default:
      return try scaled(
        LoadedData(
          splits: try DatasetSplits.both { split throws(DatasetError) in try published(split) }))
    }
  }

  /// Reads one split, and the files of the other one only if they are the same, there is no test split, or the
  /// range of the pixels is unusual.
  public func load(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    let loaded = try loadNoting(split)
    return loaded.dataset
  }

  /// The same with the notes on how it was read.
  package func loadNoting(
    _ split: DatasetSplit
  ) throws(DatasetError) -> (dataset: Dataset, notes: [String]) {
    if form == .idx, IDXFolder(folder: path, form: form).has(.test) {
      let own = try published(split)
      let isUsual = PixelFigures(own.store).highest >= 64 && reading.pixelRange == nil
      if isUsual || !IDXFolder(folder: path, form: form).has(split.other) {
        let found = try scaling(of: [own])
        return (try own.scaled(found), found.note.map { [$0] } ?? [])
      }
    } else if [.csv, .npz, .arrays, .collection].contains(form) {
      let contents = try readFiles()
      if split == .test, let test = try contents.testAlone { return (test, []) }
    } else if form != .idx, reading.pixelRange == nil {
      return (try published(split), [])
    }
    let loaded = try load()
    return (split == .training ? loaded.splits.training : loaded.splits.test, loaded.notes)
  }

  /// The data with the range of their pixels scaled to bytes, where it is another.
  private func scaled(_ loaded: LoadedData) throws(DatasetError) -> LoadedData {
    let (training, test) = (loaded.splits.training, loaded.splits.test)
    let choice = try scaling(of: [training, test])
    guard let note = choice.note else { return loaded }
    return LoadedData(
      splits: try DatasetSplits(training: training.scaled(choice), test: test.scaled(choice)),
      notes: loaded.notes + [note])
  }

  /// The range of bytes; those of known sets are as they should be.
  private func scaling(of datasets: [Dataset]) throws(DatasetError) -> PixelRange.Choice {
    let figures = PixelFigures.joined(datasets.map { PixelFigures($0.store) })
    if let asked = reading.pixelRange { return PixelRange.scaled(asked, figures) }
    guard form == .idx, let found = try? PixelRange.find(for: figures) else {
      return PixelRange.Choice(range: .bytes)
    }
    return found
  }

  /// Reads one split as its files have it.
  func published(_ split: DatasetSplit) throws(DatasetError) -> Dataset {
    switch form {
    case .idx, .emnist, .qmnist: return try IDXFolder(folder: path, form: form).load(split)
    case .usps: return try loadUSPS(split)
    case .cifarBinary: return try CIFAR.load(folder: path, split: split, isBinary: true)
    case .cifarPython: return try CIFAR.load(folder: path, split: split, isBinary: false)
    case .npz, .arrays, .collection, .csv:
      let contents = try readFiles()
      if split == .test, let test = try contents.testAlone { return test }
      let splits = try contents.loaded(path: path).splits
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

  /// What the files hold, of tables and arrays.
  ///
  /// `alone` leaves out the files beside one that is an array, and reads an array that is an image as one.
  func readFiles(alone: Bool = false) throws(DatasetError) -> FileContents {
    let (folder, file) = PathKind(path) == .folder ? (path, folderName(path)) : splitPath(path)
    var contents = FileContents(
      name: file.split(separator: ".").first.map(String.init) ?? file,
      classes: try folderContents(folder).classNames(), asked: reading.pixelRange)
    if form == .csv {
      let read = try CSVFiles(path).read(label: reading.labelColumn)
      (contents.training, contents.test) = (read.training, read.test)
      contents.validation = read.validation
    } else {
      let arrays = try ArrayFiles(path, form, alone: alone).collection()
      let parts = try ((alone ? arrays.asOneImage : nil) ?? arrays).parts()
      contents.classes = contents.classes ?? arrays.classNames
      (contents.training, contents.validation) = (parts.training, parts.validation)
      contents.test = parts.test
    }
    return contents
  }

  private func loadFiles() throws(DatasetError) -> LoadedData {
    try readFiles().loaded(path: path)
  }

  /// The note on data without a test split.
  package static let heldOut = """
    there is no test split, so one image in \(DatasetSplits.heldOutShare) of each class is kept for \
    it, the same ones every time
    """
}

extension DatasetSplit {
  fileprivate var other: DatasetSplit { self == .training ? .test : .training }
}

extension Dataset {
  /// The images scaled from a range to bytes.
  fileprivate func scaled(_ choice: PixelRange.Choice) throws(DatasetError) -> Dataset {
    guard choice.range != .bytes else { return self }
    var scaled = try Dataset(
      name: name, shape: shape, images: PixelValues(images).scaled(to: choice.range),
      labels: labels,
      classes: classes, sha256: sha256)
    scaled.validation = validation
    return scaled
  }
}
