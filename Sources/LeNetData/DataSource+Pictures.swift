import LeNetThreads
public import LeNetCatalog
import LeNetFiles
public import LeNetImages
import LeNetModel
import Synchronization

extension DatasetSplits {
  /// The data set at a path in any format, pictures included; see `DataSource`.
  public static func load(
    path: String, pictures: PicturePreparation
  ) throws(PictureSetError) -> DatasetSplits {
    let source: DataSource
    do {
      source = try DataSource(path: path)
    } catch {
      throw .data(error)
    }
    return try source.load(pictures: pictures).splits
  }
}

extension DataSource {
  /// Reads both splits; prepares picture files.
  public func load(pictures: PicturePreparation) throws(PictureSetError) -> LoadedData {
    guard form == .pictures else { return try other { () throws(DatasetError) in try load() } }
    let folder = try pictureFolder()
    let read = try dataset(.training, of: folder, pictures)
    var (training, notes) = (read.dataset, folder.notes + read.notes)
    let splits: DatasetSplits
    if folder.has(.test) {
      let test = try dataset(.test, of: folder, pictures)
      notes += test.notes
      splits = try other { () throws(DatasetError) in
        try DatasetSplits(training: training, test: test.dataset)
      }
    } else {
      notes.append(Self.heldOut)
      splits = try other { () throws(DatasetError) in try .dividing(training) }
    }
    guard folder.has(.validation) else { return LoadedData(splits: splits, notes: notes) }
    let validation = try dataset(.validation, of: folder, pictures)
    training = try other { () throws(DatasetError) in
      try splits.training.joining(validation: validation.dataset)
    }
    return LoadedData(
      splits: try other { () throws(DatasetError) in
        try DatasetSplits(training: training, test: splits.test)
      }, notes: notes + validation.notes)
  }

  func pictureFolder() throws(PictureSetError) -> PictureFolder {
    try other { () throws(DatasetError) in
      try PictureFolder(path, label: reading.labelColumn)
    }
  }

  /// Reads one split, and the pictures of the other one only if they are in the same folders.
  public func load(
    _ split: DatasetSplit, pictures: PicturePreparation
  ) throws(PictureSetError) -> Dataset {
    guard form == .pictures else { return try other { () throws(DatasetError) in try load(split) } }
    return try loadNoting(split, pictures: pictures).dataset
  }

  /// The same of picture files with the notes on how they were read.
  package func loadNoting(
    _ split: DatasetSplit, pictures: PicturePreparation
  ) throws(PictureSetError) -> (dataset: Dataset, notes: [String]) {
    let folder = try pictureFolder()
    if split == .test, folder.has(.test) {
      let test = try dataset(.test, of: folder, pictures)
      return (test.dataset, folder.notes + test.notes)
    }
    let loaded = try load(pictures: pictures)
    return (split == .training ? loaded.splits.training : loaded.splits.test, loaded.notes)
  }

  private func other<Result>(
    _ body: () throws(DatasetError) -> Result
  ) throws(PictureSetError) -> Result {
    do {
      return try body()
    } catch {
      throw .data(error)
    }
  }

  /// Reads the pictures of a part, on all processors.
  func dataset(
    _ part: ArrayName.Part, of folder: PictureFolder, _ pictures: PicturePreparation
  ) throws(PictureSetError) -> (dataset: Dataset, notes: [String]) {
    let files = try folder.files(part)
    let size = pictures.shape.count
    guard files.count <= DataMemory.limit / size else {
      throw .tooLarge(folder: folder.path, pictures: files.count)
    }
    let results = Mutex(PictureResults(pixels: [UInt8](repeating: 0, count: files.count * size)))
    inParallel(files.count) { index in
      let result = Result { () throws(ImageError) in
        try PreparedPicture(files[index].path, pictures)
      }
      results.withLock { $0.add(result, at: index, size: size) }
    }
    let read = results.withLock { $0 }
    let damaged = read.failures.sorted { $0.key < $1.key }.map {
      DamagedPicture(path: files[$0.key].path, error: $0.value)
    }
    let blanks = read.blanks.sorted().map { files[$0].path }
    if !reading.skipsDamaged {
      guard damaged.isEmpty else { throw .unreadable(damaged) }
      if let first = blanks.first { throw .noInk(count: blanks.count, first: first) }
    }
    let left = Set(read.failures.keys).union(read.blanks)
    let kept = files.indices.filter { !left.contains($0) }
    guard !kept.isEmpty else { throw .unreadable(damaged) }
    // In the format of sha256sum, with paths relative to the data set's folder.
    let root = path.hasSuffix("/") ? path.count : path.count + 1
    let names = kept.map { String(files[$0].path.dropFirst(root)) }
    let lines = zip(kept, names).map { "\(read.hashes[$0] ?? "")  \($1)\n" }
    let hash = sha256(of: Array(lines.joined().utf8))
    let pixels =
      left.isEmpty ? read.pixels : kept.flatMap { read.pixels[$0 * size..<($0 + 1) * size] }
    let key = part == .validation ? "validation pictures" : "pictures"
    var dataset = try other { () throws(DatasetError) in
      try Dataset(
        name: folderName(path), shape: pictures.shape,
        images: pixels, labels: kept.map { files[$0].label }, classes: folder.classes,
        sha256: [key: hash])
    }
    dataset.files = names
    return (dataset, Self.notes(damaged, blanks))
  }

  /// The notes on pictures that were left out.
  private static func notes(_ damaged: [DamagedPicture], _ blanks: [String]) -> [String] {
    var notes: [String] = []
    if !damaged.isEmpty {
      notes.append(
        "left out, because they cannot be read: "
          + damaged.map { "\($0.path) (\($0.error))" }.joined(separator: ", "))
    }
    if !blanks.isEmpty {
      notes.append("left out, because they show no ink: " + blanks.joined(separator: ", "))
    }
    return notes
  }
}

/// A picture file that cannot be read, and why.
public struct DamagedPicture: Equatable, Sendable {
  /// The file.
  public let path: String
  /// What is wrong with it.
  public let error: ImageError
}

/// The results of reading many pictures.
private struct PictureResults {
  var pixels: [UInt8]
  var hashes: [Int: String] = [:]
  var failures: [Int: ImageError] = [:]
  var blanks: [Int] = []

  mutating func add(_ result: Result<PreparedPicture, ImageError>, at index: Int, size: Int) {
    switch result {
    case .failure(let error): failures[index] = error
    case .success(let picture):
      hashes[index] = picture.sha256
      guard let own = picture.pixels else { return blanks.append(index) }
      pixels.replaceSubrange(index * size..<(index + 1) * size, with: own)
    }
  }
}

/// A prepared picture file.
private struct PreparedPicture {
  /// Nil if no ink is found.
  let pixels: [UInt8]?
  /// SHA-256 of the file.
  let sha256: String

  init(_ path: String, _ preparation: PicturePreparation) throws(ImageError) {
    let (image, bytes) = try RasterImage.reading(path)
    sha256 = LeNetCatalog.sha256(of: bytes)
    pixels = preparation.pixels(of: image)
  }
}

extension PicturePreparation {
  /// The preparation as the end of "pictures are".
  package var displayText: String {
    switch approach {
    case .digit: "prepared as digits of 28 x 28"
    case .resize: "resized to \(shape.rows) x \(shape.columns) in \(colours)"
    }
  }

  /// The preparation in two or three words, without the size.
  package var shortWords: String {
    approach == .digit ? "prepared as digits" : "resized in \(colours)"
  }

  private var colours: String { shape.maps == 1 ? "grey" : "colour" }
}
