extension Dataset {
  /// One part of the IDX files of a folder under the names of MNIST's.
  ///
  /// These are `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
  /// `t10k-labels-idx1-ubyte`, also with a dot before `idx`, with `idx4` for images of several
  /// maps, and each raw or gzip (`.gz`). Classes are the lines of a `classes.txt` beside them,
  /// otherwise the ten digits. Throws where something is missing, damaged or does not fit.
  public static func load(folder: String, part: DatasetPart) throws(DatasetError) -> Dataset {
    switch PathKind(folder) {
    case .folder: break
    case .nothing: throw .noFolder(folder)
    case .other: throw .notAFolder(folder)
    }
    // Looked for first, so that a missing file is told before a long one is read.
    let imageFile = try find(part.filePrefix + "-images", dimensions: [3, 4], in: folder)
    let labelFile = try find(part.filePrefix + "-labels", dimensions: [1], in: folder)
    let classes = try classNames(in: folder)
    let labels = try read(labelFile, in: folder, as: IDX.labels)
    let images = try read(imageFile, in: folder, as: IDX.images)
    return try Dataset(
      name: folderName(folder), shape: images.shape, images: images.pixels,
      labels: labels.labels, classes: classes,
      sha256: [
        uncompressedName(imageFile): images.sha256, uncompressedName(labelFile): labels.sha256,
      ])
  }

  /// The first file of the folder that bears one of the names under which such files are found.
  private static func find(
    _ stem: String, dimensions: [Int], in folder: String
  ) throws(DatasetError) -> String {
    let names = dimensions.flatMap { ["\(stem)-idx\($0)-ubyte", "\(stem).idx\($0)-ubyte"] }
    let found = names.flatMap { [$0, $0 + ".gz"] }.first { PathKind("\(folder)/\($0)") != .nothing }
    guard let found else { throw .noFile(name: names[0], folder: folder) }
    return found
  }

  private static func read<Content>(
    _ file: String, in folder: String, as reader: ([UInt8]) throws(IDXError) -> Content
  ) throws(DatasetError) -> Content {
    let path = "\(folder)/\(file)"
    let bytes = try fileBytes(path)
    do {
      return try reader(bytes)
    } catch {
      throw .idx(file: path, error)
    }
  }

  private static func classNames(in folder: String) throws(DatasetError) -> [String] {
    let path = "\(folder)/\(ClassList.fileName)"
    guard PathKind(path) != .nothing else { return digits }
    let bytes = try fileBytes(path)
    do {
      return try ClassList.parse(bytes)
    } catch {
      throw .classes(file: path, error)
    }
  }
}

private func uncompressedName(_ file: String) -> String {
  file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
}
