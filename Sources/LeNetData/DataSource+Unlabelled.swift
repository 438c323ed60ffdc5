import LeNetArchives
import LeNetCatalog
import LeNetFiles
import LeNetImages
import LeNetModel

extension DataSource {
  /// Whether the name of a file is one of data sets, and not of pictures.
  package static func isDataName(_ path: String) -> Bool {
    let name = splitPath(path).name.lowercased()
    return CSVFiles.isTable(name) || ArrayFiles.isArrays(name) || ArrayFiles.isCollection(name)
      || ["-ubyte", "-ubyte.gz", ".idx"].contains { name.hasSuffix($0) }
  }

  /// The data set that the images at a path belong to, which may be a part of one or have no labels; nil if there is
  /// none, or it consists of pictures.
  package static func ofImages(_ path: String) throws(DatasetError) -> DataSource? {
    switch PathKind(path) {
    case .nothing: return nil
    case .folder:
      guard let source = try? DataSource(path: path), source.form != .pictures else { return nil }
      return source
    case .other:
      let name = splitPath(path).name.lowercased()
      if CSVFiles.isTable(name) { return DataSource(path: path, form: .csv) }
      if name.hasSuffix(".npy") { return DataSource(path: path, form: .arrays) }
      if isIDX(path) {
        let named = try? DataSource(path: path)
        return DataSource(path: path, form: named?.form ?? .idx)
      }
      guard !PictureNames.isPicture(path), let source = try? DataSource(path: path) else {
        return nil
      }
      return source
    }
  }

  /// Whether a file begins as IDX images do, raw or gzip.
  private static func isIDX(_ path: String) -> Bool {
    guard let file = try? RegularFile(path), let head = try? file.file.bytes(count: 4),
      head.count == 4
    else { return false }
    if head.starts(with: [0x1F, 0x8B]) { return splitPath(path).name.contains("idx") }
    return head[0] == 0 && head[1] == 0 && head[2] == 8 && 3...4 ~= head[3]
  }

  /// The images without regard to labels, which may be missing: those of the file, or the test images of a folder.
  ///
  /// Throws `DatasetError.pictures` for picture files.
  public func unlabelled() throws(DatasetError) -> UnlabelledData {
    switch form {
    case .csv, .npz, .arrays, .collection: return try readFiles(alone: true).unlabelled
    case .idx, .emnist, .qmnist:
      let read = try idxImages()
      let figures = PixelFigures(read.pixels)
      let choice =
        reading.pixelRange.map { PixelRange.scaled($0, figures) }
        ?? (form == .idx ? try? PixelRange.find(for: figures) : nil)
        ?? PixelRange.Choice(range: .bytes)
      return UnlabelledData(
        name: folderName(path), shape: read.shape,
        images: PixelValues(read.pixels).scaled(to: choice.range), ids: nil,
        notes: choice.note.map { [$0] } ?? [])
    case .usps, .cifarBinary, .cifarPython:
      let test = try load(.test)
      return UnlabelledData(
        name: test.name, shape: test.shape, images: test.images, ids: nil, notes: [])
    case .pictures: throw .pictures(path)
    }
  }

  private func idxImages() throws(DatasetError) -> IDX.Images {
    guard PathKind(path) != .folder else {
      let folder = IDXFolder(folder: path, form: form)
      return try folder.hasImages(.test) ? folder.images(.test) : folder.images(.training)
    }
    let bytes = try fileBytes(path)
    do {
      let images = try IDX.images(bytes)
      if case .emnist = form { return images.transposed }
      return images
    } catch {
      throw .idx(file: path, error)
    }
  }
}
