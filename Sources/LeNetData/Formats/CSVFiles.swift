import LeNetArchives
import LeNetFiles

/// The CSV files of a data set: one per split, or one for both.
struct CSVFiles {
  /// The file of the training images, or of all; nil if there are test images only.
  let training: String?
  /// The file of the test images, if there is one.
  let test: String?
  /// The file of the validation images, if there is one.
  private(set) var validation: String?

  /// Whether a name is that of a CSV file, raw or gzip.
  static func isTable(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".csv", ".tsv", ".csv.gz", ".tsv.gz"].contains { name.hasSuffix($0) }
  }

  /// The files at a path, which is one of them or their folder.
  init(_ path: String) throws(DatasetError) {
    guard PathKind(path) == .folder else {
      training = path
      test = nil
      return
    }
    let contents = try folderContents(path)
    let all = contents.names.filter(Self.isTable)
    // Tables of something else, such as Kaggle's sample of an answer, are left out if there are others.
    let images = all.filter { CSVRows.mayBePixels(contents.path($0), least: 5) }
    let tables = images.isEmpty ? all : images
    func having(_ word: String) -> [String] {
      tables.filter { $0.lowercased().split { !$0.isLetter }.contains { $0 == word } }
    }
    let (first, second) = (having("train"), having("test"))
    if tables.count == 1, tables == second {
      training = nil
      test = contents.path(tables[0])
    } else if tables.count == 1 {
      training = contents.path(tables[0])
      test = nil
    } else {
      guard first.count == 1, second.count <= 1 else { throw .several(folder: path, tables) }
      training = contents.path(first[0])
      test = second.first.map(contents.path)
      let others = ["val", "valid", "validation", "dev"].flatMap(having)
      if others.count == 1 { validation = contents.path(others[0]) }
    }
  }

  /// Reads the files.
  func read(label: LabelPlace?) throws(DatasetError) -> (
    training: UnnumberedSplit?, validation: UnnumberedSplit?, test: UnnumberedSplit?
  ) {
    let first = try training.map { path throws(DatasetError) in try Self.read(path, label: label) }
    let second = try test.map { path throws(DatasetError) in
      do throws(DatasetError) {
        return try Self.read(path, label: label)
      } catch .csv(_, .noColumn) where training != nil {
        // The named column may be missing there, as in Kaggle's test.csv.
        return try Self.read(path, label: nil)
      }
    }
    let third = try validation.map { path throws(DatasetError) in
      try Self.read(path, label: label)
    }
    return (first, third, second)
  }

  private static func read(
    _ path: String, label: LabelPlace?
  ) throws(DatasetError) -> UnnumberedSplit {
    var bytes = try fileBytes(path)
    if bytes.starts(with: [0x1F, 0x8B]) {
      do {
        bytes = try Gzip.inflate(bytes, limit: ByteReader.bound(ofCompressed: bytes.count))
      } catch {
        throw .idx(file: path, .gzip(error))
      }
    }
    do {
      return try CSV.read(bytes, path: path, label: label)
    } catch {
      throw .csv(file: path, error)
    }
  }
}
