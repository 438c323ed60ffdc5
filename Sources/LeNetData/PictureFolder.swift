import LeNetCatalog
import LeNetFiles
import LeNetImages

/// Picture files in one folder per class: `train/CLASS/` and `test/CLASS/`, or `CLASS/` alone.
struct PictureFolder {
  /// A picture file and the number of its class.
  struct File {
    let path: String
    let label: UInt8
  }

  let path: String
  /// The names of the class folders of all parts, in the order of their numbers.
  let classes: [String]
  /// Subfolders that are not classes because they have no pictures, as relative paths.
  let foldersWithoutPictures: [String]
  private let training: FolderContents
  private let test: FolderContents?

  private static let trainingNames = ["train", "training"]
  private static let testNames = ["test", "testing", "t10k", "validation", "valid", "val"]

  /// Lists the folder, without reading a picture.
  init(_ path: String) throws(DatasetError) {
    let contents = try folderContents(path)
    let folders = contents.folders
    func find(_ names: [String]) throws(DatasetError) -> FolderContents? {
      for name in names {
        guard let found = folders.first(where: { $0.lowercased() == name }) else { continue }
        return try folderContents(contents.path(found))
      }
      return nil
    }
    let named = try find(Self.trainingNames)
    let training = named ?? contents
    let test = named == nil ? nil : try find(Self.testNames)
    self.path = path
    self.training = training
    self.test = test
    let splits = [training] + (test.map { [$0] } ?? [])
    let filled = try splits.map { split throws(DatasetError) in try Self.classFolders(split) }
    let names = Set(filled.joined())
    classes = names.sorted(by: isBefore)
    let root = contents.path("").count
    foldersWithoutPictures = splits.flatMap { split in
      split.folders.filter { !names.contains($0) }.map { String(split.path($0).dropFirst(root)) }
    }
  }

  /// Whether there is a folder for the test split.
  var hasTest: Bool { test != nil }

  /// The picture files of a split, sorted by class and name; all of them if there is only one split.
  func files(_ split: DatasetSplit) throws(PictureSetError) -> [File] {
    let folder = split == .test ? test ?? training : training
    var files: [File] = []
    for (number, name) in classes.enumerated() where folder.names.contains(name) {
      // The count of classes is checked where the data set is made.
      guard let label = UInt8(exactly: number) else { break }
      let contents: FolderContents
      do {
        contents = try folderContents(folder.path(name))
      } catch {
        throw .data(error)
      }
      files += contents.names.filter(PictureNames.isPicture).map {
        File(path: contents.path($0), label: label)
      }
    }
    guard !files.isEmpty else { throw .noPictures(folder: folder.path) }
    return files
  }

  private static func classFolders(_ folder: FolderContents) throws(DatasetError) -> [String] {
    var classes: [String] = []
    for name in folder.folders {
      let contents = try folderContents(folder.path(name))
      if contents.names.contains(where: PictureNames.isPicture) { classes.append(name) }
    }
    return classes
  }
}
