import LeNetCatalog
import LeNetFiles
import LeNetImages
import LeNetText

/// Picture files whose classes are folders, `train/CLASS/` and `test/CLASS/` or `CLASS/` alone, or stand in a table.
package struct PictureFolder {
  /// A picture file and the number of its class.
  struct File {
    let path: String
    let label: UInt8
  }

  let path: String
  /// The names of the classes of all parts, in the order of their numbers.
  let classes: [String]
  /// The folders of the classes.
  private let folders: [String]
  /// What was passed over, each a sentence without a full stop.
  let notes: [String]
  private let parts: [ArrayName.Part: PicturePart]

  private static let names: [(part: ArrayName.Part, names: [String])] = [
    (.training, ["train", "training"]), (.test, ["test", "testing", "t10k"]),
    (.validation, ["validation", "valid", "val", "dev"]),
  ]

  /// Lists the folder and its tables, without reading a picture.
  init(_ path: String, label: LabelPlace? = nil) throws(DatasetError) {
    let contents = try folderContents(path)
    let inner = contents.folders
    var found: [ArrayName.Part: FolderContents] = [:]
    for (part, names) in Self.names {
      let name = names.lazy.compactMap { name in inner.first { $0.lowercased() == name } }.first
      if let name { found[part] = try folderContents(contents.path(name)) }
    }
    if found[.training] == nil { found = [.training: contents] }
    var notes: [String] = []
    let lists = try LabelLists(contents, label: label)
    var parts: [ArrayName.Part: PicturePart] = [:]
    for (part, _) in Self.names {
      guard let folder = found[part] else { continue }
      // A table may also lie beside the pictures of one part.
      let inner = folder.path == contents.path ? lists : try LabelLists(folder, label: label)
      let own = try PicturePart(folder, of: contents, lists: [lists, inner], as: part)
      let known = Set(parts[.training]?.pictures.map(\.label) ?? [])
      let classes = Set(own.pictures.map(\.label))
      // One folder for all of them, such as test/unknown/, is no class.
      let isUnlabelled = known.count > 1 && classes.count == 1 && known.isDisjoint(with: classes)
      if own.pictures.isEmpty || isUnlabelled, part != .training {
        notes.append(
          "the folder \(folder.path) has no pictures with a class, so it is not the \(part) split")
        continue
      }
      notes += own.notes
      parts[part] = own
    }
    if let own = lists.parts(of: parts[.training], contents), parts.count == 1 { parts = own }
    if parts[.test] == nil, let validation = parts[.validation] {
      parts[.test] = validation
      parts[.validation] = nil
    }
    self.path = path
    self.parts = parts
    let own = Set(parts.values.flatMap { $0.pictures.map(\.label) })
    // A list beside them gives the order, and the names with marks that no folder can have.
    let given = try contents.classNames() ?? []
    let isListed = own.isSubset(of: given.map(Self.folderName))
    classes = isListed && !own.isEmpty ? given : own.sorted(by: isBefore)
    folders = isListed ? given.map(Self.folderName) : own.sorted(by: isBefore)
    self.notes = notes + lists.notes
  }

  /// The name of a class as a folder: another stroke in place of the one that divides paths.
  package static func folderName(_ name: String) -> String {
    String(name.map { $0 == "/" ? "\u{2215}" : $0 })
  }

  /// Whether there are pictures of a part.
  func has(_ part: ArrayName.Part) -> Bool { parts[part] != nil }

  /// The picture files of a part, sorted by class and name.
  func files(_ part: ArrayName.Part) throws(PictureSetError) -> [File] {
    let numbers = Dictionary(
      folders.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard let own = parts[part], !own.pictures.isEmpty else {
      throw .noPictures(folder: parts[part]?.folder ?? path)
    }
    // The count of classes is checked where the data set is made.
    let files = own.pictures.compactMap { picture in
      UInt8(exactly: numbers[picture.label] ?? 0).map { File(path: picture.path, label: $0) }
    }
    return files.enumerated().sorted { first, second in
      (first.element.label, first.offset) < (second.element.label, second.offset)
    }.map(\.element)
  }
}

extension ArrayName.Part: CustomStringConvertible {
  /// The name of the part in a sentence.
  var description: String {
    switch self {
    case .training: "training"
    case .validation: "validation"
    case .test: "test"
    }
  }
}

/// The pictures of one part and their classes.
struct PicturePart {
  let folder: String
  let pictures: [(path: String, label: String)]
  var notes: [String] = []

  init(folder: String, pictures: [(path: String, label: String)]) {
    self.folder = folder
    self.pictures = pictures
  }

  /// Pictures of a folder: in folders of classes, or named in a table.
  init(
    _ folder: FolderContents, of root: FolderContents, lists: [LabelLists], as part: ArrayName.Part
  ) throws(DatasetError) {
    var (classed, empty): ([(path: String, label: String)], [String]) = ([], [])
    for name in folder.folders {
      let inner = try folderContents(folder.path(name))
      let pictures = inner.names.filter(PictureNames.isPicture)
      if pictures.isEmpty { empty.append(name) }
      classed += pictures.map { (inner.path($0), name) }
    }
    let flat = folder.names.filter(PictureNames.isPicture).map(folder.path)
    let start = root.path("").count
    let listed = (flat + classed.map(\.path)).compactMap { path in
      lists.lazy.compactMap { $0.label(of: String(path.dropFirst(start))) }.first.map {
        (path: path, label: $0)
      }
    }
    let folders = Set(classed.map(\.label))
    let isListed = !listed.isEmpty && folders.isDisjoint(with: listed.map(\.label))
    self.init(folder: folder.path, pictures: isListed ? listed : classed)
    if isListed {
      let without = flat.count + classed.count - listed.count
      if without > 0 {
        notes.append(
          "\(without.of("picture")) of the folder \(folder.path) \(without == 1 ? "has" : "have") no label in the table, so "
            + "\(without == 1 ? "it is" : "they are") left out")
      }
      return
    }
    let others = empty.map { String(folder.path($0).dropFirst(start)) }
    if !others.isEmpty, !classed.isEmpty {
      notes.append(
        others.count == 1
          ? "the folder \(others[0]) has no picture and is not a class"
          : "the folders \(someNames(others)) have no pictures and are not classes")
    }
    if !flat.isEmpty, !classed.isEmpty {
      notes.append(
        "\(flat.count.of("picture")) beside the folders of classes in \(folder.path) \(flat.count == 1 ? "is" : "are") left out"
      )
    }
  }
}

/// The tables of a folder that give pictures their labels.
struct LabelLists {
  private let lists: [LabelList]
  private(set) var notes: [String] = []

  /// Reads the tables of a folder; those without a column of pictures are passed over.
  init(_ contents: FolderContents, label: LabelPlace?) throws(DatasetError) {
    let tables = contents.names.filter(CSVFiles.isTable)
    guard !tables.isEmpty else {
      lists = []
      return
    }
    var stems: Set<String> = []
    for folder in try [contents]
      + contents.folders.map({ name throws(DatasetError) in
        try folderContents(contents.path(name))
      })
    {
      for name in folder.names where PictureNames.isPicture(name) {
        stems.insert(name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name)
      }
    }
    var lists: [LabelList] = []
    for table in tables {
      if let list = try LabelList(contents.path(table), stems: stems, label: label) {
        lists.append(list)
      } else {
        notes.append("the table \(table) is not used")
      }
    }
    self.lists = lists
  }

  /// The label of a picture by its path in the folder.
  func label(of path: String) -> String? {
    lists.lazy.compactMap { $0.label(of: path) }.first
  }

  /// The parts that tables such as train.csv and test.csv make of the same pictures; nil if they do not.
  func parts(
    of whole: PicturePart?, _ root: FolderContents
  ) -> [ArrayName.Part: PicturePart]? {
    guard let whole, lists.count > 1, lists.contains(where: { $0.part == .training }) else {
      return nil
    }
    var parts: [ArrayName.Part: PicturePart] = [:]
    let start = root.path("").count
    for list in lists where !list.labels.isEmpty {
      guard let part = list.part, parts[part] == nil else { continue }
      let own = whole.pictures.compactMap { picture in
        list.label(of: String(picture.path.dropFirst(start))).map {
          (path: picture.path, label: $0)
        }
      }
      if !own.isEmpty { parts[part] = PicturePart(folder: root.path, pictures: own) }
    }
    return parts.count > 1 && parts[.training] != nil ? parts : nil
  }
}
