import LeNetArchives
import LeNetCatalog
import LeNetFiles

/// The files with the arrays of a data set: one archive, or a folder of `.npy` and `.npz` files.
struct ArrayFiles {
  private let paths: [String]

  /// Whether a name is that of one file with the arrays of a data set, of MATLAB or pickled.
  static func isCollection(_ name: String) -> Bool {
    [".mat", ".pkl", ".pickle", ".pkl.gz", ".pickle.gz"].contains {
      name.lowercased().hasSuffix($0)
    }
  }

  /// Whether a name is that of a file with arrays.
  static func isArrays(_ name: String) -> Bool {
    [".npy", ".npz"].contains { name.lowercased().hasSuffix($0) }
  }

  /// The files at a path: those of a folder, or a file with those beside it unless it is `alone`.
  init(_ path: String, _ form: StorageFormat, alone: Bool = false) throws(DatasetError) {
    let isFolder = PathKind(path) == .folder
    guard form == .arrays, isFolder || !alone else {
      paths = [path]
      return
    }
    let (folder, name) = isFolder ? (path, "") : splitPath(path)
    let contents = try folderContents(folder)
    // Beside a named file, archives of several arrays are data sets of their own.
    paths = contents.names.filter(Self.isArrays).filter { other in
      isFolder || other == name || Self.isOneArray(contents.path(other))
    }.map(contents.path)
  }

  /// Whether a file has one array only, so that others beside it belong to it.
  static func isOneArray(_ path: String) -> Bool {
    if path.lowercased().hasSuffix(".npy") { return true }
    guard let archive = try? ZipArchive(path: path) else { return false }
    return archive.members.count == 1
  }

  /// The arrays of all files.
  func collection() throws(DatasetError) -> ArrayCollection {
    var items: [ArrayCollection.Item] = []
    var hashes: [String: String] = [:]
    // Archives of several arrays are data sets of their own.
    var whole: [String] = []
    for path in paths {
      let name = splitPath(path).name
      if let (array, store, shape) = try MappedImages.npy(path) {
        let item = ArrayCollection.Item(
          name: String(name.dropLast(4)), file: path, read: { _ in array },
          mapped: (store, shape))
        items.append(item)
        hashes[name] = try MappedImages.hash(path)
        continue
      }
      let bytes = try fileBytes(path)
      hashes[name] = sha256(of: bytes)
      let stem = String(name.dropLast(4))
      if Self.isCollection(name) {
        items += try Self.collected(bytes, path)
        continue
      }
      if name.lowercased().hasSuffix(".npy") {
        items.append(
          ArrayCollection.Item(name: stem, file: path) { role throws(NPZError) in
            try NPYArray(bytes, name: stem, as: role)
          })
        continue
      }
      let own: [ArrayCollection.Item]
      do throws(NPZError) {
        own = try NPZ.arrays(bytes, file: path)
      } catch {
        throw .npz(file: path, error)
      }
      if own.count > 1 { whole.append(name) }
      guard whole.count < 2 else { throw .several(folder: splitPath(path).folder, whole) }
      // An archive of one array without a name has that of its file.
      let isAlone = own.count == 1 && paths.count > 1
      items += own.map {
        isAlone ? ArrayCollection.Item(name: stem, file: path, read: $0.read) : $0
      }
    }
    return ArrayCollection(items: items, sha256: hashes)
  }

  /// The arrays of a MATLAB file or a pickle, raw or gzip.
  private static func collected(
    _ bytes: [UInt8], _ path: String
  ) throws(DatasetError) -> [ArrayCollection.Item] {
    if path.lowercased().hasSuffix(".mat") {
      do {
        return try MATFile(bytes).arrays.map { array in
          ArrayCollection.Item(name: array.name, file: path) { _ in array }
        }
      } catch {
        throw .mat(file: path, error)
      }
    }
    guard bytes.starts(with: [0x1F, 0x8B]) else { return try PickledArrays.read(bytes, file: path) }
    let content: [UInt8]
    do {
      content = try Gzip.inflate(bytes, limit: ByteReader.bound(ofCompressed: bytes.count))
    } catch {
      throw .idx(file: path, .gzip(error))
    }
    return try PickledArrays.read(content, file: path)
  }
}
