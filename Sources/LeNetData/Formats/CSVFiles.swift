import LeNetArchives
import LeNetFiles

/// The CSV files of a data set: one per split, or one for both.
struct CSVFiles {
  /// The file of the training images, or of all.
  let training: String
  /// The file of the test images, if there is one.
  let test: String?

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
    let tables = contents.names.filter(Self.isTable)
    func having(_ word: String) -> [String] {
      tables.filter { $0.lowercased().split { !$0.isLetter }.contains { $0 == word } }
    }
    let (first, second) = (having("train"), having("test"))
    if tables.count == 1 {
      training = contents.path(tables[0])
      test = nil
    } else {
      guard first.count == 1, second.count <= 1 else { throw .several(folder: path, tables) }
      training = contents.path(first[0])
      test = second.first.map(contents.path)
    }
  }

  /// Reads the files; the second part is nil if there is none, or it has no labels.
  func read() throws(DatasetError) -> (
    training: UnnumberedSplit, test: UnnumberedSplit?, note: String?
  ) {
    let training = try Self.read(self.training)
    guard let test else { return (training, nil, nil) }
    do {
      return (training, try Self.read(test), nil)
    } catch .csv(_, .noLabels) {
      // Kaggle's test.csv has no labels.
      return (training, nil, "\(test) has no labels")
    }
  }

  private static func read(_ path: String) throws(DatasetError) -> UnnumberedSplit {
    var bytes = try fileBytes(path)
    if bytes.starts(with: [0x1F, 0x8B]) {
      do {
        bytes = try Gzip.inflate(bytes, limit: ByteReader.bound(ofCompressed: bytes.count))
      } catch {
        throw .idx(file: path, .gzip(error))
      }
    }
    do {
      return try CSV.read(bytes, name: splitPath(path).name)
    } catch {
      throw .csv(file: path, error)
    }
  }
}
