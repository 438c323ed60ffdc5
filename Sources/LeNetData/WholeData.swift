import LeNetCatalog
package import LeNetImages

/// The parts of a data set as its files have them: nothing is held out or joined.
package struct WholeData: Sendable {
  /// The training images; nil if there are test images only.
  package var training: Dataset?
  /// The images set apart for validation.
  package var validation: Dataset?
  /// The test images.
  package var test: Dataset?
  /// The choices made in reading the data, each a sentence without a full stop.
  package var notes: [String] = []

  /// The given parts.
  package init(
    training: Dataset? = nil, validation: Dataset? = nil, test: Dataset? = nil, notes: [String] = []
  ) {
    self.training = training
    self.validation = validation
    self.test = test
    self.notes = notes
  }
}

extension DataSource {
  /// The parts as the files have them.
  ///
  /// Throws `DatasetError.pictures` for picture files.
  package func whole() throws(DatasetError) -> WholeData {
    switch form {
    case .csv, .npz, .arrays, .collection: return try readFiles().whole()
    case .idx:
      let folder = IDXFolder(folder: path, form: form)
      var whole = WholeData()
      if folder.has(.training) { whole.training = try published(.training) }
      if folder.has(.test) { whole.test = try published(.test) }
      return whole
    default:
      let loaded = try load()
      return WholeData(
        training: loaded.splits.training, test: loaded.splits.test, notes: loaded.notes)
    }
  }

  /// The parts of a folder of pictures, which all have one size: the pixels as they are, in the order of the numbers
  /// in the file names if each has its own.
  package func wholePictures(
    _ preparation: PicturePreparation
  ) throws(PictureSetError) -> WholeData {
    let folder = try pictureFolder()
    var whole = WholeData(notes: folder.notes)
    for part in [ArrayName.Part.training, .validation, .test] where folder.has(part) {
      let read = try dataset(part, of: folder, preparation)
      whole.notes += read.notes
      let ordered: Dataset
      do {
        ordered = try read.dataset.inOrderOfNumbers()
      } catch {
        throw .data(error)
      }
      switch part {
      case .training: whole.training = ordered
      case .validation: whole.validation = ordered
      case .test: whole.test = ordered
      }
    }
    return whole
  }

  /// The size and the channels of all pictures, from the first one of each class; nil if they differ.
  package func pictureSize() throws(PictureSetError) -> (rows: Int, columns: Int, maps: Int)? {
    let folder = try pictureFolder()
    var sizes: Set<[Int]> = []
    var isColour = false
    for part in [ArrayName.Part.training, .validation, .test] where folder.has(part) {
      let files = try folder.files(part)
      for place in stride(from: 0, to: files.count, by: max(1, files.count / 200)) {
        guard let image = try? RasterImage(contentsOf: files[place].path) else { continue }
        sizes.insert([image.rows, image.columns])
        isColour = isColour || image.channels != .grey
      }
    }
    guard sizes.count == 1, let size = sizes.first else { return nil }
    return (size[0], size[1], isColour ? 3 : 1)
  }
}

extension Dataset {
  /// The images by the numbers in their files' names, if each has one of its own; else as they are.
  fileprivate func inOrderOfNumbers() throws(DatasetError) -> Dataset {
    let numbers = (files ?? []).compactMap { path in
      Int(path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
    }
    guard numbers.count == count, Set(numbers).count == count else { return self }
    return try selecting(
      (0..<Int32(count)).sorted { numbers[Int($0)] < numbers[Int($1)] })
  }
}
