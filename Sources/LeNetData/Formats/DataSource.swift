import LeNetCatalog
import LeNetFiles
import LeNetImages

/// A data set on the disk, with the format found at its path.
///
/// The path is a folder, one file with the whole data set, or one of several files that belong
/// together. `load()` reads all formats except picture folders; `load(pictures:)` reads those too.
public struct DataSource: Hashable, Sendable {
  /// The folder; for forms of one file, the file.
  public let path: String
  /// How the data are stored.
  public let form: StorageFormat
  /// What a person says about the data.
  public var reading = DataReading()

  /// Recognizes the format at a path by file names, and single files by their first bytes.
  ///
  /// Throws if there is nothing, or no form fits, or several do.
  public init(path: String) throws(DatasetError) {
    switch PathKind(path) {
    case .nothing:
      // For example circular links, or a folder without permission.
      guard let obstacle = PathKind.obstacle(path) else { throw .nothingThere(path) }
      throw .unreadable(path: path, reason: obstacle.reason)
    case .folder: self = try Self.folder(path)
    case .other: self = try Self.file(path)
    }
  }

  /// Data in a known format.
  package init(path: String, form: StorageFormat) {
    self.path = path
    self.form = form
  }

  /// The subfolders in which archives of known sets, or other programs, put the files.
  private static let innerFolders = [
    "raw", "gzip", "cifar-10-batches-bin", "cifar-10-batches-py",
  ]

  private static func folder(_ path: String) throws(DatasetError) -> DataSource {
    let contents = try folderContents(path)
    if let found = try known(contents) { return found }
    let folders = contents.folders
    for name in innerFolders where folders.contains(name) {
      if let found = try known(folderContents(contents.path(name))) { return found }
    }
    let places = try folders.map { name throws(DatasetError) in
      try folderContents(contents.path(name))
    }
    if try holdPictures(places) { return DataSource(path: path, form: .pictures) }
    // An archive that was not unpacked is better named than "nothing".
    let archive = contents.names.first { $0.hasSuffix(".zip") || $0.contains(".tar") }
    if let archive { throw .archive(contents.path(archive)) }
    if contents.names.isEmpty { throw .emptyFolder(path) }
    for place in [contents] + places {
      for name in place.names {
        if let other = OtherForm(place.path(name)) { throw .otherForm(place.path(name), other) }
      }
    }
    if contents.names.contains(where: PictureNames.isPicture) { throw .noClassFolders(path) }
    throw .noForm(path)
  }

  /// Whether there are pictures in the subfolders, or in theirs.
  private static func holdPictures(_ places: [FolderContents]) throws(DatasetError) -> Bool {
    for place in places {
      if place.names.contains(where: PictureNames.isPicture) { return true }
      for name in place.folders {
        let inner = try folderContents(place.path(name))
        if inner.names.contains(where: PictureNames.isPicture) { return true }
      }
    }
    return false
  }

  /// The format whose file names a folder has.
  private static func known(_ contents: FolderContents) throws(DatasetError) -> DataSource? {
    let (path, names) = (contents.path, contents.names)
    let stems = DatasetSplit.allCases.flatMap {
      ["\($0.filePrefix)-images", "\($0.filePrefix)-labels"]
    }
    if names.contains(where: { name in
      stems.contains { name.hasPrefix($0) } && !ArrayFiles.isArrays(name) && !CSVFiles.isTable(name)
    }) {
      return DataSource(path: path, form: .idx)
    }
    let splits = Set(names.compactMap(emnistSplit)).sorted()
    guard splits.count < 2 else { throw .splits(folder: path, splits) }
    if let split = splits.first { return DataSource(path: path, form: .emnist(split: split)) }
    if names.contains(where: { $0.hasPrefix("qmnist-") }) {
      return DataSource(path: path, form: .qmnist)
    }
    if contents.first(["usps", "usps.t"], endings: ["", ".bz2"]) != nil {
      return DataSource(path: path, form: .usps)
    }
    if contents.first(["data_batch_1.bin", "test_batch.bin"], endings: [""]) != nil {
      return DataSource(path: path, form: .cifarBinary)
    }
    if contents.first(["data_batch_1", "test_batch"], endings: [""]) != nil {
      return DataSource(path: path, form: .cifarPython)
    }
    let arrays = names.filter(ArrayFiles.isArrays)
    if arrays.count == 1, arrays[0].lowercased().hasSuffix(".npz") {
      return DataSource(path: contents.path(arrays[0]), form: .npz)
    }
    if !arrays.isEmpty { return DataSource(path: path, form: .arrays) }
    let collections = names.filter(ArrayFiles.isCollection)
    guard collections.count < 2 else { throw .several(folder: path, collections) }
    if let collection = collections.first {
      return DataSource(path: contents.path(collection), form: .collection)
    }
    let tables = names.filter(CSVFiles.isTable)
    guard !tables.isEmpty else { return nil }
    // Beside pictures, a table counts only if its lines may be images.
    let hasPictures = try holdPictures(
      contents.folders.map { name throws(DatasetError) in try folderContents(contents.path(name)) })
    let isFlat = names.contains(where: PictureNames.isPicture)
    let least = hasPictures || isFlat ? 50 : 3
    let images = tables.filter { CSVRows.mayBePixels(contents.path($0), least: least) }
    if images.isEmpty, hasPictures || isFlat { return DataSource(path: path, form: .pictures) }
    return DataSource(path: path, form: .csv)
  }

  private static func file(_ path: String) throws(DatasetError) -> DataSource {
    let (folder, name) = splitPath(path)
    if ArrayFiles.isCollection(name) { return DataSource(path: path, form: .collection) }
    if let other = OtherForm(path) { throw .otherForm(path, other) }
    if let split = emnistSplit(name) {
      return DataSource(path: folder, form: .emnist(split: split))
    }
    if name.hasPrefix("qmnist-") { return DataSource(path: folder, form: .qmnist) }
    if name.hasPrefix("usps") { return DataSource(path: folder, form: .usps) }
    let isBatch = name.hasPrefix("data_batch_") || name.hasPrefix("test_batch")
    if isBatch {
      return DataSource(path: folder, form: name.hasSuffix(".bin") ? .cifarBinary : .cifarPython)
    }
    if DatasetSplit.allCases.contains(where: { name.hasPrefix($0.filePrefix + "-") }) {
      return DataSource(path: folder, form: .idx)
    }
    if CSVFiles.isTable(name) {
      // A table of file names belongs to the pictures beside it.
      if !CSVRows.mayBePixels(path, least: 3), let beside = try? Self.folder(folder),
        beside.form == .pictures
      {
        return beside
      }
      return DataSource(path: path, form: .csv)
    }
    if name.lowercased().hasSuffix(".npz") {
      return DataSource(path: path, form: ArrayFiles.isOneArray(path) ? .arrays : .npz)
    }
    if name.lowercased().hasSuffix(".npy") { return DataSource(path: path, form: .arrays) }
    if name.hasSuffix(".zip") || name.contains(".tar") { throw .archive(path) }
    throw .noForm(path)
  }

  /// The split in a name such as `emnist-letters-train-images-idx3-ubyte.gz`.
  private static func emnistSplit(_ name: String) -> String? {
    let words = name.split(separator: "-")
    guard words.count >= 4, words[0] == "emnist", words[2] == "train" || words[2] == "test" else {
      return nil
    }
    return String(words[1])
  }
}
