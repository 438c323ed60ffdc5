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
    let folder = try other { () throws(DatasetError) in try PictureFolder(path) }
    var notes: [String] = []
    let others = folder.foldersWithoutPictures
    if !others.isEmpty {
      notes.append(
        others.count == 1
          ? "the folder \(others[0]) has no picture and is not a class"
          : "the folders \(someNames(others)) have no pictures and are not classes")
    }
    let training = try dataset(.training, of: folder, pictures)
    if folder.hasTest {
      let test = try dataset(.test, of: folder, pictures)
      return LoadedData(
        splits: try other { () throws(DatasetError) in
          try DatasetSplits(training: training, test: test)
        }, notes: notes)
    }
    notes.append(Self.heldOut)
    return LoadedData(
      splits: try other { () throws(DatasetError) in try .dividing(training) }, notes: notes)
  }

  /// Reads one split, and the pictures of the other one only if they are in the same folders.
  public func load(
    _ split: DatasetSplit, pictures: PicturePreparation
  ) throws(PictureSetError) -> Dataset {
    guard form == .pictures else { return try other { () throws(DatasetError) in try load(split) } }
    let folder = try other { () throws(DatasetError) in try PictureFolder(path) }
    if folder.hasTest { return try dataset(split, of: folder, pictures) }
    let splits = try load(pictures: pictures).splits
    return split == .training ? splits.training : splits.test
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
  private func dataset(
    _ split: DatasetSplit, of folder: PictureFolder, _ pictures: PicturePreparation
  ) throws(PictureSetError) -> Dataset {
    let files = try folder.files(split)
    let size = pictures.shape.count
    guard files.count <= IDX.largestFile / size else {
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
    if let (index, error) = read.failures.min(by: { $0.key < $1.key }) {
      throw .unreadable(count: read.failures.count, first: files[index].path, error)
    }
    if let first = read.blanks.min() {
      throw .noInk(count: read.blanks.count, first: files[first].path)
    }
    // In the format of sha256sum, with paths relative to the data set's folder.
    let root = path.hasSuffix("/") ? path.count : path.count + 1
    let lines = files.indices.map {
      "\(read.hashes[$0] ?? "")  \(files[$0].path.dropFirst(root))\n"
    }
    let hash = sha256(of: Array(lines.joined().utf8))
    return try other { () throws(DatasetError) in
      try Dataset(
        name: folderName(path), shape: pictures.shape,
        images: read.pixels, labels: files.map(\.label), classes: folder.classes,
        sha256: ["pictures": hash])
    }
  }
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
